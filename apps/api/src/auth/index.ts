export { AuthModule } from './auth.module.js';
export { AuthService, SESSION_ENDED } from './auth.service.js';
export { mountAuth } from './auth-routes.js';
export { createSignIn, type NewSignIn } from './create-sign-in.js';
export { CurrentActor } from './current-actor.js';
export { REQUIREMENT, Requires, type Requirement } from './requires.js';
export { SessionTokens } from './session-token.js';
export { Sessions, type LiveSession } from './sessions.js';
