import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let worker: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = new Client({ connectionString: database.workerUrl });
  await worker.connect();
});
afterAll(async () => {
  await worker.end();
  await database.drop();
});

describe('the worker’s database role', () => {
  it.each([
    ['the content of a case', 'select sealed from app.case_section'],
    ['a needs card', 'select needs_card from app.case_file'],
    ['the needs card a referral carries', 'select needs_card from app.referral'],
    ['the needs card a shelter was shown', 'select needs_card from app.placement_offer'],
    ['the code of a case', 'select case_code from app.case_file'],
    ['what an agency calls it', 'select case_alias from app.referral'],
    ['a wrapped key', 'select wrapped from keys.wrap'],
    ['what the police wrote', 'select sealed from app.cooperation_request'],
    ['the number of their file', 'select police_case_reference from app.cooperation_request'],
    ['who read what', 'select 1 from app.disclosure_ledger'],
    ['a session', 'select 1 from auth.session'],
  ])('cannot read %s', async (_, text) => {
    await expect(worker.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});
