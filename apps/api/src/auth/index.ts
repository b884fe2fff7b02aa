export { AuthService } from './auth.service.js';
export { mountAuth } from './auth-routes.js';
export { createSignIn } from './create-sign-in.js';
