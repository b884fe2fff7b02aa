import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataDirectory } from './paths.mjs';

/**
 * What api, worker and set-up are told. Whatever the person who starts them has set stays as it is.
 *
 * @param {object} facts
 * @param {string} facts.adminUrl a database URL of a role that may create roles; set-up alone gets it
 * @param {import('./secrets.mjs').Secrets} facts.secrets
 * @param {string} facts.smtpUrl
 * @param {number} facts.port
 * @returns {{ application: NodeJS.ProcessEnv, setup: NodeJS.ProcessEnv }}
 */
export function environments({ adminUrl, secrets, smtpUrl, port }) {
  const worker = roleUrl(adminUrl, 'havenline_worker', secrets.workerPassword);
  const given = { ...process.env };
  delete given['DATABASE_URL'];
  const application = {
    API_DATABASE_URL: roleUrl(adminUrl, 'havenline_api', secrets.apiPassword),
    WORKER_DATABASE_URL: worker,
    QUEUE_DATABASE_URL: worker,
    AUTH_DATABASE_URL: roleUrl(adminUrl, 'havenline_auth', secrets.authPassword),
    KEYRING_URL: pathToFileURL(join(dataDirectory, 'keyring')).href,
    AUTH_SECRET: secrets.authSecret,
    IDEMPOTENCY_SECRET: secrets.idempotencySecret,
    CURSOR_SECRET: secrets.cursorSecret,
    AUDIT_SIGNING_KEY: secrets.auditSigningKey,
    PUBLIC_URL: `http://localhost:${port}`,
    HOST: '127.0.0.1',
    NODE_ENV: 'development',
    ...given,
    SMTP_URL: smtpUrl,
    PORT: String(port),
  };
  return { application, setup: { ...application, DATABASE_URL: adminUrl } };
}

/** @param {string} adminUrl @param {string} role @param {string} password */
function roleUrl(adminUrl, role, password) {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
