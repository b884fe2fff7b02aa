import { describe, expect, it } from '@jest/globals';
import { FIELDS, SCOPES } from '#policy';
import { MAX_PHOTO_BYTES } from './photo.js';
import { patchesByScope, recordPatchSchema, type RecordPatchInput } from './record-patch.js';
import { SECTION_FIELDS } from './sections.js';

const channel = { type: 'PHONE', value: '+381 00 000', safe: 'YES' };
const window = { days: ['MON', 'FRI'], from: '09:30', to: '12:00', zone: 'Europe/Belgrade' };
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const tooLarge = Buffer.alloc(MAX_PHOTO_BYTES + 3).toString('base64');

const accepts = (record: unknown): boolean => recordPatchSchema.safeParse(record).success;

describe('sections', () => {
  it.each(SCOPES)('%s has the fields of the catalogue and no others', (scope) => {
    expect(Object.keys(SECTION_FIELDS[scope]).sort()).toEqual([...FIELDS[scope]].sort());
  });

  it.each([
    ['a name in Cyrillic', { identity: { legalName: 'Марія Іваненко' } }],
    ['a day', { identity: { dateOfBirth: '2001-02-28' } }],
    ['a picture', { identity: { photo: pixel } }],
    ['a channel with its window', { contact: { channels: [{ ...channel, windows: [window] }] } }],
    ['a narrative over several lines', { account: { narrative: 'First.\n\nThen.' } }],
    ['a cleared field', { health: { notes: null } }],
    ['nothing at all', {}],
  ])('take %s', (_, record) => {
    expect(recordPatchSchema.safeParse(record).error).toBeUndefined();
  });

  it.each([
    ['an unknown section', { diary: {} }],
    ['an unknown field', { identity: { nickname: 'x' } }],
    ['a name over two lines', { identity: { legalName: 'a\nb' } }],
    ['a name that turns direction', { identity: { legalName: 'a\u202eb' } }],
    ['a name without end', { identity: { legalName: 'x'.repeat(201) } }],
    ['a narrative without end', { account: { narrative: 'x'.repeat(20_001) } }],
    ['a day that is none', { identity: { dateOfBirth: '2001-02-30' } }],
    ['a country in words', { identity: { nationalities: ['Serbia'] } }],
    ['21 aliases', { identity: { aliases: Array.from({ length: 21 }, () => 'a') } }],
    ['a picture that is none', { identity: { photo: Buffer.from('hello there').toString('base64') } }],
    ['a picture that is too large', { identity: { photo: tooLarge } }],
    ['an unknown kind of channel', { contact: { channels: [{ ...channel, type: 'CARRIER_PIGEON' }] } }],
    ['a channel that says nothing of safety', { contact: { channels: [{ type: 'PHONE', value: '1' }] } }],
    [
      'a window that ends before it begins',
      { contact: { channels: [{ ...channel, windows: [{ ...window, to: '08:00' }] }] } },
    ],
    [
      'a window in no zone',
      { contact: { channels: [{ ...channel, windows: [{ ...window, zone: 'Mars/Olympus' }] }] } },
    ],
    ['the same means twice', { account: { meansOfControl: ['OTHER', 'OTHER'] } }],
    ['an assessment by this way', { risk: { assessments: [] } }],
  ])('refuse %s', (_, record) => {
    expect(accepts(record)).toBe(false);
  });

  it('count a channel as one on a shared device with nothing allowed, unless told', () => {
    const parsed = recordPatchSchema.parse({ contact: { channels: [{ ...channel, windows: null }] } });
    expect(parsed.contact?.channels).toEqual([
      {
        ...channel,
        windows: [],
        voicemailOk: false,
        textOk: false,
        senderLabel: null,
        sharedDevice: true,
        verifiedAt: null,
      },
    ]);
  });
});

describe('a patch', () => {
  const patch = (record: RecordPatchInput) => Object.fromEntries(patchesByScope(recordPatchSchema.parse(record)));

  it('names the fields that are given, cleared ones included, and no others', () => {
    expect(
      patch({ identity: { legalName: 'A', preferredName: null, aliases: undefined }, health: {}, legal: null }),
    ).toEqual({
      IDENTITY: { legalName: 'A', preferredName: null },
    });
  });

  it('keeps a picture with the type it was found to have', () => {
    expect(patch({ identity: { photo: pixel } })).toEqual({
      IDENTITY: { photo: { contentType: 'image/png', data: pixel } },
    });
  });
});
