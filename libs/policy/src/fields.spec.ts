import { describe, expect, it } from '@jest/globals';
import { FIELD_PATHS, fieldOf, fieldPathsOf, isFieldPath, parseFieldPath, scopeOf, type FieldPath } from './fields.js';
import { SCOPES } from './vocabulary/case.js';

describe('the field catalogue', () => {
  it('names every field once, scope by scope', () => {
    expect(FIELD_PATHS).toHaveLength(31);
    expect(new Set(FIELD_PATHS).size).toBe(31);
    expect(SCOPES.flatMap((scope) => fieldPathsOf(scope))).toEqual(FIELD_PATHS);
  });

  it.each([
    ['IDENTITY.photo', 'IDENTITY.photo'],
    ['photo', 'IDENTITY.photo'],
    ['notes', 'HEALTH.notes'],
    ['education', 'SUPPORT.education'],
    ['IDENTITY.address', null],
    ['identity.photo', null],
    ['IDENTITY', null],
    ['Photo', null],
    ['', null],
    ['constructor', null],
    ['__proto__', null],
  ])('reads %j as %j', (text, path) => {
    expect(parseFieldPath(text)).toBe(path);
  });

  it('takes a path apart', () => {
    expect(scopeOf('HEALTH.notes')).toBe('HEALTH');
    expect(fieldOf('HEALTH.notes')).toBe('notes');
    expect(() => scopeOf('HEALTH.unknown' as FieldPath)).toThrow(RangeError);
  });

  it('knows a path from another text', () => {
    expect(isFieldPath('RISK.safetyPlan')).toBe(true);
    expect(isFieldPath('safetyPlan')).toBe(false);
  });
});
