export { ConsentType } from './consent.types.js';
