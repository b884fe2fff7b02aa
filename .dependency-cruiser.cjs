/**
 * Which way the arrows point: apps → features → audit → platform. Everybody may import policy, policy imports nobody.
 * A feature may import the features listed beside it and no others, so no cycle can form between them.
 */
const featuresBelow = {
  agencies: [],
  cases: ['agencies'],
  consents: ['agencies', 'cases'],
  referrals: ['agencies', 'cases', 'consents'],
  placements: ['agencies', 'cases', 'consents', 'referrals'],
  cooperation: ['agencies', 'cases', 'consents'],
  notifications: ['agencies'],
  directory: ['agencies'],
};
const features = Object.keys(featuresBelow);
const anyFeature = `^libs/(${features.join('|')})/`;
const testFile = '\\.(spec|db|e2e)\\.ts$';
const graphqlServer =
  '(^|node_modules/)(graphql|graphql-ws|@nestjs/(graphql|apollo)|@apollo/[^/]+|@as-integrations/[^/]+|@escape\\.tech/[^/]+)(/|$)';

const forbidden = [
  { name: 'no-cycles', comment: 'Modules form no cycle, types included.', from: {}, to: { circular: true } },
  {
    name: 'policy-imports-nobody',
    comment: 'Who may see what is decided by pure functions over plain data; CASL is the one package they speak.',
    from: { path: '^libs/policy/', pathNot: testFile },
    to: { pathNot: ['^libs/policy/', '(^|node_modules/)@casl/ability(/|$)'] },
  },
  {
    name: 'platform-imports-no-feature',
    comment: 'Technical adapters know nothing of the product.',
    from: { path: '^libs/platform/' },
    to: { path: ['^libs/audit/', anyFeature] },
  },
  {
    name: 'audit-imports-no-feature',
    comment: 'Features write to the audit log, never the other way round.',
    from: { path: '^libs/audit/' },
    to: { path: anyFeature },
  },
  ...features.map((feature) => ({
    name: `${feature}-keeps-to-its-order`,
    comment: `${feature} may import only: ${featuresBelow[feature].join(', ') || 'no other feature'}.`,
    from: { path: `^libs/${feature}/` },
    to: { path: anyFeature, pathNot: `^libs/(${[feature, ...featuresBelow[feature]].join('|')})/` },
  })),
  {
    name: 'libraries-meet-at-their-index',
    comment: 'What a library offers is what its index.ts names.',
    from: { path: '^libs/(platform/[^/]+|[^/]+)/' },
    to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/(platform/[^/]+|[^/]+)/src/index\\.ts$'] },
  },
  {
    name: 'apps-use-libraries-by-their-index',
    comment: 'Apps see of a library what its index.ts names.',
    from: { path: '^apps/', pathNot: testFile },
    to: { path: '^libs/', pathNot: '^libs/(platform/[^/]+|[^/]+)/src/index\\.ts$' },
  },
  {
    name: 'apps-do-not-import-apps',
    comment: 'Apps run as separate processes and meet through the database and the queue.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'libraries-do-not-import-apps',
    comment: 'Apps build on libraries.',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'portal-imports-policy-only',
    comment: 'The portal shares vocabulary with the server, never its code.',
    from: { path: '^apps/web/' },
    to: { path: '^libs/', pathNot: '^libs/policy/' },
  },
  {
    name: 'only-api-serves-graphql',
    comment: 'What a thing is does not depend on how it is asked for.',
    from: { path: ['^libs/', '^apps/worker/'] },
    to: { path: graphqlServer },
  },
  {
    name: 'product-imports-no-tests',
    comment: 'Test code stays out of what is shipped.',
    from: { path: '^(apps|libs)/', pathNot: testFile },
    to: { path: ['^test/', testFile] },
  },
  {
    name: 'product-imports-what-it-declares',
    comment: 'A package that package.json does not list among the dependencies is missing in production.',
    from: { path: '^(apps|libs)/', pathNot: testFile },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'imports-resolve',
    comment: 'Every import names something that exists.',
    from: {},
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    // Type-only imports are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
    cache: false,
  },
};
