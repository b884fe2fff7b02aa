import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Required<IFlattenedRuleSet>;

/** A small tree that breaks every rule once: importing file, what it imports, the rule that must object. */
const breaches: [from: string, imports: string, rule: string][] = [
  ['libs/audit/src/one.ts', './two.js', 'no-cycles'],
  ['libs/policy/src/clock.ts', '../../audit/src/index.js', 'policy-imports-nobody'],
  ['libs/policy/src/disk.ts', 'node:fs', 'policy-imports-nobody'],
  ['libs/platform/queue/src/jobs.ts', '../../../referrals/src/index.js', 'platform-imports-no-feature'],
  ['libs/platform/queue/src/trail.ts', '../../../audit/src/index.js', 'platform-imports-no-feature'],
  ['libs/audit/src/names.ts', '../../agencies/src/index.js', 'audit-imports-no-feature'],
  ['libs/agencies/src/reach.ts', '../../cases/src/index.js', 'agencies-keeps-to-its-order'],
  ['libs/cases/src/reach.ts', '../../consents/src/index.js', 'cases-keeps-to-its-order'],
  ['libs/consents/src/reach.ts', '../../referrals/src/index.js', 'consents-keeps-to-its-order'],
  ['libs/referrals/src/reach.ts', '../../placements/src/index.js', 'referrals-keeps-to-its-order'],
  ['libs/placements/src/reach.ts', '../../cooperation/src/index.js', 'placements-keeps-to-its-order'],
  ['libs/cooperation/src/reach.ts', '../../referrals/src/index.js', 'cooperation-keeps-to-its-order'],
  ['libs/notifications/src/reach.ts', '../../cases/src/index.js', 'notifications-keeps-to-its-order'],
  ['libs/directory/src/reach.ts', '../../cases/src/index.js', 'directory-keeps-to-its-order'],
  ['libs/cases/src/inside.ts', '../../agencies/src/secret.js', 'libraries-meet-at-their-index'],
  ['libs/cases/src/upward.ts', '../../../apps/worker/src/main.js', 'libraries-do-not-import-apps'],
  ['libs/cases/src/asked.ts', 'graphql', 'only-api-serves-graphql'],
  ['apps/worker/src/asked.ts', '@nestjs/graphql', 'only-api-serves-graphql'],
  ['apps/api/src/inside.ts', '../../../libs/agencies/src/secret.js', 'apps-use-libraries-by-their-index'],
  ['apps/api/src/sideways.ts', '../../worker/src/main.js', 'apps-do-not-import-apps'],
  ['apps/web/src/server.ts', '../../../libs/cases/src/index.js', 'portal-imports-policy-only'],
  ['apps/api/src/borrowed.ts', '../../../test/support/factory.js', 'product-imports-no-tests'],
  ['apps/api/src/undeclared.ts', 'left-out', 'product-imports-what-it-declares'],
  ['apps/api/src/absent.ts', './nowhere.js', 'imports-resolve'],
];

/** Arrows that are allowed and must stay so. */
const allowed: [from: string, imports: string][] = [
  ['libs/policy/src/ability.ts', '@casl/ability'],
  ['libs/referrals/src/fine.ts', '../../consents/src/index.js'],
  ['libs/referrals/src/audited.ts', '../../audit/src/index.js'],
  ['libs/audit/src/stored.ts', '../../platform/queue/src/index.js'],
  ['libs/cases/src/judged.ts', '../../policy/src/index.js'],
  ['apps/api/src/served.ts', 'graphql'],
  ['apps/api/src/fine.ts', '../../../libs/cases/src/index.js'],
  ['apps/web/src/fine.ts', '../../../libs/policy/src/index.js'],
];

const libraries = ['agencies', 'audit', 'cases', 'consents', 'cooperation', 'directory', 'notifications', 'placements'];
const files: Record<string, string> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { graphql: '1', '@casl/ability': '1', '@nestjs/graphql': '1' },
  }),
  'libs/audit/src/two.ts': "import './one.js';",
  'libs/agencies/src/secret.ts': '',
  'apps/worker/src/main.ts': '',
  'test/support/factory.ts': '',
  ...Object.fromEntries(
    [...libraries, 'policy', 'referrals', 'platform/queue'].map((name) => [`libs/${name}/src/index.ts`, '']),
  ),
  ...Object.fromEntries(
    ['graphql', '@casl/ability', '@nestjs/graphql', 'left-out'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, ''],
    ]),
  ),
};

describe('the arrows between parts', () => {
  let directory = '';
  let broken: { rule: string; from: string }[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'havenline-arrows-'));
    for (const [path, imports] of [...breaches, ...allowed]) files[path] = `import '${imports}';`;
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(directory, dirname(path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    const { output } = await cruise(['apps', 'libs', 'test'], {
      baseDir: directory,
      validate: true,
      ruleSet: { forbidden },
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
    });
    broken = (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  });

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it.each(breaches)('%s may not import %s', (from, _imports, rule) => {
    expect(broken).toContainEqual({ rule, from });
  });

  it.each(allowed)('%s may import %s', (from) => {
    expect(broken.filter((each) => each.from === from)).toEqual([]);
  });

  it('has a breach here for every rule', () => {
    expect(new Set(breaches.map(([, , rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});
