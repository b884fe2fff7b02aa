import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config';
import type { ReadTx } from '#platform/database';
import { CheckpointSigner } from './checkpoint.js';
import { rootOf, subtreesOf } from './merkle.js';
import { lockTree, readSubtrees, treeSize } from './tree-store.js';

/** Signs the head of the tree when it has grown since it was last signed. */
@Injectable()
export class SignCheckpoint {
  readonly signer: CheckpointSigner | null;

  constructor(config: Config) {
    const key = config.env.AUDIT_SIGNING_KEY;
    this.signer = key === undefined ? null : CheckpointSigner.fromSetting(config.env.AUDIT_ORIGIN, key);
  }

  /** In the caller's transaction, as the worker. @returns the note, or null if there is nothing new or no key to sign with */
  async execute(tx: ReadTx): Promise<string | null> {
    if (this.signer === null) return null;
    await lockTree(tx);
    const size = await treeSize(tx);
    const [last] = await tx.query<{ size: string }>({
      name: 'audit-last-checkpoint',
      text: 'select coalesce(max(size), 0)::text as size from app.audit_checkpoint',
    });
    if (size <= Number(last?.size ?? 0)) return null;
    const root = rootOf(size, await readSubtrees(tx, subtreesOf({ start: 0, end: size })));
    const note = this.signer.sign(size, root);
    await tx.query({
      name: 'audit-checkpoint-add',
      text: 'insert into app.audit_checkpoint (size, root, note, signed_at) values ($1, $2, $3, now())',
      values: [size, root, note],
    });
    return note;
  }
}
