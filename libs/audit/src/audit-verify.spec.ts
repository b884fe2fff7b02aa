import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from './canonical-json.js';
import { CheckpointSigner } from './checkpoint.js';
import { EMPTY_ROOT, Frontier, type Hash, hashLeaf } from './merkle.js';

const entries = Array.from({ length: 21 }, (_, index) => ({
  id: `entry ${index}`,
  details: { scopes: ['LEGAL', 'IDENTITY'], count: index / 4 },
  action: 'acceptReferral',
}));
const leaves = entries.map((entry) => hashLeaf(Buffer.from(canonicalJson(entry))));
const signer = new CheckpointSigner('havenline.example/audit', generateKeyPairSync('ed25519').privateKey);

function rootAt(size: number): Hash {
  const frontier = new Frontier(0, () => EMPTY_ROOT);
  for (const leaf of leaves.slice(0, size)) frontier.append(leaf);
  return frontier.root();
}

/** Every third entry is shown, the others are another agency's. */
const lines = entries.map((entry, sequence) =>
  JSON.stringify(sequence % 3 === 0 ? { sequence, entry } : { sequence, hash: leaves[sequence]?.toString('hex') }),
);

describe('audit-verify.mjs', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-verify-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function run(
    exported: readonly string[],
    notes: Readonly<Record<string, string>>,
    key = signer.verifier,
  ): { code: number | null; said: string } {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const paths = Object.entries(notes).map(([name, note]) => file(name, note));
    const leavesFile = file('export.jsonl', `${exported.join('\n')}\n`);
    const result = spawnSync(
      process.execPath,
      ['tools/audit-verify.mjs', '--key', key, '--leaves', leavesFile, ...paths],
      { encoding: 'utf8' },
    );
    return { code: result.status, said: result.stdout + result.stderr };
  }

  it('accepts an export against checkpoints of any age', () => {
    const notes = Object.fromEntries([1, 7, 8, 13, 21].map((size) => [`at-${size}`, signer.sign(size, rootAt(size))]));
    const { code, said } = run(lines, notes);
    expect(said.match(/^sound/gm)).toHaveLength(5);
    expect(code).toBe(0);
  });

  it('says when leaves are newer than every checkpoint', () => {
    const { code, said } = run(lines, { old: signer.sign(13, rootAt(13)) });
    expect(said).toContain('the last 8 leaves are newer');
    expect(code).toBe(0);
  });

  const current = { now: signer.sign(21, rootAt(21)) };
  it.each<[string, readonly string[]]>([
    [
      'an entry that was changed',
      lines.with(6, JSON.stringify({ sequence: 6, entry: { ...entries[6], action: 'x' } })),
    ],
    ['a hash that was changed', lines.with(7, JSON.stringify({ sequence: 7, hash: '0'.repeat(64) }))],
    [
      'an entry that is not what its hash says',
      lines.with(0, JSON.stringify({ sequence: 0, entry: {}, hash: leaves[0]?.toString('hex') })),
    ],
    ['an entry that was left out', lines.toSpliced(4, 1)],
    ['an entry that was put in', lines.toSpliced(4, 0, lines[4] as string)],
    ['an end that was cut off', lines.slice(0, 20)],
    ['two entries that changed places', lines.with(1, lines[2] as string).with(2, lines[1] as string)],
    ['a line that is nothing', lines.with(5, 'null')],
    ['a line that is no JSON', lines.with(5, '{')],
  ])('rejects %s', (_what, exported) => {
    const { code, said } = run(exported, current);
    expect(said).toContain('NOT SOUND');
    expect(code).toBe(1);
  });

  it('rejects a checkpoint by another key, and one that was altered', () => {
    const stranger = new CheckpointSigner('havenline.example/audit', generateKeyPairSync('ed25519').privateKey);
    expect(run(lines, { now: stranger.sign(21, rootAt(21)) }).code).toBe(1);
    expect(run(lines, { now: current.now.replace('\n21\n', '\n20\n') }).code).toBe(1);
    expect(run(lines, current, stranger.verifier).code).toBe(1);
  });

  it('says how it is to be asked', () => {
    const result = spawnSync(process.execPath, ['tools/audit-verify.mjs'], { encoding: 'utf8' });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain('--leaves');
  });
});
