import { Injectable } from '@nestjs/common';
import { SequenceAudit } from '#audit';
import type { Tx } from '#platform/database';
import type { Consumer } from './consumer.js';

const batch = 500;

/**
 * Gives the audit entries that were written with an event their place in the tree, so that an event is done only when what
 * it did can be proved. Entries without an event, refusals above all, are found by the round that looks for them.
 */
@Injectable()
export class AuditConsumer implements Consumer {
  readonly name = 'audit';
  readonly queue = 'events';
  readonly after = [];

  constructor(private readonly sequenceAudit: SequenceAudit) {}

  wants(): boolean {
    return true;
  }

  async handle(tx: Tx): Promise<void> {
    let placed = batch;
    while (placed === batch) placed = await this.sequenceAudit.execute(tx, batch);
  }
}
