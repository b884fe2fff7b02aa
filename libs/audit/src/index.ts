export { AuditModule } from './audit.module.js';
export { AuditTrail, type AuditRecord } from './audit-trail.js';
export { Ledger, type Release } from './ledger.js';
