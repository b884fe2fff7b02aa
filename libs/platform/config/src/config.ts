import { z } from 'zod';

const url = z.url();
const secret = z.string().min(32, 'at least 32 characters');
const count = z.coerce.number().int().positive();

/** Everything the processes read from their environment. There is no default for anything secret. */
const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** What people type to reach the product; links in mails begin with it. */
  PUBLIC_URL: url,
  API_DATABASE_URL: url.optional(),
  WORKER_DATABASE_URL: url.optional(),
  AUTH_DATABASE_URL: url.optional(),
  QUEUE_DATABASE_URL: url.optional(),
  DATABASE_POOL: count.default(10),
  /** When set, queues and live updates run on Redis or Valkey, otherwise on PostgreSQL. */
  REDIS_URL: url.optional(),
  /** Keeps two installations apart that share one Redis. */
  BROKER_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('havenline'),
  SMTP_URL: url.optional(),
  MAIL_FROM: z.string().default('Havenline <no-reply@havenline.invalid>'),
  /** `file:` URL of the directory that holds one key per agency. */
  KEYRING_URL: url,
  AUTH_SECRET: secret,
  IDEMPOTENCY_SECRET: secret,
  CURSOR_SECRET: secret,
  /** Ed25519 private key, PKCS8 PEM in base64; signs the heads of the audit tree. */
  AUDIT_SIGNING_KEY: z.string().min(32).optional(),
  /** Names the audit log in its checkpoints; a witness keeps one history for each name. */
  AUDIT_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/)
    .default('havenline/audit'),
  SESSION_IDLE_MINUTES: count.default(15),
  /** What one session from one address, or one address without a session, may ask for. */
  REQUESTS_PER_MINUTE: count.default(1_200),
  /** Addresses or networks, with commas between, of proxies whose word about the caller's address is believed. */
  TRUSTED_PROXIES: z.string().optional(),
  /** A worker looks for lapsed consents, holds and deadlines this often. */
  SWEEP_SECONDS: z.coerce.number().positive().default(5),
  /** An event that no consumer finished within this time is dispatched again. */
  REDISPATCH_SECONDS: z.coerce.number().positive().default(60),
  /** When a worker dies, another takes up its jobs after one to three times this long. */
  JOB_LOCK_SECONDS: z.coerce.number().positive().default(10),
  CHECKPOINT_SECONDS: z.coerce.number().positive().default(10),
  BED_HOLD_HOURS: z.coerce.number().positive().default(12),
  PURGE_DAYS: z.coerce.number().positive().default(7),
  /** Answers to the police leave together, at each multiple of this many minutes past midnight UTC. */
  COOPERATION_BATCH_MINUTES: z.coerce.number().positive().default(1440),
  /** No answer to the police leaves earlier than this many hours after they asked, whatever is known by then. */
  COOPERATION_ANSWER_HOURS: z.coerce.number().min(0).default(168),
});

export type Environment = z.infer<typeof environment>;

/** The validated environment, read once at boot and handed to whoever asks for `Config`. */
export class Config {
  constructor(readonly env: Environment) {}

  /** @throws when a setting that this process cannot do without is absent; the message names it. */
  need<K extends keyof Environment>(name: K): NonNullable<Environment[K]> {
    const value = this.env[name];
    if (value === undefined) throw new Error(`${name} is not set.`);
    return value;
  }
}

/** @throws with one line for each setting that is missing or wrong; values are never repeated. */
export function loadConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(source);
  if (parsed.success) return new Config(parsed.data);
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
}
