import { describe, expect, it } from '@jest/globals';
import { needsStepUp, steppedUp } from './step-up.js';
import { SCOPES } from './vocabulary/case.js';

const at = new Date('2026-03-03T14:00:00Z');
const ago = (milliseconds: number) => new Date(at.getTime() - milliseconds);

describe('step-up', () => {
  it('is asked for where a field finds, names or tells', () => {
    expect(SCOPES.filter(needsStepUp)).toEqual(['IDENTITY', 'LOCATION', 'ACCOUNT']);
  });

  it.each([
    ['never done', null, false],
    ['this instant', ago(0), true],
    ['a millisecond short of five minutes ago', ago(299_999), true],
    ['five minutes ago', ago(300_000), false],
    ['yesterday', ago(86_400_000), false],
    ['in the future', ago(-1), false],
    ['at no real time', new Date(Number.NaN), false],
  ])('%s', (_when, stepUpAt, done) => {
    expect(steppedUp(stepUpAt, at)).toBe(done);
  });
});
