import { Injectable } from '@nestjs/common';
import { type Actor, REFERRAL_KINDS, REFERRAL_STATES, URGENCIES } from '#policy';
import { Database, type Page, type PageArgs, parseInput } from '#platform/database';
import { z } from 'zod';
import { ReferralReader, type ReferralWants, withoutRecord } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const listReferralsInput = z.strictObject({
  box: z.enum(['INBOX', 'OUTBOX']),
  filter: z
    .strictObject({
      state: z.enum(REFERRAL_STATES).nullish(),
      urgency: z.enum(URGENCIES).nullish(),
      kind: z.enum(REFERRAL_KINDS).nullish(),
    })
    .nullish()
    .transform((filter) => filter ?? {}),
});
export type ListReferralsInput = z.input<typeof listReferralsInput>;

/** What was sent to the actor's agency, or by it; newest first. */
@Injectable()
export class ListReferrals {
  constructor(
    private readonly database: Database,
    private readonly reader: ReferralReader,
  ) {}

  async execute(
    actor: Actor,
    input: ListReferralsInput,
    args: PageArgs,
    wants: ReferralWants = withoutRecord,
  ): Promise<Page<ReferralView>> {
    const list = parseInput(listReferralsInput, input);
    // Opening records writes the ledger.
    return wants.record === null
      ? this.database.readOnce(actor, (tx) => this.reader.page(tx, actor, list, args, wants))
      : this.database.transaction(actor, (tx) => this.reader.page(tx, actor, list, args, wants));
  }
}
