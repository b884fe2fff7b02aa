import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ExpireConsents } from '#consents';
import { AnnounceAnswers, EndReflections } from '#cooperation';
import { LapseHolds } from '#placements';
import { Config } from '#platform/config';
import { errorFacts, Log } from '#platform/logging';
import { CheckpointRound } from '../audit/checkpoint-round.js';
import { SequenceRound } from '../audit/sequence-round.js';
import { AlertDeadlines } from '../deadlines/alert-deadlines.js';
import { AlertOverduePurges } from '../deadlines/alert-overdue-purges.js';
import { ForgetDoneEvents } from '../relay/forget-done-events.js';
import type { Round } from './round.js';
import { Ticker } from './ticker.js';

const hour = 3_600;

/**
 * What the clock brings about. Plain timers and not jobs of the broker: a broker that was emptied would have forgotten them,
 * and each round leaves alone what another worker is at.
 */
@Injectable()
export class Rounds implements BeforeApplicationShutdown {
  private readonly tickers: readonly Ticker[];

  constructor(
    config: Config,
    log: Log,
    @Inject(ExpireConsents) expireConsents: Round,
    @Inject(LapseHolds) lapseHolds: Round,
    @Inject(EndReflections) endReflections: Round,
    @Inject(AnnounceAnswers) announceAnswers: Round,
    @Inject(AlertDeadlines) alertDeadlines: Round,
    @Inject(AlertOverduePurges) alertOverduePurges: Round,
    @Inject(SequenceRound) sequence: Round,
    @Inject(CheckpointRound) checkpoint: Round,
    @Inject(ForgetDoneEvents) forgetDoneEvents: Round,
  ) {
    const { SWEEP_SECONDS: sweep, CHECKPOINT_SECONDS: signed } = config.env;
    const rounds: Record<string, [seconds: number, round: Round]> = {
      expireConsents: [sweep, expireConsents],
      lapseHolds: [sweep, lapseHolds],
      endReflections: [sweep, endReflections],
      announceAnswers: [sweep, announceAnswers],
      alertDeadlines: [sweep, alertDeadlines],
      alertOverduePurges: [sweep, alertOverduePurges],
      sequenceAudit: [Math.min(1, sweep), sequence],
      // A ticker may be a tenth late; an entry is vouched for within the time that was promised all the same.
      signCheckpoint: [signed * 0.8, checkpoint],
      forgetDoneEvents: [hour, forgetDoneEvents],
    };
    this.tickers = Object.entries(rounds).map(
      ([source, [seconds, round]]) =>
        new Ticker(seconds, () => round.execute(), {
          failed: (error) => {
            log.error('round.failed', { source, ...errorFacts(error) });
          },
        }),
    );
  }

  start(): void {
    for (const ticker of this.tickers) ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tickers.map((ticker) => ticker.stop()));
  }
}
