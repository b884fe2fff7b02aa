import { describe, expect, it } from '@jest/globals';
import type { Actor, RiskLevel } from '#policy';
import { assessRisk, riskSchema } from './risk.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const actor: Actor = {
  personId: 'p',
  agencyId: 'a',
  agencyKind: 'NGO',
  unitId: null,
  roles: ['CASEWORKER'],
  stepUpAt: null,
  sessionId: 's',
  displayName: 'Mira',
};
const assess = (level: RiskLevel, nextReviewAt?: string) =>
  assessRisk(actor, riskSchema.parse({ level, nextReviewAt }), now);

describe('a risk assessment', () => {
  it.each([
    ['STANDARD', '2026-03-31T12:00:00.000Z'],
    ['HIGH', '2026-03-08T12:00:00.000Z'],
    ['IMMINENT', '2026-03-02T12:00:00.000Z'],
  ] as const)('at %s is reviewed by %s', (level, due) => {
    expect(assess(level).reviewDueAt.toISOString()).toBe(due);
    expect(assess(level, due).reviewDueAt.toISOString()).toBe(due);
    const late = new Date(Date.parse(due) + 1).toISOString();
    expect(() => assess(level, late)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('is not reviewed before it is made', () => {
    expect(() => assess('STANDARD', now.toISOString())).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('says who assessed and when', () => {
    expect(assess('HIGH').assessment).toEqual({
      level: 'HIGH',
      survivorView: null,
      assessorId: 'p',
      assessor: 'Mira',
      assessedAt: now.toISOString(),
      nextReviewAt: '2026-03-08T12:00:00.000Z',
    });
  });
});
