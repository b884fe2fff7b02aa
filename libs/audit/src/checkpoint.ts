import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Hash } from './merkle.js';

/** A tree's size and root, vouched for at one moment. */
export interface TreeHead {
  /** Names the log; a witness keeps one history for each. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

const ed25519 = Buffer.of(0x01);
/** What precedes the 32 bytes of a key in its DER form (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Writes and reads checkpoints as C2SP tlog-checkpoint has them: a note of three lines with Ed25519 signatures below. */
export class CheckpointSigner {
  private readonly publicKey: Buffer;

  constructor(
    readonly origin: string,
    private readonly privateKey: KeyObject,
  ) {
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('Checkpoints are signed with an Ed25519 key.');
    this.publicKey = rawPublicKey(createPublicKey(privateKey));
  }

  /** @param key as the environment has it: PKCS8 PEM in base64 */
  static fromSetting(origin: string, key: string): CheckpointSigner {
    return new CheckpointSigner(origin, createPrivateKey(Buffer.from(key, 'base64')));
  }

  /** What a witness is given to check signatures with: `<origin>+<key id>+<key>`, as C2SP signed-note writes it. */
  get verifier(): string {
    const key = Buffer.concat([ed25519, this.publicKey]).toString('base64');
    return `${this.origin}+${keyId(this.origin, this.publicKey).toString('hex')}+${key}`;
  }

  sign(size: number, root: Hash): string {
    const text = `${this.origin}\n${size}\n${root.toString('base64')}\n`;
    const signature = sign(null, Buffer.from(text, 'utf8'), this.privateKey);
    const signed = Buffer.concat([keyId(this.origin, this.publicKey), signature]).toString('base64');
    return `${text}\n— ${this.origin} ${signed}\n`;
  }
}

/**
 * @param verifier as `CheckpointSigner.verifier` gives it
 * @returns null unless the note is well formed and carries a good signature of exactly this key
 */
export function openCheckpoint(note: string, verifier: string): TreeHead | null {
  const [, name, id, encoded] = /^(\S+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifier) ?? [];
  const [, text, origin, size, root, signatures] =
    /^((\S+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n)\n((?:— \S+ \S+\n)+)$/.exec(note) ?? [];
  if (name === undefined || id === undefined || encoded === undefined || text === undefined) return null;
  if (origin !== name || size === undefined || root === undefined || signatures === undefined) return null;
  const key = Buffer.from(encoded, 'base64');
  const raw = key.subarray(1);
  if (key[0] !== 1 || raw.length !== 32 || keyId(name, raw).toString('hex') !== id) return null;
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
  for (const line of signatures.trimEnd().split('\n')) {
    const [, signer, signature = ''] = line.split(' ');
    const bytes = Buffer.from(signature, 'base64');
    if (signer !== name || bytes.length !== 68 || bytes.subarray(0, 4).toString('hex') !== id) continue;
    const genuine = verify(null, Buffer.from(text, 'utf8'), publicKey, bytes.subarray(4));
    return genuine ? { origin, size: Number(size), root: Buffer.from(root, 'base64') } : null;
  }
  return null;
}

function keyId(name: string, publicKey: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(ed25519).update(publicKey).digest().subarray(0, 4);
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length);
}
