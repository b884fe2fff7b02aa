import fastify from 'fastify';
import pg from 'pg';

/**
 * What the same rows cost with nothing in between: Fastify, one named statement on a pool, JSON. No session, no policy, no
 * transaction, no trigger. Run as a process of its own, like the API it stands beside.
 */
const pool = new pg.Pool({
  connectionString: process.env['BENCH_DATABASE_URL'],
  max: 10,
  options: '-c session_replication_role=replica',
});
const app = fastify();

const columns = `r.id, r.kind, r.service_type, r.purpose, r.urgency, r.state, r.case_alias, r.needs_card, r.acknowledge_by, r.decide_by,
  r.sent_at, r.version, s.id as sender_id, s.name as sender_name, s.kind as sender_kind`;

app.get(
  '/inbox/:agency',
  async (/** @type {import('fastify').FastifyRequest<{ Params: { agency: string } }>} */ request) => {
    const { rows } = await pool.query({
      name: 'inbox',
      text: `select ${columns} from app.referral r join app.agency s on s.id = r.sender_agency_id
      where r.recipient_agency_id = $1 and r.state <> 'DRAFT' order by r.created_at desc, r.id desc limit 20`,
      values: [request.params.agency],
    });
    return rows;
  },
);

app.get(
  '/referral/:id',
  async (/** @type {import('fastify').FastifyRequest<{ Params: { id: string } }>} */ request) => {
    const { rows } = await pool.query({
      name: 'referral',
      text: `select ${columns}, c.scopes, c.excluded_fields, c.expires_at
      from app.referral r join app.agency s on s.id = r.sender_agency_id left join app.consent c on c.id = r.consent_id
      where r.id = $1`,
      values: [request.params.id],
    });
    return rows[0];
  },
);

app.post('/accept/:id', async (/** @type {import('fastify').FastifyRequest<{ Params: { id: string } }>} */ request) => {
  const { rows } = await pool.query({
    name: 'accept',
    text: `update app.referral set state = 'ACCEPTED', decided_at = now(), updated_at = now(), version = version + 1
      where id = $1 returning id, state, version`,
    values: [request.params.id],
  });
  return rows[0];
});

process.once('SIGTERM', () => void app.close().then(() => pool.end()));

const address = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ msg: 'bare ready', url: address }));
