import { Ground0001 } from './0001-ground.js';
import { Agencies0002 } from './0002-agencies.js';
import { Cases0003 } from './0003-cases.js';
import { Consents0004 } from './0004-consents.js';
import { Referrals0005 } from './0005-referrals.js';
import { Access0006 } from './0006-access.js';
import { Placements0007 } from './0007-placements.js';
import { Cooperation0008 } from './0008-cooperation.js';
import { Records0009 } from './0009-records.js';
import { Sessions0010 } from './0010-sessions.js';
import { Worker0011 } from './0011-worker.js';
import { ConsentParties0012 } from './0012-consent-parties.js';
import { NarrowerRights0013 } from './0013-narrower-rights.js';
import { WorkerColumns0014 } from './0014-worker-columns.js';

/** In the order they run. A migration that has run anywhere is never edited; the next one corrects it. */
export const migrations = [
  Ground0001,
  Agencies0002,
  Cases0003,
  Consents0004,
  Referrals0005,
  Access0006,
  Placements0007,
  Cooperation0008,
  Records0009,
  Sessions0010,
  Worker0011,
  ConsentParties0012,
  NarrowerRights0013,
  WorkerColumns0014,
];
