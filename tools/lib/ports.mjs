import { createServer } from 'node:net';

/** @param {number} port 0 asks for any @param {string} host @returns {Promise<number | undefined>} the port, if it was free */
function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      // Where the machine has no IPv6 there is nobody to collide with.
      const absent = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRNOTAVAIL';
      resolve(absent && port !== 0 ? port : undefined);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(got));
    });
  });
}

/**
 * A port that nobody listens on at 127.0.0.1 nor at ::1, because "localhost" may mean either.
 *
 * @param {number} [preferred] taken if it is free
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const wanted = attempt === 0 && preferred ? preferred : await tryPort(0, '127.0.0.1');
    if (wanted && (await tryPort(wanted, '127.0.0.1')) && (await tryPort(wanted, '::1'))) return wanted;
  }
  throw new Error('Found no free port on 127.0.0.1.');
}
