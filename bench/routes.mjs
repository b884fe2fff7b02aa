import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distDirectory } from '../tools/lib/paths.mjs';

const built = (/** @type {string} */ name) =>
  import(pathToFileURL(join(distDirectory, 'apps/api/src/demo', name)).href);
const { demoActor } = await built('demo-actors.js');
const { demoPassword } = await built('agencies.js');

const intake = 'ivana@tiha';
const supervisor = 'ljilja@lantern';
/** Cases whose record is written, so that a referral read has something to open. */
const writtenRecords = 200;

const inbox = `query Inbox { referralInbox(first: 20) { edges { node {
  id kind serviceType purpose urgency state caseAlias acknowledgeBy decideBy sentAt version sender { id name kind }
  needsCard { householdSize composition ageBand gender languages interpreter accessibility areaBand urgency exclusions services riskLevel }
} } } }`;

const referral = `query Referral($id: UUID!) { referral(id: $id) {
  id kind serviceType purpose urgency state caseAlias acknowledgeBy decideBy sentAt version sender { id name kind }
  consent { scopes excludedFields expiresAt }
  record { identity { legalName dateOfBirth } legal { immigrationStatus } disclosure { scope state reason } }
} }`;

const accept = `mutation Accept($input: AcceptReferralInput!) { acceptReferral(input: $input) { id state version } }`;

/**
 * What is measured: each route of the product with the bare route that returns the same rows.
 *
 * @param {import('pg').Client} admin @param {string} api @param {string} bare
 */
export async function routes(admin, api, bare) {
  const { agencyId } = demoActor(intake);
  const token = await signIn(api, intake);
  const open = await ids(
    admin,
    `recipient_agency_id = $1 and state in ('ACCEPTED', 'IN_PROGRESS')`,
    agencyId,
    writtenRecords,
  );
  const { rows: asked } = await admin.query(
    `select id from app.referral where recipient_agency_id = $1 and state = 'REQUESTED' and case_alias like 'B-%'`,
    [agencyId],
  );
  /** @type {string[]} */
  const waiting = asked.map(({ id }) => id);
  const graphql = (/** @type {string} */ query, /** @type {object} */ variables) => ({
    method: /** @type {const} */ ('POST'),
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const get = (/** @type {string} */ path) => ({ method: /** @type {const} */ ('GET'), path });
  let turn = 0;
  const someOpen = () => open[(turn += 1) % open.length];
  const nextWaiting = () => {
    const id = waiting.pop();
    if (id === undefined)
      throw new Error('Every waiting referral has been accepted: grow more, or measure for less long.');
    return id;
  };
  // The bare route writes the same row again and again, of another agency: it must not use up what the product accepts.
  const { rows: others } = await admin.query(
    `select id from app.referral where recipient_agency_id <> $1 and state = 'REQUESTED' limit 5000`,
    [agencyId],
  );
  const someOther = () => others[(turn += 1) % others.length].id;
  return [
    {
      name: 'inbox, 20 rows',
      product: {
        url: api,
        nextRequest: () => graphql(inbox, {}),
        isRight: (/** @type {string} */ body) => body.split('"caseAlias"').length === 21,
      },
      plain: {
        url: bare,
        nextRequest: () => get(`/inbox/${agencyId}`),
        isRight: (/** @type {string} */ body) => body.split('"case_alias"').length === 21,
      },
    },
    {
      name: 'one referral, record open',
      product: {
        url: api,
        nextRequest: () => graphql(referral, { id: someOpen() }),
        isRight: (/** @type {string} */ body) => body.includes('"legalName":"Bench'),
      },
      plain: {
        url: bare,
        nextRequest: () => get(`/referral/${String(someOpen())}`),
        isRight: (/** @type {string} */ body) => body.includes('"scopes"'),
      },
    },
    {
      name: 'accept',
      product: {
        url: api,
        nextRequest: () => graphql(accept, { input: { referralId: nextWaiting() } }),
        isRight: (/** @type {string} */ body) => body.includes('"ACCEPTED"'),
      },
      plain: {
        url: bare,
        nextRequest: () => ({ ...get(`/accept/${String(someOther())}`), method: /** @type {const} */ ('POST') }),
        isRight: (/** @type {string} */ body) => body.includes('"ACCEPTED"'),
      },
    },
  ];
}

/**
 * Writes identity and legal status into the cases that the referral route reads, through the API: that makes their keys and
 * wraps them for whoever holds a consent.
 *
 * @param {import('pg').Client} admin @param {string} api
 */
export async function fillRecords(admin, api) {
  const token = await signIn(api, supervisor);
  const { rows } = await admin.query(
    `select distinct r.case_id as id from app.referral r
      where r.id = any ($1) and not exists (select 1 from app.case_section s where s.case_id = r.case_id)`,
    [
      await ids(
        admin,
        `recipient_agency_id = $1 and state in ('ACCEPTED', 'IN_PROGRESS')`,
        demoActor(intake).agencyId,
        writtenRecords,
      ),
    ],
  );
  for (const { id } of rows) {
    const record = {
      identity: { legalName: `Bench ${id.slice(0, 8)}`, dateOfBirth: '1999-09-09' },
      legal: { immigrationStatus: 'UNKNOWN' },
    };
    const response = await fetch(`${api}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: `mutation Write($input: UpdateCaseInput!) { updateCase(input: $input) { id } }`,
        variables: { input: { caseId: id, record } },
      }),
    });
    const { errors } = /** @type {{ errors?: unknown[] }} */ (await response.json());
    if (errors) throw new Error(`A record could not be written: ${JSON.stringify(errors)}`);
  }
}

/** @param {import('pg').Client} admin @param {string} where @param {string} agencyId @param {number} most @returns {Promise<string[]>} */
async function ids(admin, where, agencyId, most) {
  const sender = demoActor(supervisor).agencyId;
  const { rows } = await admin.query(
    `select id from app.referral where ${where} and sender_agency_id = $2 and case_alias like 'B-%' order by created_at desc, id desc limit $3`,
    [agencyId, sender, most],
  );
  return rows.map((row) => row.id);
}

/** @param {string} api @param {string} person @returns {Promise<string>} bearer token */
async function signIn(api, person) {
  const response = await fetch(`${api}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${person}.example`, password: demoPassword }),
  });
  const body = /** @type {{ token: string }} */ (await response.json());
  if (!response.ok) throw new Error(`${person} could not sign in: ${response.status}`);
  return response.headers.get('set-auth-token') ?? body.token;
}
