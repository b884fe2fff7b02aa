import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * @typedef {object} Measured what one route did under load
 * @property {number} perSecond requests a second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} statements SQL statements a request, transaction control included
 * @property {number} serverCpu milliseconds of the serving process a request
 * @property {number} databaseCpu milliseconds of PostgreSQL a request
 */

/**
 * Loads one route and counts what that cost. Anything but the expected answer fails the run: a fast error is no result.
 *
 * @param {object} run
 * @param {string} run.url
 * @param {() => import('autocannon').Request} run.nextRequest what to send, asked before every request
 * @param {(body: string) => boolean} run.isRight
 * @param {number} run.seconds
 * @param {number} run.serverPid
 * @param {number} run.postmasterPid
 * @param {import('pg').Client} run.admin
 * @returns {Promise<Measured>}
 */
export async function measure({ url, nextRequest, isRight, seconds, serverPid, postmasterPid, admin }) {
  const load = async (/** @type {number} */ duration) => {
    /** @type {string | undefined} */
    let wrong;
    const result = await autocannon({
      url,
      connections: 16,
      duration,
      requests: [{ setupRequest: (request) => ({ ...request, ...nextRequest() }) }],
      verifyBody: (body) => {
        const right = isRight(String(body));
        if (!right) wrong ??= String(body).slice(0, 500);
        return right;
      },
    });
    if (wrong !== undefined || result.errors > 0 || result.non2xx > 0) {
      throw new Error(
        `${url} did not answer as it should under load: ${wrong ?? `${String(result.errors)} errors, ${String(result.non2xx)} refusals`}`,
      );
    }
    return result;
  };
  await load(2);
  const before = { server: cpu([serverPid]), database: cpu(backends(postmasterPid)), calls: await statements(admin) };
  const result = await load(seconds);
  const after = { server: cpu([serverPid]), database: cpu(backends(postmasterPid)), calls: await statements(admin) };
  const total = result.requests.total;
  return {
    perSecond: total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    statements: (after.calls - before.calls) / total,
    serverCpu: spent(before.server, after.server) / total,
    databaseCpu: spent(before.database, after.database) / total,
  };
}

/** @param {import('pg').Client} admin @returns {Promise<number>} */
async function statements(admin) {
  const { rows } = await admin.query(
    `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where query not like '%pg_stat_statements%'`,
  );
  return rows[0].calls;
}

/** @param {number} postmaster @returns {number[]} the server's processes */
function backends(postmaster) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => fields(pid)?.[1] === String(postmaster));
}

/** @param {number[]} pids @returns {Map<number, number>} milliseconds on a processor so far, by process */
function cpu(pids) {
  return new Map(
    pids.map((pid) => {
      const stat = fields(pid);
      return [pid, ((Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0)) / ticksPerSecond) * 1000];
    }),
  );
}

/**
 * Counts the processes that are there afterwards: an idle connection that ended meanwhile takes along what it used before.
 *
 * @param {Map<number, number>} before @param {Map<number, number>} after @returns {number} milliseconds
 */
function spent(before, after) {
  return [...after].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0);
}

/** @param {number} pid @returns {string[] | undefined} of /proc/PID/stat, from the state on */
function fields(pid) {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
}
