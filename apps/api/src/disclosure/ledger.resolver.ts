import { Args, Query, Resolver } from '@nestjs/graphql';
import { type AuditView, ReadAuditTrail } from '#audit';
import { type LedgerView, ReadLedger } from '#cases';
import type { Actor } from '#policy';
import type { Page } from '#platform/database';
import { CurrentActor, Requires } from '../graphql/index.js';
import { AuditConnection, type AuditEntryType, AuditTrailArgs, LedgerArgs, LedgerConnection } from './ledger.types.js';

@Resolver()
export class LedgerResolver {
  constructor(
    private readonly readLedger: ReadLedger,
    private readonly readAuditTrail: ReadAuditTrail,
  ) {}

  @Requires('read', 'Ledger')
  @Query(() => LedgerConnection, {
    description: 'Who read what of a case, newest first; for its owner’s privacy officer.',
  })
  disclosureLedger(
    @Args() { caseId, first, after, ...filter }: LedgerArgs,
    @CurrentActor() actor: Actor,
  ): Promise<Page<LedgerView>> {
    return this.readLedger.execute(actor, caseId, filter, { first, after });
  }

  @Requires('read', 'Audit')
  @Query(() => AuditConnection, {
    description: 'What your agency’s people did and were refused, and what others did about its cases, newest first.',
  })
  async auditTrail(
    @Args() { first, after, ...filter }: AuditTrailArgs,
    @CurrentActor() actor: Actor,
  ): Promise<Page<AuditEntryType>> {
    const { edges, pageInfo } = await this.readAuditTrail.execute(actor, filter, { first, after });
    return { edges: edges.map(({ cursor, node }) => ({ cursor, node: toAuditEntry(node) })), pageInfo };
  }
}

function toAuditEntry({ details, ...entry }: AuditView): AuditEntryType {
  return {
    ...entry,
    details: Object.entries(details).map(([name, value]) => ({ name, values: [value].flat().map(String) })),
  };
}
