import type { GraphQLResolveInfo } from 'graphql';
import type { ReferralWants } from '#referrals';
import { requestedRecord, selects } from '../disclosure/index.js';

/** What the query asks of the referrals it answers with: so much is read, and no more is written to the ledger. */
export function wantsOf(info: GraphQLResolveInfo): ReferralWants {
  return {
    terms: selects(info, 'consent') || selects(info, 'purgeRequest'),
    record: requestedRecord(info),
  };
}
