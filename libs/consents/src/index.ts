export { Consent, consentEntities, consentStateAt, toConsentFacts } from './consent.js';
export { CONSENT_ENDERS, type ConsentEnder, type ConsentEnding, type EndedConsent } from './consent-ender.js';
export { ConsentReader, type ConsentView } from './consent-reader.js';
export { ConsentsModule } from './consents.module.js';
export { STATEMENT_VERSIONS, type StatementVersion, UNDERSTANDINGS, type Understanding } from './understanding.js';
