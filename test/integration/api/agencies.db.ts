import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { password, type Staff, TestApi } from '../../support/api.js';

let api: TestApi;
let ngo: string;
let legal: string;
let shelter: string;
let police: string;
let ana: Staff;

beforeAll(async () => {
  api = await TestApi.start();
  ngo = await api.agency('NGO');
  legal = await api.agency('LEGAL_AID');
  shelter = await api.agency('SHELTER');
  police = await api.agency('LAW_ENFORCEMENT');
  // Made in one moment they would stand in the order of their random ids.
  for (const [age, id] of [police, shelter, legal, ngo].entries()) {
    await api.admin.query('update app.agency set created_at = now() - make_interval(mins => $2) where id = $1', [
      id,
      age,
    ]);
  }
  ana = await api.staff(ngo);
  await api.admin.query(
    `insert into app.service (id, agency_id, type, name, languages, active) values
       (gen_random_uuid(), $1, 'LEGAL_AID', 'Advice', '{sr,en}', true),
       (gen_random_uuid(), $1, 'COMPENSATION', 'Claims', '{sr}', false)`,
    [legal],
  );
  await sign(ngo, legal, '1 year', 'ACTIVE');
  await sign(ngo, legal, '-1 day', 'ACTIVE');
  await sign(legal, ngo, '1 year', 'ACTIVE');
  await sign(shelter, legal, '1 year', 'ACTIVE');
});
afterAll(() => api.stop());

const sign = (from: string, to: string, left: string, status: string) =>
  api.admin.query(
    `insert into app.agreement (id, discloser_agency_id, recipient_agency_id, purposes, scopes, signed_at, expires_at,
       document_sha256, status)
     values ($1, $2, $3, '{LEGAL_AID}', '{IDENTITY,LEGAL}', now() - interval '1 year', now() + $4::interval,
       decode(repeat('ab', 32), 'hex'), $5)`,
    [randomUUID(), from, to, left, status],
  );

interface Listed {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function list(staff: Staff, args = '', fields = 'id'): Promise<Listed> {
  const token = await api.signIn(staff);
  const { body } = await api.ask(
    token,
    `{ agencies${args} { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`,
  );
  return body.data?.['agencies'] as Listed;
}
const idsOf = ({ edges }: Listed): string[] => edges.map(({ node }) => node.id);

describe('the directory of agencies', () => {
  it('shows every active agency, newest first, page by page', async () => {
    const pending = await api.agency();
    await api.admin.query(`update app.agency set status = 'PENDING' where id = $1`, [pending]);
    expect(idsOf(await list(ana))).toEqual([police, shelter, legal, ngo]);
    const first = await list(ana, '(first: 3)');
    expect([idsOf(first), first.pageInfo.hasNextPage]).toEqual([[police, shelter, legal], true]);
    const rest = await list(ana, `(first: 3, after: "${first.pageInfo.endCursor ?? ''}")`);
    expect([idsOf(rest), rest.pageInfo.hasNextPage]).toEqual([[ngo], false]);
  });

  it('is narrowed by kind and by what is offered', async () => {
    expect(idsOf(await list(ana, '(kind: SHELTER)'))).toEqual([shelter]);
    expect(idsOf(await list(ana, '(serviceType: LEGAL_AID)'))).toEqual([legal]);
    expect(idsOf(await list(ana, '(serviceType: COMPENSATION)'))).toEqual([]);
  });

  it('says what the reader’s own agency signed and is in force, and nothing of what others signed', async () => {
    const agreements = 'id agreements { purposes scopes } services { type name languages }';
    const seen = await list(ana, '(kind: LEGAL_AID)', agreements);
    expect(seen.edges[0]?.node).toEqual({
      id: legal,
      agreements: [{ purposes: ['LEGAL_AID'], scopes: ['IDENTITY', 'LEGAL'] }],
      services: [{ type: 'LEGAL_AID', name: 'Advice', languages: ['sr', 'en'] }],
    });
    const stranger = await api.staff(await api.agency('HEALTH'));
    expect((await list(stranger, '(kind: LEGAL_AID)', 'agreements { id }')).edges[0]?.node).toEqual({ agreements: [] });
  });

  it('never tells the police which shelters there are, nor what anybody offers', async () => {
    const liaison = await api.staff(police, ['LIAISON']);
    const seen = await list(liaison, '', 'id kind services { id }');
    expect(idsOf(seen)).not.toContain(shelter);
    expect(seen.edges.map(({ node }) => node)).toContainEqual({ id: legal, kind: 'LEGAL_AID', services: [] });
    expect(idsOf(await list(liaison, '(kind: SHELTER)'))).toEqual([]);
    expect(idsOf(await list(liaison, '(serviceType: LEGAL_AID)'))).toEqual([]);
  });
});

describe('who I am', () => {
  it('names the person, the agency, the unit and the roles', async () => {
    const unit = randomUUID();
    await api.admin.query(`insert into app.unit (id, agency_id, name) values ($1, $2, 'Night desk')`, [unit, ngo]);
    const night = await api.staff(ngo, ['INTAKE', 'SUPERVISOR']);
    await api.admin.query('update app.membership set unit_id = $2 where person_id = $1', [night.id, unit]);
    const query = '{ me { id displayName email locale roles unit { id name } agency { id kind } } }';
    const { body } = await api.ask(await api.signIn(night), query);
    expect(body.data?.['me']).toEqual({
      id: night.id,
      displayName: 'Ана',
      email: night.email,
      locale: 'sr',
      roles: ['INTAKE', 'SUPERVISOR'],
      unit: { id: unit, name: 'Night desk' },
      agency: { id: ngo, kind: 'NGO' },
    });
    const { body: other } = await api.ask(await api.signIn(ana), '{ me { unit { id } } }');
    expect(other.data?.['me']).toEqual({ unit: null });
  });
});

describe('behind TLS', () => {
  it('binds the cookie to this host and to TLS, and tells browsers to stay there', async () => {
    const secure = await TestApi.start({ PUBLIC_URL: 'https://havenline.test' });
    try {
      const staff = await secure.staff(await secure.agency());
      const answer = await secure.post(
        '/api/auth/sign-in/email',
        { email: staff.email, password },
        { origin: 'https://havenline.test' },
      );
      const [cookie = ''] = answer.headers.getSetCookie();
      expect(cookie).toMatch(/^__Host-havenline\.session_token=.+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
      const { body } = await secure.post(
        '/graphql',
        { query: '{ me { id } }' },
        { cookie: cookie.split(';')[0] ?? '' },
      );
      expect(body.data?.['me']).toEqual({ id: staff.id });
    } finally {
      await secure.stop();
    }
  });
});
