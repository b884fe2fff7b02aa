import { Injectable } from '@nestjs/common';
import {
  asBestReader,
  explain,
  Forbidden,
  may,
  NotFound,
  ofCase,
  SCOPES,
  type Actor,
  type Explanation,
  type Scope,
} from '#policy';
import { Database, parseInput } from '#platform/database';
import { z } from 'zod';
import { caseFactsOf, instanceOf, previewRequestOf } from './facts.js';
import { ReferralReader } from './referral-reader.js';

const explainDisclosureInput = z.strictObject({ referralId: z.guid(), scope: z.enum(SCOPES) });
export type ExplainDisclosureInput = z.input<typeof explainDisclosureInput>;

export interface ExplainedDisclosure extends Explanation {
  readonly referralId: string;
  readonly scope: Scope;
}

/** Each condition for the recipient to see a scope, with its verdict as of now. For the sender's case team and its privacy officer. */
@Injectable()
export class ExplainDisclosure {
  constructor(
    private readonly database: Database,
    private readonly reader: ReferralReader,
  ) {}

  /** @throws NotFound, Forbidden */
  async execute(actor: Actor, input: ExplainDisclosureInput): Promise<ExplainedDisclosure> {
    const { referralId, scope } = parseInput(explainDisclosureInput, input);
    return this.database.read(actor, async (tx) => {
      const row = await this.reader.find(tx, actor, referralId);
      if (!may(actor, 'explain', ofCase('Disclosure', caseFactsOf(row, actor)))) {
        throw may(actor, 'read', instanceOf(row, actor)) ? new Forbidden() : new NotFound();
      }
      const question = asBestReader(previewRequestOf(row, await tx.now()), row.state);
      return { referralId, scope, ...explain(question, scope) };
    });
  }
}
