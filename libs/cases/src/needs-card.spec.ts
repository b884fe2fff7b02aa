import { describe, expect, it } from '@jest/globals';
import { needsCardInputSchema, needsCardSchema } from './needs-card.js';

const card = {
  householdSize: 2,
  composition: 'ADULT_WITH_CHILDREN',
  ageBand: 'AGE_25_39',
  gender: 'FEMALE',
  languages: ['UK', 'RU'],
  interpreter: 'REMOTE',
  accessibility: [],
  areaBand: 'SAME_REGION',
  urgency: 'URGENT',
  exclusions: ['NO_MIXED_GENDER_HOUSING'],
  services: ['SHELTER', 'LEGAL_AID'],
};

describe('a needs card', () => {
  it('takes words from lists and a number', () => {
    expect(needsCardInputSchema.parse(card)).toEqual(card);
    expect(needsCardSchema.parse({ ...card, riskLevel: 'HIGH' })).toEqual({ ...card, riskLevel: 'HIGH' });
  });

  it.each(Object.keys(card))('holds no free text in %s', (field) => {
    const text = 'ask for Ana';
    const value = Array.isArray(card[field as keyof typeof card]) ? [text] : text;
    expect(needsCardInputSchema.safeParse({ ...card, [field]: value }).success).toBe(false);
  });

  it.each([
    ['a field of its own', { ...card, note: 'x' }],
    ['a risk level of its own', { ...card, riskLevel: 'STANDARD' }],
    ['no household', { ...card, householdSize: 0 }],
    ['half a person', { ...card, householdSize: 1.5 }],
    ['21 people', { ...card, householdSize: 21 }],
    ['no language', { ...card, languages: [] }],
    ['no service', { ...card, services: [] }],
    ['a service twice', { ...card, services: ['SHELTER', 'SHELTER'] }],
  ])('refuses %s', (_, input) => {
    expect(needsCardInputSchema.safeParse(input).success).toBe(false);
  });
});
