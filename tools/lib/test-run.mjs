import { check, jest } from './checks.mjs';
import { seconds } from './progress.mjs';

// No module here imports a package before it is asked to work: the first check installs them.

/** @typedef {import('./checks.mjs').Outcome} Outcome */

const tool = (/** @type {string} */ path) => `node_modules/${path}`;
const staticChecks = /** @type {const} */ ([
  ['lint', [tool('eslint/bin/eslint.js'), '.']],
  ['types', [tool('typescript/bin/tsc'), '--noEmit']],
  ['format', [tool('prettier/bin/prettier.cjs'), '--check', '.']],
  [
    'boundaries',
    [
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'libs',
      'test',
    ],
  ],
  ['unused code', [tool('knip/bin/knip.js')]],
]);

/**
 * Runs every check and test, the later ones even if an earlier one fails, and prints as its last line
 * "N passed, N failed, N skipped".
 *
 * @returns {Promise<number>} exit code
 */
export async function testEverything() {
  const began = performance.now();
  const outcomes = [await check('packages', ['tools/ensure-install.mjs'])];
  if (isGood(outcomes)) {
    outcomes.push(await check('build', ['tools/build.mjs']));
    const built = isGood(outcomes);
    outcomes.push(
      ...(await twoAtATime(
        staticChecks.map(
          ([name, words]) =>
            () =>
              check(name, [...words]),
        ),
      )),
    );
    outcomes.push(built ? await check('schema', ['tools/schema.mjs', '--check']) : notRun('schema'));
    outcomes.push(await jest('unit', {}));
    outcomes.push(...(built ? await testOnServers() : ['integration', 'e2e'].map(notRun)));
  } else {
    outcomes.push(...[...staticChecks.map(([name]) => name), 'schema', 'unit', 'integration', 'e2e'].map(notRun));
  }
  return report(outcomes, performance.now() - began);
}

/** @returns {Promise<Outcome[]>} */
async function testOnServers() {
  const { openThrowawayCluster } = await import('./postgres/throwaway.mjs');
  const { openThrowawayRedis } = await import('./redis.mjs');
  const [postgres, redis] = await Promise.all([openThrowawayCluster(), openThrowawayRedis()]);
  const close = () => Promise.all([postgres.destroy(), redis?.stop()]);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void close().finally(() => process.exit(1)));
  }
  const env = {
    TEST_POSTGRES_ADMIN_URL: postgres.adminUrl(),
    TEST_POSTGRES_ROLE_PASSWORD: 'for-tests-that-are-thrown-away',
    HAVENLINE_TEST_QUEUES: redis ? 'postgres,redis' : 'postgres',
    ...(redis ? { TEST_REDIS_URL: redis.url } : {}),
  };
  try {
    const outcomes = [await jest('integration', env), await jest('e2e', env)];
    if (!redis) outcomes.push(withoutRedis());
    return outcomes;
  } finally {
    await close();
  }
}

/** @returns {Outcome} */
function withoutRedis() {
  const note = 'neither redis-server nor valkey-server is installed, so the journeys ran on PostgreSQL queues only';
  return { name: 'e2e on Redis', passed: 0, failed: 0, skipped: 1, took: 0, note };
}

/** @param {string} name @returns {Outcome} */
function notRun(name) {
  return { name, passed: 0, failed: 1, skipped: 0, took: 0, note: 'could not run' };
}

/** @param {Outcome[]} outcomes */
function isGood(outcomes) {
  return outcomes.every(({ failed }) => failed === 0);
}

/**
 * @param {(() => Promise<Outcome>)[]} tasks
 * @returns {Promise<Outcome[]>} in the order of the tasks
 */
async function twoAtATime(tasks) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const queue = tasks.entries();
  const work = async () => {
    for (const [index, task] of queue) outcomes[index] = await task();
  };
  await Promise.all([work(), work()]);
  return outcomes;
}

/** @param {Outcome[]} outcomes @param {number} took */
function report(outcomes, took) {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  console.log('');
  for (const each of outcomes) {
    const counts = `${each.passed} passed, ${each.failed} failed, ${each.skipped} skipped`;
    console.log(
      `${each.name.padEnd(width)}  ${seconds(each.took).padStart(8)}  ${counts}${each.note ? `: ${each.note}` : ''}`,
    );
  }
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    outcomes.reduce((total, each) => total + each[key], 0);
  console.log(`\nTook ${seconds(took)}.`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 ? 0 : 1;
}
