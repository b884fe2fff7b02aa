import type { KnownCase, NeedsCard } from '#cases';

/** What the recipient is told from now on. The risk level is the case's own: nobody tells one agency one and another another. */
export function needsCardOf(file: Pick<KnownCase, 'riskLevel'>, card: Omit<NeedsCard, 'riskLevel'>): NeedsCard {
  return { ...card, riskLevel: file.riskLevel };
}
