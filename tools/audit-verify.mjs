#!/usr/bin/env node
/**
 * Checks an export of the audit log against signed checkpoints, offline and without anything else of this product.
 *
 *   node audit-verify.mjs --key <verifier or file> --leaves <export.jsonl> <checkpoint> [<older checkpoint> ...]
 *
 * The export has one line a leaf, in order: {"sequence":0,"entry":{...}} for an entry that is shown, or
 * {"sequence":1,"hash":"<hex>"} for one that belongs to other agencies. Each checkpoint (C2SP tlog-checkpoint, Ed25519) is
 * one that anybody kept at any time: if the export begins with exactly the leaves it vouched for, nothing up to it was
 * changed, left out or put in since (RFC 9162, section 2.1).
 *
 * Leaves with code 0 when everything holds, 1 when something does not, 2 when it was not asked properly.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/** @param {import('node:crypto').BinaryLike[]} parts */
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
/** @param {Buffer} entry */
const hashLeaf = (entry) => sha256(Buffer.of(0), entry);
/** @param {Buffer} left @param {Buffer} right */
const hashNode = (left, right) => sha256(Buffer.of(1), left, right);

/** RFC 8785. @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Roots at the sizes asked for, while leaves go by: what is kept is one perfect subtree a level. */
class GrowingTree {
  size = 0;
  /** @type {Buffer[]} */
  #subtrees = [];

  /** @param {Buffer} leaf */
  append(leaf) {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = hashNode(/** @type {Buffer} */ (this.#subtrees.pop()), hash);
    }
    this.#subtrees.push(hash);
    this.size += 1;
  }

  root() {
    if (this.size === 0) return sha256();
    return this.#subtrees.reduceRight((right, left) => hashNode(left, right));
  }
}

class Complaint extends Error {}

/** @param {string} note @param {string} verifier */
function openCheckpoint(note, verifier) {
  const [, name, id, encoded] = /^(\S+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifier) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  const keyId = sha256(`${name}\n`, key).toString('hex').slice(0, 8);
  if (name === undefined || key.length !== 33 || key[0] !== 1 || keyId !== id) {
    throw new Complaint('the key is not an Ed25519 verifier: <name>+<key id>+<key>');
  }
  const [, text, origin, size, root = '', signatures = ''] =
    /^((\S+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n)\n((?:— \S+ \S+\n)+)$/.exec(note) ?? [];
  if (text === undefined) throw new Complaint('it is not a checkpoint');
  if (origin !== name) throw new Complaint(`it is of another log: ${origin}`);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const genuine = signatures
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, signer, signature]) => ({ signer, bytes: Buffer.from(signature ?? '', 'base64') }))
    .some(
      ({ signer, bytes }) =>
        signer === name &&
        bytes.length === 68 &&
        bytes.toString('hex', 0, 4) === id &&
        verify(null, Buffer.from(text), publicKey, bytes.subarray(4)),
    );
  if (!genuine) throw new Complaint('its signature is not one of this key');
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

/** @param {string} line @param {number} expected */
function leafOf(line, expected) {
  let parsed;
  try {
    parsed = JSON.parse(line);
  } catch {
    throw new Complaint(`leaf ${expected}: the line is not JSON`);
  }
  const { sequence, entry, hash } = parsed ?? {};
  if (sequence !== expected) throw new Complaint(`leaf ${expected} is missing, leaf ${sequence} stands in its place`);
  const given = typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? Buffer.from(hash, 'hex') : null;
  if (typeof entry !== 'object' || entry === null) {
    if (given === null) throw new Complaint(`leaf ${expected} has neither an entry nor a hash`);
    return given;
  }
  const computed = hashLeaf(Buffer.from(canonical(entry), 'utf8'));
  if (given !== null && !given.equals(computed)) throw new Complaint(`leaf ${expected} is not what its hash says`);
  return computed;
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'string' }, leaves: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help || !values.key || !values.leaves || positionals.length === 0) {
    console.error('node audit-verify.mjs --key <verifier or file> --leaves <export.jsonl> <checkpoint> [<older> ...]');
    return values.help ? 0 : 2;
  }
  const verifier = (existsSync(values.key) ? readFileSync(values.key, 'utf8') : values.key).trim();
  let sound = true;
  /** @type {{ file: string, size: number, root: Buffer }[]} */
  const heads = [];
  for (const file of positionals) {
    try {
      heads.push({ file, ...openCheckpoint(readFileSync(file, 'utf8'), verifier) });
    } catch (error) {
      sound = false;
      console.log(`NOT SOUND  ${file}: ${/** @type {Error} */ (error).message}`);
    }
  }
  const tree = new GrowingTree();
  const compare = () => {
    for (const { file, size, root } of heads.filter((head) => head.size === tree.size)) {
      const same = root.equals(tree.root());
      sound &&= same;
      console.log(
        same
          ? `sound      ${file}: the first ${size} leaves are the ones it vouches for`
          : `NOT SOUND  ${file}: the first ${size} leaves are not the ones it vouches for`,
      );
    }
  };
  try {
    compare();
    for await (const line of createInterface({ input: createReadStream(values.leaves, 'utf8'), crlfDelay: Infinity })) {
      if (line === '') continue;
      tree.append(leafOf(line, tree.size));
      compare();
    }
  } catch (error) {
    sound = false;
    console.log(`NOT SOUND  ${values.leaves}: ${/** @type {Error} */ (error).message}`);
  }
  for (const { file, size } of heads.filter((head) => head.size > tree.size)) {
    sound = false;
    console.log(`NOT SOUND  ${file}: it vouches for ${size} leaves, the export has ${tree.size}`);
  }
  const beyond = tree.size - Math.max(0, ...heads.map((head) => head.size));
  if (sound && beyond > 0) console.log(`note       the last ${beyond} leaves are newer than every checkpoint given`);
  return sound ? 0 : 1;
}

process.exitCode = await main().catch((error) => {
  console.error(error.message);
  return 2;
});
