import { Injectable } from '@nestjs/common';
import {
  allowedMoves,
  Forbidden,
  IllegalMove,
  may,
  mayMove,
  NotFound,
  REFERRAL_MOVES,
  StaleVersion,
  type Actor,
  type ReferralMover,
  type ReferralState,
  type VerbOf,
} from '#policy';
import { AuditTrail } from '#audit';
import { Database, Idempotency, Outbox, type Tx } from '#platform/database';
import { ConsentEnded } from './errors.js';
import { instanceOf, standsOn } from './facts.js';
import { Referral } from './referral.js';
import { ReferralReader, type ReferralWants, withoutRecord } from './referral-reader.js';
import type { WholeReferralRow } from './referral-row.js';
import type { ReferralView } from './referral-view.js';

type Written = Partial<Omit<Referral, 'id' | 'state' | 'updatedAt' | 'version'>>;

/** One verb: what it is called, where it leads and what it writes beside the state. */
export interface Move {
  /** The name of the mutation; the audit trail uses it too. */
  readonly mutation: string;
  readonly verb: VerbOf<'Referral'>;
  /** The state it leads to; null if the state stays. */
  readonly to: ReferralState | null;
  /** Where the table of moves allows more states to begin from than this verb is meant for. */
  readonly from?: readonly ReferralState[];
  /** Work goes on only while the survivor's consent stands; saying no, and closing, is possible without. */
  readonly needsConsent: boolean;
  /** What else refuses it. @throws a DomainError */
  readonly check?: (held: WholeReferralRow) => void;
  /** @param at now, by the database's clock */
  readonly write: (held: WholeReferralRow, at: Date, tx: Tx) => Written | Promise<Written>;
}

interface ChangeInput {
  readonly referralId: string;
  readonly version?: number | null | undefined;
  readonly clientMutationId?: string | null | undefined;
}

/** What every verb of a referral has in common: hold it, ask whether this actor may do this now, write, record, announce. */
@Injectable()
export class MoveReferral {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly reader: ReferralReader,
  ) {}

  /** @throws NotFound, Forbidden, StaleVersion, IllegalMove, ConsentEnded */
  async execute(
    actor: Actor,
    input: ChangeInput,
    move: Move,
    wants: ReferralWants = withoutRecord,
  ): Promise<ReferralView> {
    const { clientMutationId, ...rest } = input;
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: move.mutation, input: rest, clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.move(tx, actor, input, move));
      return this.reader.get(tx, actor, id, wants);
    });
  }

  /** The same inside a transaction that changes something else as well. @returns the referral's id */
  async move(tx: Tx, actor: Actor, input: Omit<ChangeInput, 'clientMutationId'>, move: Move): Promise<string> {
    const held = await this.reader.hold(tx, actor, input.referralId);
    const at = await tx.now();
    refuseUnlessPossible(actor, held, input.version ?? null, move, at);
    const written = await move.write(held, at, tx);
    const state = move.to ?? held.state;
    const { affected } = await tx.manager.update(
      Referral,
      { id: held.id },
      { ...written, state, updatedAt: at, version: held.version + 1 },
    );
    if (affected !== 1) throw new NotFound();
    const agencies = [held.senderAgencyId, held.recipientAgencyId];
    const wasSent = (written.sentAt ?? held.sentAt) !== null;
    await Promise.all([
      this.audit.append(tx, actor, {
        action: move.mutation,
        objectType: 'Referral',
        objectId: held.id,
        ownerAgencyId: held.senderAgencyId,
        details: { from: held.state, to: state },
      }),
      this.outbox.add(tx, actor, {
        kind: held.sentAt === null && wasSent ? 'referral.sent' : 'referral.changed',
        objectId: held.id,
        agencyIds: wasSent ? agencies : [held.senderAgencyId],
      }),
    ]);
    return held.id;
  }
}

/** In this order, so that nobody learns of a referral's state who may not know of the referral. */
export function refuseUnlessPossible(
  actor: Actor,
  held: WholeReferralRow,
  version: number | null,
  move: Omit<Move, 'write'>,
  at: Date,
): void {
  const instance = instanceOf(held, actor);
  if (!may(actor, move.verb, instance)) throw may(actor, 'read', instance) ? new Forbidden() : new NotFound();
  if (version !== null && version !== held.version) throw new StaleVersion(held.version);
  const mover = moverOf(actor, held);
  const begins = move.from === undefined || move.from.includes(held.state);
  if (!begins || (move.to !== null && !mayMove(REFERRAL_MOVES, held.state, move.to, mover))) {
    throw new IllegalMove('referral', held.state, movesOf(held.state, mover));
  }
  if (move.needsConsent && !standsOn(held, at)) throw new ConsentEnded();
  move.check?.(held);
}

/** The moves open to one side from a state. */
export function movesOf(state: ReferralState, mover: ReferralMover): readonly ReferralState[] {
  return allowedMoves(REFERRAL_MOVES, state).filter((to) => mayMove(REFERRAL_MOVES, state, to, mover));
}

function moverOf(actor: Actor, held: WholeReferralRow): ReferralMover {
  return actor.agencyId === held.senderAgencyId ? 'SENDER' : 'RECIPIENT';
}
