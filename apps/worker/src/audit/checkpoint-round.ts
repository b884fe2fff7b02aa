import { Injectable } from '@nestjs/common';
import { SequenceAudit, SignCheckpoint } from '#audit';
import { Database } from '#platform/database';
import type { Round } from '../rounds/round.js';

/** Signs the head of the audit tree, with everything in it that has arrived by now. */
@Injectable()
export class CheckpointRound implements Round {
  constructor(
    private readonly database: Database,
    private readonly sequenceAudit: SequenceAudit,
    private readonly signCheckpoint: SignCheckpoint,
  ) {}

  async execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const placed = await this.sequenceAudit.execute(tx);
      await this.signCheckpoint.execute(tx);
      return placed;
    });
  }
}
