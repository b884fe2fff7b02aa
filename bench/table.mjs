/**
 * @typedef {object} Row
 * @property {string} name
 * @property {import('./load.mjs').Measured} bare
 * @property {import('./load.mjs').Measured} product
 */

const columns = [
  'route',
  'server',
  'req/s',
  'of bare',
  'p50 ms',
  'p99 ms',
  'statements',
  'server CPU ms',
  'database CPU ms',
];

/** @param {Row[]} rows */
export function printTable(rows) {
  const lines = rows.flatMap(({ name, bare, product }) => [
    [name, 'bare', ...numbers(bare, bare)],
    ['', 'Havenline', ...numbers(product, bare)],
  ]);
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...lines.map((line) => (line[index] ?? '').length)),
  );
  const print = (/** @type {string[]} */ cells) =>
    console.log(`| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`);
  print(columns);
  print(widths.map((width) => '-'.repeat(width)));
  for (const line of lines) print(line);
}

/** @param {import('./load.mjs').Measured} run @param {import('./load.mjs').Measured} bare @returns {string[]} */
function numbers(run, bare) {
  return [
    run.perSecond.toFixed(0),
    (run.perSecond / bare.perSecond).toFixed(2),
    run.p50.toFixed(0),
    run.p99.toFixed(0),
    run.statements.toFixed(1),
    run.serverCpu.toFixed(2),
    run.databaseCpu.toFixed(2),
  ];
}
