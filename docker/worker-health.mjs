// A worker serves nobody, so its health is seen from the database: its own sessions, which come from this container's address.
import pg from 'pg';

const client = new pg.Client({
  connectionString: process.env['WORKER_DATABASE_URL'],
  application_name: 'havenline-health',
  connectionTimeoutMillis: 3_000,
});
await client.connect();
const { rowCount } = await client.query(
  `select 1 from pg_stat_activity
    where application_name = 'havenline-worker' and client_addr is not distinct from inet_client_addr()
    limit 1`,
);
await client.end();
process.exitCode = rowCount === 1 ? 0 : 1;
