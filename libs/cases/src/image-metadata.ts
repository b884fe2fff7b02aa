/** The kinds of picture that are taken; told by their first bytes, never by what the sender says. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface BareImage {
  readonly contentType: ImageType;
  readonly bytes: Buffer;
}

/**
 * Keeps of a picture only what draws it. Where and with what it was taken (EXIF, XMP, colour profiles, comments, previews,
 * whatever is hung on behind the end) is left out. The turn that a camera notes in EXIF goes with it.
 *
 * @returns null if this is not a whole JPEG, PNG or WebP
 */
export function bareImage(bytes: Buffer): BareImage | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return found('image/jpeg', bareJpeg(bytes));
  if (bytes.subarray(0, 8).equals(pngSignature)) return found('image/png', barePng(bytes));
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return found('image/webp', bareWebp(bytes));
  return null;
}

function found(contentType: ImageType, bytes: Buffer | null): BareImage | null {
  return bytes === null ? null : { contentType, bytes };
}

function ascii(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
const adobe = 0xee;

function bareJpeg(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= endOfImage) || end > bytes.length || end < at + 4) return null;
    if (drawsJpeg(marker)) kept.push(bytes.subarray(at, end));
    if (marker !== startOfScan) {
      at = end;
      continue;
    }
    const next = endOfScan(bytes, end);
    if (next === null) return null;
    kept.push(bytes.subarray(end, next));
    if (bytes[next + 1] === endOfImage) return Buffer.concat([...kept, bytes.subarray(next, next + 2)]);
    at = next;
  }
  return null;
}

/** Frames, tables and scans draw; of the application segments only Adobe's says how colours are to be read. */
function drawsJpeg(marker: number): boolean {
  return marker < 0xe0 || marker === adobe;
}

/** Where the marker after a scan's data stands: a zero after 0xff is data, and so are the restart markers. */
function endOfScan(bytes: Buffer, start: number): number | null {
  for (let at = bytes.indexOf(0xff, start); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return null;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pngDraws: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

function barePng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [pngSignature];
  let at = pngSignature.length;
  while (at + 12 <= bytes.length) {
    const type = ascii(bytes, at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || (kept.length === 1 && type !== 'IHDR')) return null;
    if (pngDraws.includes(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

const webpDraws: readonly string[] = ['VP8 ', 'VP8L', 'VP8X', 'ALPH'];
/** In the header of an extended WebP: it has a colour profile, EXIF, XMP. */
const webpMetadataFlags = 0b0010_1100;

function bareWebp(bytes: Buffer): Buffer | null {
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) return null;
  const kept: Buffer[] = [];
  let drawn = false;
  let at = 12;
  while (at + 8 <= whole) {
    const type = ascii(bytes, at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > whole) return null;
    if (webpDraws.includes(type)) {
      const chunk = Buffer.from(bytes.subarray(at, end));
      if (type === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~webpMetadataFlags;
      kept.push(chunk);
    }
    drawn ||= type === 'VP8 ' || type === 'VP8L';
    at = end;
  }
  if (!drawn) return null;
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept]);
  const header = Buffer.alloc(8);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}
