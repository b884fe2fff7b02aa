import pg from 'pg';

/**
 * Creates a database unless it is there.
 *
 * @param {string} adminUrl @param {string} name letters only
 */
export async function ensureDatabase(adminUrl, name) {
  const admin = new pg.Client({ connectionString: adminUrl });
  try {
    await admin.connect();
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(name)}`);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== '28P01') throw error;
    throw new Error(
      'PostgreSQL refuses the password in .data/secrets.json: the secrets and the data below .data/postgres are not of one age. ' +
        'Bring the old secrets back, or remove .data to start anew.',
      { cause: error },
    );
  } finally {
    await admin.end();
  }
}
