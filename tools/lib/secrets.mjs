import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './paths.mjs';

const path = join(dataDirectory, 'secrets.json');
const hex = () => randomBytes(24).toString('hex');

/** How each secret of a local installation is made. None has a value that is the same anywhere else. */
const makers = {
  postgresPassword: hex,
  apiPassword: hex,
  workerPassword: hex,
  authPassword: hex,
  authSecret: hex,
  idempotencySecret: hex,
  cursorSecret: hex,
  /** Ed25519, PKCS8 PEM in base64. */
  auditSigningKey: () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64');
  },
};

/** @typedef {Record<keyof typeof makers, string>} Secrets */

/**
 * The secrets of this checkout, made on first use and readable by their owner alone.
 *
 * @returns {Secrets}
 */
export function readSecrets() {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const known = readKnown();
  const missing = Object.entries(makers).filter(([name]) => typeof known[name] !== 'string');
  const secrets = { ...known, ...Object.fromEntries(missing.map(([name, make]) => [name, make()])) };
  if (missing.length > 0) {
    writeFileSync(`${path}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return /** @type {Secrets} */ (secrets);
}

/** @returns {Record<string, unknown>} */
function readKnown() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read.`, { cause: error });
  }
}
