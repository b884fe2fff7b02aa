import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { Ledger } from './ledger.js';

@Global()
@Module({ providers: [AuditTrail, Ledger], exports: [AuditTrail, Ledger] })
export class AuditModule {}
