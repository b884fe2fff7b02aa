import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { seconds } from './progress.mjs';

/**
 * What one part of the test run came to.
 *
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, took: number, note?: string }} Outcome
 */

/**
 * A check that passes or fails as a whole; its output is shown only if it fails.
 *
 * @param {string} name @param {string[]} words arguments for node
 * @returns {Promise<Outcome>}
 */
export async function check(name, words) {
  const began = performance.now();
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  const took = performance.now() - began;
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds(took)})`);
  if (code !== 0) console.log(output.trimEnd());
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, took };
}

/**
 * The tests of one Jest project, shown while they run.
 *
 * @param {string} project @param {Record<string, string>} env
 * @returns {Promise<Outcome>}
 */
export async function jest(project, env) {
  const began = performance.now();
  const directory = mkdtempSync(join(tmpdir(), 'havenline-jest-'));
  const report = join(directory, 'report.json');
  console.log(`\nTests: ${project}`);
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js',
      '--selectProjects', project, '--maxWorkers=2', '--json', `--outputFile=${report}`,
    ],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
  ); // prettier-ignore
  const [code] = await once(child, 'close');
  const counts = read(report);
  rmSync(directory, { recursive: true, force: true });
  // A run that fails without a failed test, such as one whose set-up broke, is a failure all the same.
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  return { name: project, ...counts, failed, took: performance.now() - began };
}

/** @param {string} report */
function read(report) {
  try {
    const found = JSON.parse(readFileSync(report, 'utf8'));
    return {
      passed: found.numPassedTests,
      failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
      skipped: found.numPendingTests + found.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
