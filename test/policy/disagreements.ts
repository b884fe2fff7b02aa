import { disclosureFor, type DisclosureRequest } from '#policy';
import { expectedScope } from './oracle.js';

export interface Tally {
  cells: number;
  /** Cells by state, to show that a matrix meets all of them. */
  readonly states: Record<'OPEN' | 'PARTIAL' | 'WITHHELD', number>;
  /** The first few cells in which kernel and oracle differ, in words. */
  readonly disagreements: string[];
}

export function newTally(): Tally {
  return { cells: 0, states: { OPEN: 0, PARTIAL: 0, WITHHELD: 0 }, disagreements: [] };
}

/** Asks both about all nine scopes of one question: state, reason, open fields and basis. */
export function compare(request: DisclosureRequest, tally: Tally): void {
  for (const entry of disclosureFor(request)) {
    const expected = expectedScope(request, entry.scope);
    tally.cells++;
    tally.states[entry.state]++;
    const agrees =
      entry.state === expected.state &&
      entry.reason === expected.reason &&
      (entry.basis?.kind ?? null) === expected.basisKind &&
      entry.openFields.join() === expected.openFields.join();
    if (!agrees && tally.disagreements.length < 20) {
      tally.disagreements.push(JSON.stringify({ request, scope: entry.scope, kernel: entry, oracle: expected }));
    }
  }
}

/** Says how much was asked, for whoever reads the run. */
export function report(what: string, cells: number): void {
  process.stdout.write(`${what}: ${cells.toLocaleString('en-GB')} cells\n`);
}
