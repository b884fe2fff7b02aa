import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A sealed value was changed, moved to another row, or cut short. */
export class SealBroken extends Error {
  constructor() {
    super('A sealed value does not open: it was changed, moved, or sealed for something else.');
    this.name = 'SealBroken';
  }
}

/** Where a sealed value stands; opening it anywhere else fails. */
export interface SealPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly keyVersion: number;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
// Said explicitly everywhere: without it Node accepts a forged tag of four bytes.
const tagBytes = 16;
const lengthBytes = 4;
const smallestBucket = 256;

export const dataKeyBytes = 32;

export function newDataKey(): Buffer {
  return randomBytes(dataKeyBytes);
}

/** Seals bytes as nonce ‖ tag ‖ ciphertext, bound to their place. */
export function sealBytes(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws SealBroken */
export function openBytes(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new SealBroken();
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/** Seals a value as JSON, padded so that its length tells only which power of two it fits into. */
export function sealJson(key: Buffer, value: unknown, place: SealPlace): Buffer {
  const text = Buffer.from(JSON.stringify(value), 'utf8');
  const padded = Buffer.alloc(bucket(lengthBytes + text.length));
  padded.writeUInt32BE(text.length, 0);
  text.copy(padded, lengthBytes);
  return sealBytes(key, padded, placeContext(place));
}

/** @throws SealBroken */
export function openJson(key: Buffer, sealed: Buffer, place: SealPlace): unknown {
  const padded = openBytes(key, sealed, placeContext(place));
  const length = padded.length < lengthBytes ? -1 : padded.readUInt32BE(0);
  if (length < 0 || length > padded.length - lengthBytes) throw new SealBroken();
  return JSON.parse(padded.subarray(lengthBytes, lengthBytes + length).toString('utf8'));
}

function bucket(length: number): number {
  let size = smallestBucket;
  while (size < length) size *= 2;
  return size;
}

function placeContext(place: SealPlace): string {
  return `${place.table}|${place.row}|${place.column}|${String(place.keyVersion)}`;
}
