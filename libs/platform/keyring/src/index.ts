export { FileKeyring } from './file-keyring.js';
export { Keyring, KeyringUnavailable } from './keyring.js';
export { KeyringModule, openKeyring } from './keyring.module.js';
export { newDataKey, openJson, SealBroken, sealJson, type SealPlace } from './sealing.js';
