#!/usr/bin/env node
/**
 * Writes the audit log as one agency may take it away, for its privacy officer or a court, to be checked with audit-verify.mjs.
 *
 *   API_DATABASE_URL=... node tools/audit-export.mjs --agency <id> --out <folder>
 *
 * Leaves `leaves.jsonl` (the agency's entries in full, all others as hashes), `checkpoint.txt` (the newest signed head) and,
 * where AUDIT_SIGNING_KEY is set, `verifier.txt` with the public key. Whoever checks should have the key from elsewhere.
 */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { distDirectory } from './lib/paths.mjs';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @param {string} library */
const load = (library) => import(pathToFileURL(join(distDirectory, library, 'src/index.js')).href);

async function main() {
  const { values } = parseArgs({ options: { agency: { type: 'string' }, out: { type: 'string' } } });
  const { agency, out } = values;
  const url = process.env['API_DATABASE_URL'];
  if (agency === undefined || !uuid.test(agency) || out === undefined || url === undefined) {
    console.error('API_DATABASE_URL=... node tools/audit-export.mjs --agency <id> --out <folder>');
    return 2;
  }
  const { Database, openDataSource } = await load('libs/platform/database');
  const { ExportAudit, CheckpointSigner } = await load('libs/audit');
  const source = await openDataSource({ url, applicationName: 'havenline-export', poolSize: 1, entities: [] });
  try {
    const log = new ExportAudit(new Database(source));
    const reader = { agencyId: agency, personId: '', agencyKind: '' };
    const checkpoint = await log.checkpoint(reader);
    if (checkpoint === null) {
      console.error('No checkpoint has been signed yet.');
      return 1;
    }
    mkdirSync(out, { recursive: true, mode: 0o700 });
    const lines = Readable.from(ended(log.lines(reader, checkpoint.size)));
    await pipeline(lines, createWriteStream(join(out, 'leaves.jsonl'), { mode: 0o600 }));
    writeFileSync(join(out, 'checkpoint.txt'), checkpoint.note, { mode: 0o600 });
    const key = process.env['AUDIT_SIGNING_KEY'];
    const [origin = ''] = checkpoint.note.split('\n');
    if (key) writeFileSync(join(out, 'verifier.txt'), `${CheckpointSigner.fromSetting(origin, key).verifier}\n`);
    console.log(`${checkpoint.size} leaves are in ${out}.`);
    return 0;
  } finally {
    await source.destroy();
  }
}

/** @param {AsyncIterable<string>} lines */
async function* ended(lines) {
  for await (const line of lines) yield `${line}\n`;
}

process.exitCode = await main();
