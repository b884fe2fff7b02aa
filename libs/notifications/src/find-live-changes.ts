import { Injectable } from '@nestjs/common';
import type { EventKind, NamedQuery, ReadTx } from '#platform/database';
import { liveTopics } from './live-topics.js';
import type { HappenedEvent } from './notify-people.js';

export interface LiveChange {
  readonly topic: string;
  readonly id: string;
}

const columns = 'r.id, r.sender_agency_id, r.recipient_agency_id';
type Lookup = Omit<NamedQuery, 'values'>;

const theReferral: Lookup = {
  name: 'live-referral',
  text: `select ${columns} from app.referral r where r.id = $1`,
};
const referralsOfConsent: Lookup = {
  name: 'live-referrals-of-consent',
  text: `select ${columns} from app.referral r where r.consent_id = $1`,
};
const referralOfPurge: Lookup = {
  name: 'live-referral-of-purge',
  text: `select ${columns} from app.referral r join app.purge_request q on q.referral_id = r.id where q.id = $1`,
};
const referralOfPlacement: Lookup = {
  name: 'live-referral-of-placement',
  text: `select ${columns} from app.referral r join app.placement_offer o on o.referral_id = r.id where o.id = $1`,
};

/** Which referrals an event makes look different. */
const lookups: Record<EventKind, Lookup | null> = {
  'referral.sent': theReferral,
  'referral.changed': theReferral,
  'consent.recorded': referralsOfConsent,
  'consent.withdrawn': referralsOfConsent,
  'consent.expired': referralsOfConsent,
  'purge.answered': referralOfPurge,
  'purge.overdue': referralOfPurge,
  'placement.requested': null,
  'placement.changed': referralOfPlacement,
  'cooperation.submitted': null,
  'cooperation.changed': null,
  'cooperation.answered': null,
  'case.changed': null,
  'deadline.missed': theReferral,
  'audit.appended': null,
};

/** What open subscriptions are to look at again after an event, of both agencies; each looks as itself. */
@Injectable()
export class FindLiveChanges {
  /** Whether events of this kind ever change how a referral looks. */
  wants(kind: EventKind): boolean {
    return lookups[kind] !== null;
  }

  async execute(tx: ReadTx, event: HappenedEvent): Promise<LiveChange[]> {
    const lookup = lookups[event.kind];
    if (lookup === null) return [];
    const referrals = await tx.query<{ id: string; sender_agency_id: string; recipient_agency_id: string }>({
      ...lookup,
      values: [event.objectId],
    });
    return referrals.flatMap(({ id, sender_agency_id, recipient_agency_id }) => [
      { topic: liveTopics.referrals(sender_agency_id), id },
      { topic: liveTopics.referrals(recipient_agency_id), id },
    ]);
  }

  /** The notifications an event gave rise to. */
  async notifications(tx: ReadTx, eventId: string): Promise<LiveChange[]> {
    const rows = await tx.query<{ id: string; person_id: string }>({
      name: 'live-notifications',
      text: 'select id, person_id from app.notification where event_id = $1',
      values: [eventId],
    });
    return rows.map(({ id, person_id }) => ({ topic: liveTopics.notifications(person_id), id }));
  }
}
