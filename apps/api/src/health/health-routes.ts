import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Database } from '#platform/database';

/** For whoever starts and balances the processes: `live` says that this one answers, `ready` that it reaches its database. */
export function mountHealth(server: FastifyInstance, app: INestApplication): void {
  const { pool } = app.get(Database);
  server.get('/health/live', () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    try {
      await pool.query('select 1');
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'database' });
    }
  });
}
