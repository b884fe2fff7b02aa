import {
  ACCESSIBILITY_NEEDS,
  AGE_BANDS,
  AREA_BANDS,
  EXCLUSIONS,
  GENDERS,
  HOUSEHOLD_COMPOSITIONS,
  INTERPRETER_NEEDS,
  LANGUAGES,
  MAX_HOUSEHOLD_SIZE,
  RISK_LEVELS,
  SERVICE_TYPES,
  URGENCIES,
} from '#policy';
import { z } from 'zod';
import { oneOf, someOf } from './shapes.js';

const described = {
  householdSize: z.int().min(1).max(MAX_HOUSEHOLD_SIZE),
  composition: oneOf(HOUSEHOLD_COMPOSITIONS),
  ageBand: oneOf(AGE_BANDS),
  gender: oneOf(GENDERS),
  languages: someOf(LANGUAGES, { min: 1 }),
  interpreter: oneOf(INTERPRETER_NEEDS),
  accessibility: someOf(ACCESSIBILITY_NEEDS),
  areaBand: oneOf(AREA_BANDS),
  urgency: oneOf(URGENCIES),
  exclusions: someOf(EXCLUSIONS),
  services: someOf(SERVICE_TYPES, { min: 1 }),
};

/** What is said of a survivor before anybody accepts. No value is free text: sooner or later it would hold a name. */
export const needsCardSchema = z.strictObject({ ...described, riskLevel: oneOf(RISK_LEVELS) });
export type NeedsCard = z.output<typeof needsCardSchema>;

/** As people fill it in: the risk level is that of the case and cannot be told differently to others. */
export const needsCardInputSchema = z.strictObject(described);
export type NeedsCardInput = z.input<typeof needsCardInputSchema>;
