import { Global, Module } from '@nestjs/common';
import { AuditProofs } from './audit-proofs.js';
import { AuditTrail } from './audit-trail.js';
import { ExportAudit } from './export-audit.js';
import { Ledger } from './ledger.js';
import { ReadAuditTrail } from './read-audit-trail.js';
import { SequenceAudit } from './sequence-audit.js';
import { SignCheckpoint } from './sign-checkpoint.js';

const providers = [AuditProofs, AuditTrail, ExportAudit, Ledger, ReadAuditTrail, SequenceAudit, SignCheckpoint];

@Global()
@Module({ providers, exports: providers })
export class AuditModule {}
