import pg from 'pg';

/**
 * Grows the demo network with rows of the same shape, under the agencies and agreements that are there. Triggers are off
 * meanwhile; what they would have written into referral_access is written by the same rule, for all rows at once.
 *
 * @param {string} adminUrl
 * @param {{ cases: number, referrals: number, log: (line: string) => void }} size
 */
export async function grow(adminUrl, { cases, referrals, log }) {
  const admin = new pg.Client({ connectionString: adminUrl, statement_timeout: 0 });
  await admin.connect();
  try {
    return await growWith(admin, { cases, referrals, log });
  } finally {
    await admin.end();
  }
}

/** @param {pg.Client} admin @param {{ cases: number, referrals: number, log: (line: string) => void }} size */
async function growWith(admin, { cases, referrals, log }) {
  const have = await counts(admin);
  await admin.query(`set session_replication_role = replica`);
  await admin.query(`set work_mem = '256MB'`);
  for (const [title, statement, values] of /** @type {const} */ ([
    ['cases', growCases, [cases - have.cases]],
    ['aliases', growAliases, []],
    ['consents and referrals', growReferrals, [referrals - have.referrals]],
    ['access', growAccess, []],
  ])) {
    const begun = Date.now();
    await admin.query({ text: statement, values: [...values] });
    log(`grew ${title} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
  await admin.query(`set session_replication_role = origin`);
  await admin.query('vacuum (analyze)');
  return counts(admin);
}

/** @param {pg.Client} admin @returns {Promise<{ cases: number, referrals: number }>} */
async function counts(admin) {
  const { rows } = await admin.query(
    `select (select count(*)::int from app.case_file) as cases, (select count(*)::int from app.referral) as referrals`,
  );
  return rows[0];
}

const growCases = `
  with models as (
    select c.*, row_number() over (partition by c.owner_agency_id order by c.created_at, c.id) as nth,
      count(*) over (partition by c.owner_agency_id) as of
    from app.case_file c
  ), owners as (
    select discloser_agency_id as id, row_number() over (order by discloser_agency_id) - 1 as nth, count(*) over () as of
    from (select distinct discloser_agency_id from app.agreement
      where discloser_agency_id in (select owner_agency_id from app.case_file)) o
  ), made as (
    insert into app.case_file (id, owner_agency_id, case_code, advocate_id, guardian_advocate_id, age_status, pillars,
      needs_card, risk_level, risk_review_due_at, status, created_by, created_at, updated_at, version)
    select gen_random_uuid(), o.id, 'BENCH-' || gen_random_uuid(), m.advocate_id, m.guardian_advocate_id, m.age_status, m.pillars,
      m.needs_card, 'STANDARD', now() + interval '30 days', 'OPEN', m.created_by,
      now() - (g || ' minutes')::interval, now() - (g || ' minutes')::interval, 1
    from generate_series(1, $1::int) g
    join owners o on o.nth = g % o.of
    join models m on m.owner_agency_id = o.id and m.nth = 1 + g % m.of
    returning id, advocate_id, owner_agency_id
  )
  insert into app.case_assignment (case_id, person_id, owner_agency_id, assigned_at)
  select id, advocate_id, owner_agency_id, now() from made`;

const growAliases = `
  insert into app.case_alias (case_id, agency_id, owner_agency_id, alias)
  select c.id, m.recipient_agency_id, c.owner_agency_id, 'B-' || gen_random_uuid()
  from app.case_file c
  join (select distinct discloser_agency_id, recipient_agency_id from app.agreement) m
    on m.discloser_agency_id = c.owner_agency_id
  where c.case_code like 'BENCH-%'
  on conflict do nothing`;

const growReferrals = `
  with targets as materialized (
    select a.case_id, a.agency_id as recipient_id, a.owner_agency_id, a.alias, c.needs_card, c.advocate_id,
      m.purposes[1] as purpose, m.scopes, row_number() over (order by a.case_id, a.agency_id) - 1 as nth
    from app.case_alias a
    join app.case_file c on c.id = a.case_id and c.case_code like 'BENCH-%'
    join app.agreement m on m.discloser_agency_id = a.owner_agency_id and m.recipient_agency_id = a.agency_id
  ), size as materialized (
    select count(*) as of from targets
  ), drawn as materialized (
    select g, gen_random_uuid() as consent_id, t.*,
      now() - interval '20 days' + (g * interval '20 days' / $1::int) as at,
      (array['REQUESTED', 'ACCEPTED', 'IN_PROGRESS', 'COMPLETED', 'REJECTED', 'REQUESTED', 'ON_HOLD', 'WAITLISTED'])[1 + (g / 7) % 8] as state
    from size cross join generate_series(1, $1::int) g join targets t on t.nth = g % size.of
  ), agreed as (
    insert into app.consent (id, case_id, owner_agency_id, recipient_agency_id, purpose, scopes, excluded_fields, state,
      valid_from, expires_at, recipient_retention_days, granted_by, guardian_conflict_checked, language, interpreter_used,
      method, text_version, copy_given, understood, recorded_by, recorded_at, version)
    select consent_id, case_id, owner_agency_id, recipient_id, purpose, scopes, '{}', 'ACTIVE',
      at - interval '1 hour', at + interval '60 days', 90, 'SELF', false, 'en', false,
      'WET_SIGNATURE', 'en-1', 'GIVEN', '{}', advocate_id, at - interval '1 hour', 1
    from drawn
  )
  insert into app.referral (id, kind, service_type, purpose, case_id, case_alias, sender_agency_id, recipient_agency_id,
    consent_id, state, urgency, hand_off, needs_card, info_asked, sent_by, created_at, sent_at, acknowledged_at, decided_at,
    acknowledge_by, decide_by, acknowledge_alerted_at, decide_alerted_at, updated_at, version)
  select gen_random_uuid(), case when purpose in ('SHELTER', 'TRANSITIONAL_HOUSING') then 'PLACEMENT' else 'ASSISTANCE' end,
    purpose, purpose, case_id, alias, owner_agency_id, recipient_id, consent_id, state,
    (array['ROUTINE', 'URGENT', 'EMERGENCY'])[1 + g % 3], 'INTRODUCED_CALL', needs_card, '{}', advocate_id, at, at,
    case when state <> 'REQUESTED' then at end, case when state in ('REQUESTED', 'WAITLISTED') then null else at end,
    at + interval '3 days', at + interval '14 days', at + interval '3 days', at + interval '14 days', at, 1
  from drawn`;

const growAccess = `
  insert into app.referral_access (agency_id, referral_id, scope, case_id, consent_id, opens_at, expires_at)
  select r.sender_agency_id, r.id, 'REFERRAL', r.case_id, null::uuid, '-infinity'::timestamptz, 'infinity'::timestamptz from app.referral r
  union all
  select r.recipient_agency_id, r.id, 'REFERRAL', r.case_id, null::uuid, '-infinity'::timestamptz, 'infinity'::timestamptz from app.referral r
  union all
  select r.recipient_agency_id, r.id, s.scope, r.case_id, c.id, c.valid_from, c.expires_at
  from app.referral r
  join app.policy_open_state o on o.state = r.state
  join app.agency a on a.id = r.recipient_agency_id
  join app.consent c on c.id = r.consent_id
  cross join unnest(c.scopes) as s (scope)
  join app.policy_ceiling p on p.kind = a.kind and p.purpose = r.purpose and p.scope = s.scope
  on conflict do nothing`;
