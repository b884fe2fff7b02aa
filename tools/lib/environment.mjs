import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataDirectory } from './paths.mjs';

/**
 * What api and worker are told. Whatever the person who starts them has set stays as it is; DATABASE_URL, which may create
 * roles, is not handed on.
 *
 * @param {object} facts
 * @param {string} facts.adminUrl the database to use
 * @param {import('./secrets.mjs').Secrets} facts.secrets
 * @param {number} facts.port
 * @param {string} [facts.smtpUrl]
 * @returns {NodeJS.ProcessEnv}
 */
export function applicationEnvironment({ adminUrl, secrets, port, smtpUrl }) {
  const worker = roleUrl(adminUrl, 'havenline_worker', secrets.workerPassword);
  const given = { ...process.env };
  delete given['DATABASE_URL'];
  return {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://localhost:${port}`,
    API_DATABASE_URL: roleUrl(adminUrl, 'havenline_api', secrets.apiPassword),
    WORKER_DATABASE_URL: worker,
    QUEUE_DATABASE_URL: worker,
    AUTH_DATABASE_URL: roleUrl(adminUrl, 'havenline_auth', secrets.authPassword),
    KEYRING_URL: pathToFileURL(join(dataDirectory, 'keyring')).href,
    AUTH_SECRET: secrets.authSecret,
    IDEMPOTENCY_SECRET: secrets.idempotencySecret,
    CURSOR_SECRET: secrets.cursorSecret,
    AUDIT_SIGNING_KEY: secrets.auditSigningKey,
    ...given,
    PORT: String(port),
    // The launcher waits for what they log once they are ready.
    LOG_LEVEL: given['LOG_LEVEL'] === 'debug' ? 'debug' : 'info',
    ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
  };
}

/** @param {string} adminUrl @param {string} role @param {string} password */
function roleUrl(adminUrl, role, password) {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
