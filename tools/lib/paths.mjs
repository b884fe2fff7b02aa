import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that a run leaves behind: databases, secrets, keys, logs, mail. Never committed. */
export const dataDirectory = join(root, '.data');

export const distDirectory = join(root, 'dist');
