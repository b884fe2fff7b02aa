import { PurgeRequest } from './purge-request.js';
import { Referral } from './referral.js';

export const referralEntities = [Referral, PurgeRequest];
