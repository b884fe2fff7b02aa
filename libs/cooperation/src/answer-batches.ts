/** When answers to the police leave; both from the configuration. */
export interface AnswerTimes {
  /** A batch leaves at each multiple of this many minutes past midnight UTC, and at midnight. */
  readonly batchMinutes: number;
  /** No answer leaves earlier than this many hours after the question. */
  readonly answerHours: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Fixed when the question is asked, and touched by nothing that happens to it afterwards. */
export function answerMoment(submittedAt: Date, { batchMinutes, answerHours }: AnswerTimes): Date {
  return batchFrom(submittedAt.getTime() + Math.ceil(answerHours * hour), batchMinutes);
}

/** The first batch after the arrangement was made, and never before the answer itself. */
export function releaseMoment(arrangedAt: Date, answerAt: Date, { batchMinutes }: AnswerTimes): Date {
  return batchFrom(Math.max(arrangedAt.getTime() + 1, answerAt.getTime()), batchMinutes);
}

/** The first batch at or after a moment, both in milliseconds. */
function batchFrom(moment: number, batchMinutes: number): Date {
  const step = Math.max(1, Math.round(batchMinutes * 60_000));
  const midnight = Math.floor(moment / day) * day;
  const batch = midnight + Math.ceil((moment - midnight) / step) * step;
  return new Date(Math.min(batch, midnight + day));
}
