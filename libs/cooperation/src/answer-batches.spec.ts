import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerMoment, releaseMoment } from './answer-batches.js';

const week = { batchMinutes: 1_440, answerHours: 168 };
const at = (text: string): Date => new Date(text);

describe('the moment of an answer', () => {
  it.each([
    ['daily, a week on', week, '2026-03-01T09:30:00.000Z', '2026-03-09T00:00:00.000Z'],
    ['daily, asked at midnight', week, '2026-03-01T00:00:00.000Z', '2026-03-08T00:00:00.000Z'],
    ['daily, a millisecond later', week, '2026-03-01T00:00:00.001Z', '2026-03-09T00:00:00.000Z'],
    [
      'every quarter hour',
      { batchMinutes: 15, answerHours: 1 },
      '2026-03-01T23:46:00.000Z',
      '2026-03-02T01:00:00.000Z',
    ],
    [
      'a batch that does not divide a day ends with it',
      { batchMinutes: 1_000, answerHours: 0 },
      '2026-03-01T17:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ],
    [
      'every three seconds, at once',
      { batchMinutes: 0.05, answerHours: 0 },
      '2026-03-01T09:30:01.000Z',
      '2026-03-01T09:30:03.000Z',
    ],
  ])('%s', (_, times, submittedAt, answerAt) => {
    expect(answerMoment(at(submittedAt), times)).toEqual(at(answerAt));
  });

  it('is one for all who ask between two batches', () => {
    const ask = fc.date({
      min: at('2026-03-01T00:00:00.001Z'),
      max: at('2026-03-02T00:00:00.000Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(ask, ask, (one, other) => {
        expect(answerMoment(one, week)).toEqual(answerMoment(other, week));
      }),
    );
  });
});

describe('the release of an arrangement', () => {
  const answerAt = at('2026-03-08T00:00:00.000Z');

  it.each([
    ['waits for the answer', '2026-03-02T12:00:00.000Z', '2026-03-08T00:00:00.000Z'],
    ['waits for the next batch', '2026-03-09T12:00:00.000Z', '2026-03-10T00:00:00.000Z'],
    ['misses a batch that is leaving', '2026-03-09T00:00:00.000Z', '2026-03-10T00:00:00.000Z'],
  ])('%s', (_, arrangedAt, releaseAt) => {
    expect(releaseMoment(at(arrangedAt), answerAt, week)).toEqual(at(releaseAt));
  });
});
