import { Injectable } from '@nestjs/common';
import { SequenceAudit } from '#audit';
import { Database } from '#platform/database';
import type { Round } from '../rounds/round.js';

/** Gives audit entries that came without an event their place in the tree. */
@Injectable()
export class SequenceRound implements Round {
  constructor(
    private readonly database: Database,
    private readonly sequenceAudit: SequenceAudit,
  ) {}

  execute(): Promise<number> {
    return this.database.system((tx) => this.sequenceAudit.execute(tx));
  }
}
