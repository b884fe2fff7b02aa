import { DomainError } from '#policy';

/** A reflection period runs: nobody may press, and nothing is decided unless the survivor asks to, with the advocate there. */
export class ReflectionRunning extends DomainError {
  readonly code = 'REFLECTION_RUNNING';
  constructor() {
    super(
      'A reflection period runs. It ends early only when the survivor wishes it, with the advocate present: say so with endedBySurvivor and advocatePresent.',
      { path: ['input', 'endedBySurvivor'] },
    );
  }
}
