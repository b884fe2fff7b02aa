import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Config, loadConfig } from '#platform/config';
import { Database, openDataSource } from '#platform/database';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { AuditProofs } from './audit-proofs.js';
import { AuditTrail } from './audit-trail.js';
import { openCheckpoint } from './checkpoint.js';
import { ExportAudit } from './export-audit.js';
import { provesConsistency, provesInclusion } from './merkle-proof.js';
import { SequenceAudit } from './sequence-audit.js';
import { SignCheckpoint } from './sign-checkpoint.js';

const signingKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
const config = loadConfig({
  PUBLIC_URL: 'http://localhost:4000',
  KEYRING_URL: 'file:///nowhere',
  AUTH_SECRET: 'a'.repeat(32),
  IDEMPOTENCY_SECRET: 'a'.repeat(32),
  CURSOR_SECRET: 'a'.repeat(32),
  AUDIT_SIGNING_KEY: Buffer.from(signingKey).toString('base64'),
});

const actorOf = (agencyId: string) => ({ personId: randomUUID(), agencyId, agencyKind: 'NGO' });
const [ours, theirs] = [actorOf(randomUUID()), actorOf(randomUUID())];

describe('the audit tree in the database', () => {
  let server: TestDatabase;
  let sources: DataSource[];
  let api: Database;
  let worker: Database;
  const trail = new AuditTrail();
  const sequence = new SequenceAudit();
  const sign = new SignCheckpoint(config);
  const proofs = new AuditProofs();

  beforeAll(async () => {
    server = await createTestDatabase();
    const open = (url: string): Promise<DataSource> =>
      openDataSource({ url, applicationName: 'test', poolSize: 12, entities: [] });
    sources = [await open(server.apiUrl), await open(server.workerUrl)];
    [api, worker] = sources.map((source) => new Database(source)) as [Database, Database];
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await server.drop();
  });

  const append = (actor: typeof ours, action: string): Promise<void> =>
    api.transaction(actor, (tx) =>
      trail.append(tx, actor, {
        action,
        objectType: 'Referral',
        objectId: randomUUID(),
        details: { scopes: ['LEGAL', 'IDENTITY'], count: 3, urgent: true, ratio: 0.1, none: null },
      }),
    );
  const sequenceAll = async (): Promise<number> => {
    let total = 0;
    for (let count = 500; count === 500; total += count) count = await worker.system((tx) => sequence.execute(tx));
    return total;
  };

  it('gives each entry one place without a gap, with four workers at it while entries arrive', async () => {
    const writers = [ours, theirs].map(async (actor) => {
      for (let n = 0; n < 40; n += 1) await append(actor, `action${n}`);
    });
    const workers = [1, 2, 3, 4].map(async () => {
      for (let n = 0; n < 15; n += 1) await worker.system((tx) => sequence.execute(tx, 7));
    });
    await Promise.all([...writers, ...workers]);
    await sequenceAll();
    const [row] = await worker.system((tx) =>
      tx.query({
        name: 'test-leaves',
        text: `select count(*)::int as leaves, count(distinct entry_id)::int as entries, max(sequence)::int as last,
          (select count(*)::int from app.audit_pending) as waiting from app.audit_leaf`,
      }),
    );
    expect(row).toEqual({ leaves: 80, entries: 80, last: 79, waiting: 0 });
  });

  it('signs the head only when the tree has grown', async () => {
    const note = await worker.system((tx) => sign.execute(tx));
    expect(openCheckpoint(note ?? '', sign.signer?.verifier ?? '')?.size).toBe(80);
    await expect(worker.system((tx) => sign.execute(tx))).resolves.toBeNull();
  });

  it('signs nothing without a key', async () => {
    const keyless = new SignCheckpoint(new Config({ ...config.env, AUDIT_SIGNING_KEY: undefined }));
    await expect(worker.system((tx) => keyless.execute(tx))).resolves.toBeNull();
  });

  it('proves to an agency that its entry is in the tree, and that the tree only grew', async () => {
    const before = openCheckpoint(
      (await new ExportAudit(api).checkpoint(ours))?.note ?? '',
      sign.signer?.verifier ?? '',
    );
    for (let n = 0; n < 13; n += 1) await append(ours, 'later');
    await sequenceAll();
    const after = openCheckpoint((await worker.system((tx) => sign.execute(tx))) ?? '', sign.signer?.verifier ?? '');
    if (before === null || after === null) throw new Error('no checkpoint');
    expect([before.size, after.size]).toEqual([80, 93]);
    await api.read(ours, async (tx) => {
      const path = await proofs.consistency(tx, before.size, after.size);
      expect(provesConsistency(before.size, after.size, path ?? [], before.root, after.root)).toBe(true);
      const mine = await tx.query<{ id: string }>({ name: 'test-mine', text: 'select id from app.audit_entry' });
      expect(mine).toHaveLength(53);
      for (const { id } of mine) {
        const proof = await proofs.inclusion(tx, id, after.size);
        if (proof === null) throw new Error('no proof');
        expect(provesInclusion(proof.leaf, proof.index, proof.size, proof.path, after.root)).toBe(true);
      }
      await expect(proofs.inclusion(tx, randomUUID(), after.size)).resolves.toBeNull();
      await expect(proofs.consistency(tx, 1, after.size + 1)).resolves.toBeNull();
    });
  });

  it('exports what checks out offline, with the entries of other agencies as hashes', async () => {
    const exporter = new ExportAudit(api);
    const checkpoint = await exporter.checkpoint(ours);
    if (checkpoint === null) throw new Error('no checkpoint');
    const lines: string[] = [];
    for await (const line of exporter.lines(ours, checkpoint.size)) lines.push(line);
    expect(lines.filter((line) => line.includes('"entry"'))).toHaveLength(53);
    expect(lines.filter((line) => line.includes(theirs.agencyId))).toHaveLength(0);
    const folder = mkdtempSync(join(tmpdir(), 'audit-export-'));
    const run = (script: string, ...given: string[]): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [`tools/${script}.mjs`, ...given], {
        encoding: 'utf8',
        env: { API_DATABASE_URL: server.apiUrl, AUDIT_SIGNING_KEY: config.env.AUDIT_SIGNING_KEY },
      });
    const exported = run('audit-export', '--agency', ours.agencyId, '--out', folder);
    const at = (name: string): string => join(folder, name);
    const written = readFileSync(at('leaves.jsonl'), 'utf8');
    const verified = run(
      'audit-verify',
      '--key',
      at('verifier.txt'),
      '--leaves',
      at('leaves.jsonl'),
      at('checkpoint.txt'),
    );
    rmSync(folder, { recursive: true });
    expect(exported.stderr).toBe('');
    expect(written).toBe(`${lines.join('\n')}\n`);
    expect(verified.stdout).toContain('the first 93 leaves are the ones it vouches for');
    expect(verified.status).toBe(0);
  });

  it('lets nobody rewrite a leaf, a node or a checkpoint', async () => {
    for (const [table, column] of [
      ['audit_leaf', 'hash'],
      ['audit_node', 'hash'],
      ['audit_checkpoint', 'root'],
    ]) {
      const change = { name: `test-change-${table}`, text: `update app.${table} set ${column} = ${column}` };
      await expect(worker.system((tx) => tx.query(change))).rejects.toThrow(/permission denied/);
      await expect(api.transaction(ours, (tx) => tx.query(change))).rejects.toThrow(/permission denied/);
    }
  });
});
