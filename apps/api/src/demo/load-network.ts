import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import type { Keyring } from '#platform/keyring';
import { type DemoAgency, type DemoPerson, demoAgencies, demoAgreements, demoEmail } from './agencies.js';
import { demoId } from './demo-ids.js';

/** @returns the id by which sign-in knows this person from now on */
export type MakeSignIn = (person: { readonly email: string; readonly name: string }) => Promise<string>;

/**
 * Writes agencies, units, people, services and agreements, in the transaction that the caller has opened as the owner role.
 * Gives every agency a key.
 */
export async function loadNetwork(owner: Client, keyring: Keyring, makeSignIn: MakeSignIn): Promise<void> {
  for (const agency of demoAgencies) {
    await keyring.provision(demoId(agency.key));
    await insertAgency(owner, agency);
    for (const person of agency.people) await insertPerson(owner, agency, person, makeSignIn);
  }
  for (const agreement of demoAgreements) {
    const key = `agreement/${agreement.from}/${agreement.to}`;
    await owner.query(
      `insert into app.agreement (id, discloser_agency_id, recipient_agency_id, purposes, scopes, signed_at, expires_at,
          document_sha256, status)
        values ($1, $2, $3, $4, $5, now() - interval '30 days', now() + interval '2 years', $6, 'ACTIVE')`,
      [
        demoId(key),
        demoId(agreement.from),
        demoId(agreement.to),
        agreement.purposes,
        agreement.scopes,
        createHash('sha256').update(key).digest(),
      ],
    );
  }
}

async function insertAgency(owner: Client, agency: DemoAgency): Promise<void> {
  const id = demoId(agency.key);
  await owner.query(
    `insert into app.agency (id, name, kind, jurisdiction, time_zone, languages, status, forbids_identity, created_at)
      values ($1, $2, $3, $4, $5, $6, 'ACTIVE', false, now())`,
    [id, agency.name, agency.kind, agency.jurisdiction, agency.timeZone, agency.languages],
  );
  for (const unit of agency.units) {
    await owner.query('insert into app.unit (id, agency_id, name) values ($1, $2, $3)', [
      unitId(agency, unit),
      id,
      unit,
    ]);
  }
  for (const service of agency.services) {
    await owner.query(
      `insert into app.service (id, agency_id, type, name, languages, active) values ($1, $2, $3, $4, $5, true)`,
      [demoId(`${agency.key}/service/${service.type}`), id, service.type, service.name, agency.languages],
    );
  }
}

async function insertPerson(
  owner: Client,
  agency: DemoAgency,
  person: DemoPerson,
  makeSignIn: MakeSignIn,
): Promise<void> {
  const email = demoEmail(person, agency);
  const authUserId = await makeSignIn({ email, name: person.name });
  const id = demoId(`person/${person.key}`);
  await owner.query(
    `insert into app.person (id, auth_user_id, display_name, email, locale, status, created_at)
      values ($1, $2, $3, $4, $5, 'ACTIVE', now())`,
    [id, authUserId, person.name, email, person.locale],
  );
  await owner.query('insert into app.membership (person_id, agency_id, unit_id, roles) values ($1, $2, $3, $4)', [
    id,
    demoId(agency.key),
    person.unit === undefined ? null : unitId(agency, person.unit),
    person.roles,
  ]);
}

function unitId(agency: DemoAgency, unit: string): string {
  return demoId(`${agency.key}/unit/${unit}`);
}
