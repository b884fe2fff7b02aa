import type { Config } from '#platform/config';

/**
 * Where jobs wait and live updates pass: PostgreSQL, or Redis (Valkey) when one is given. Nothing is kept there that the
 * outbox could not supply again, so either may be emptied at any moment.
 */
export type Broker =
  | { readonly kind: 'postgres'; readonly url: string; readonly namespace: string }
  | { readonly kind: 'redis'; readonly url: string; readonly namespace: string };

/** @param role whose sign-in to PostgreSQL carries the traffic; jobs belong to the worker, live updates to whoever listens */
export function brokerOf(config: Config, role: 'api' | 'worker'): Broker {
  const namespace = config.env.BROKER_NAMESPACE;
  const redis = config.env.REDIS_URL;
  if (redis !== undefined) return { kind: 'redis', url: redis, namespace };
  const url = role === 'worker' ? config.need('QUEUE_DATABASE_URL') : config.need('API_DATABASE_URL');
  return { kind: 'postgres', url, namespace };
}
