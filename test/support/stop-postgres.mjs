/** Removes what start-postgres.mjs made; a server that was there before stays. */
export default async function stopPostgres() {
  /** @type {import('../../tools/lib/postgres/cluster.mjs').Cluster | undefined} */
  const cluster = Reflect.get(globalThis, 'havenlineTestCluster');
  if (!cluster) return;
  await cluster.destroy();
  delete process.env['TEST_POSTGRES_ADMIN_URL'];
}
