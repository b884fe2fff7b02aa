import type { ContactMode, NeutralVenue, PoliceAnswer, SurvivorCondition } from '#policy';

/** What advocate and survivor offer: a way through the agency, and a kind of place. Never where anybody is. */
export interface Arrangement {
  readonly contactMode: ContactMode;
  /** Null unless people meet. */
  readonly venue: NeutralVenue | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly conditions: readonly SurvivorCondition[];
}

export interface ReleasedArrangement extends Arrangement {
  /** From this moment on the police may know of it. */
  readonly releaseAt: Date;
  /** Since when it no longer stands; null while it does. */
  readonly revokedAt: Date | null;
}

export interface Answer {
  readonly status: PoliceAnswer;
  /** Null while PENDING. */
  readonly releasedAt: Date | null;
  readonly arrangement: Arrangement | null;
}

/**
 * All that the police are ever told. It is not given what the agency found, whether anybody reflects, or what was decided, so
 * an unknown person, a reflection period, a decline, a withdrawal and a request that nobody opened cannot but be one answer.
 * @param answerAt fixed when the request was submitted
 * @param now by the database's clock
 */
export function policeAnswer(answerAt: Date, arrangement: ReleasedArrangement | null, now: Date): Answer {
  if (now < answerAt) return { status: 'PENDING', releasedAt: null, arrangement: null };
  if (arrangement === null || arrangement.revokedAt !== null || now < arrangement.releaseAt) {
    return { status: 'NO_INFORMATION_AVAILABLE', releasedAt: answerAt, arrangement: null };
  }
  const { contactMode, venue, startsAt, endsAt, conditions, releaseAt } = arrangement;
  return {
    status: 'ARRANGED',
    releasedAt: releaseAt,
    arrangement: { contactMode, venue, startsAt, endsAt, conditions },
  };
}
