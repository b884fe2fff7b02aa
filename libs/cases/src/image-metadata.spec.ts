import { describe, expect, it } from '@jest/globals';
import { bareImage } from './image-metadata.js';

const secret = Buffer.from('GPS 44.8176N 20.4569E, taken by Ana');

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function jpeg(...extra: Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0')),
    ...extra,
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    // A restart marker and a stuffed zero belong to the data of the scan.
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body, Buffer.alloc(4)]);
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');
const png = (...extra: Buffer[]): Buffer =>
  Buffer.concat([
    pngSignature,
    chunk('IHDR', Buffer.alloc(13)),
    ...extra,
    chunk('IDAT', Buffer.from([1, 2, 3])),
    chunk('IEND', Buffer.alloc(0)),
  ]);

function riff(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function webp(...chunks: Buffer[]): Buffer {
  return riff('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
}

const extended = (flags: number): Buffer => riff('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
const drawn = riff('VP8L', Buffer.from([0x2f, 1, 2]));

describe('a picture without what a camera notes', () => {
  it.each([
    ['JPEG with EXIF', jpeg(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), secret]))), 'image/jpeg'],
    ['JPEG with a profile', jpeg(segment(0xe2, secret)), 'image/jpeg'],
    ['JPEG with a comment', jpeg(segment(0xfe, secret)), 'image/jpeg'],
    ['JPEG with something behind its end', Buffer.concat([jpeg(), secret]), 'image/jpeg'],
    ['PNG with text', png(chunk('tEXt', secret)), 'image/png'],
    ['PNG with EXIF', png(chunk('eXIf', secret)), 'image/png'],
    ['PNG with something behind its end', Buffer.concat([png(), secret]), 'image/png'],
    ['WebP with EXIF', webp(extended(0x08), drawn, riff('EXIF', secret)), 'image/webp'],
    ['WebP with XMP', webp(extended(0x04), drawn, riff('XMP ', secret)), 'image/webp'],
    ['WebP with something behind its end', Buffer.concat([webp(drawn), secret]), 'image/webp'],
  ])('%s', (_, picture, contentType) => {
    const bare = bareImage(picture);
    expect(bare?.contentType).toBe(contentType);
    expect(bare?.bytes.includes(secret)).toBe(false);
    expect(bare?.bytes.length).toBeGreaterThan(20);
  });

  it('draws the same as before', () => {
    const noted = segment(0xe1, secret);
    const kept = bareImage(jpeg(noted))?.bytes;
    const withoutNotes = jpeg();
    // JFIF's own header is no drawing either.
    const header = segment(0xe0, Buffer.from('JFIF\0'));
    const expected = Buffer.concat([withoutNotes.subarray(0, 2), withoutNotes.subarray(2 + header.length)]);
    expect(kept?.equals(expected)).toBe(true);
    expect(bareImage(png(chunk('tEXt', secret)))?.bytes.equals(png())).toBe(true);
  });

  it('says of a WebP no longer that it has EXIF and XMP, and still that it has alpha', () => {
    const bare = bareImage(webp(extended(0x1c), riff('ALPH', Buffer.from([0])), drawn, riff('EXIF', secret)));
    expect(bare?.bytes[20]).toBe(0x10);
    expect(bare?.bytes.readUInt32LE(4)).toBe((bare?.bytes.length ?? 0) - 8);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a GIF', Buffer.from('GIF89a..........')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF', Buffer.from('%PDF-1.7 ......')],
    ['a JPEG cut short', jpeg().subarray(0, -6)],
    [
      'a JPEG whose segment runs past its end',
      Buffer.concat([jpeg().subarray(0, 2), Buffer.from([0xff, 0xe1, 0xff, 0xff, 0])]),
    ],
    ['a PNG cut short', png().subarray(0, -13)],
    ['a PNG that begins with something else', Buffer.concat([pngSignature, chunk('tEXt', secret), png().subarray(8)])],
    ['a WebP cut short', webp(drawn).subarray(0, -2)],
    ['a WebP that draws nothing', webp(extended(0x08), riff('EXIF', secret))],
  ])('refuses %s', (_, picture) => {
    expect(bareImage(picture)).toBeNull();
  });
});
