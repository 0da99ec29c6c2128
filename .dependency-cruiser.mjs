// React, Next.js, and the packages that bring them along.
const SCREENS = '(react|next|radix-ui|@radix-ui|sonner|lucide|nuqs|@hookform|@tanstack)[^/]*';
const TESTS = '\\.test\\.tsx?$';

/** The floors of lib/, from the ground up. `transport` is the seam between them and app/. */
const FLOORS = ['platform', 'identity', 'access', 'organizations', 'features', 'transport'];

const upward = FLOORS.slice(0, -1).map((floor, index) => ({
  name: `no-way-up-from-${floor}`,
  comment: 'A floor imports itself and the floors below it (docs/architecture.md).',
  severity: 'error',
  from: { path: `^lib/${floor}/`, pathNot: TESTS },
  to: { path: `^lib/(${FLOORS.slice(index + 1).join('|')})/` },
}));

/**
 * Who may import whom. A few rules, all of them errors, and no list of exceptions to grow old. Circles between folders
 * are found by scripts/check/folders.ts. `$1` and `$2` are what the brackets of `from` matched.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two modules that need each other are one module, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unknown',
      comment: 'No other rule sees an import that does not resolve.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...upward,
    {
      name: 'lib-has-floors-only',
      comment: 'A file of lib/ is on one of its floors.',
      severity: 'error',
      from: {},
      to: { path: `^lib/(?!(${FLOORS.join('|')})/)` },
    },
    {
      name: 'lib-is-below-everything',
      comment: 'The domain knows neither the screens nor the processes that use it.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(app|components|portal|verifier|scripts|test|e2e)/' },
    },
    {
      name: 'no-screens-and-no-prisma-in-the-verifier',
      comment:
        'Without them it answers 20 times as fast, and keeps running when they fail. Not even indirectly.',
      severity: 'error',
      from: { path: '^verifier/', pathNot: TESTS },
      to: {
        path: `(^|/)node_modules/(${SCREENS}|@prisma)/|^lib/platform/db/(client|generated)`,
        reachable: true,
      },
    },
    {
      name: 'verifier-takes-the-judging-only',
      comment: 'Judging a key needs no sign-in, no screens and no scripts.',
      severity: 'error',
      from: { path: '^verifier/', pathNot: TESTS },
      to: {
        path: '^(app|components|portal|scripts|test|e2e)/|^lib/(?!platform/|access/(verdict|credentials|permissions|revocation|usage)/)',
      },
    },
    {
      name: 'components-know-components-and-schemas',
      comment:
        'Actions reach them as props, so each can be shown and tested anywhere. Error messages have one home.',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: {
        path: '^(app|portal|verifier|scripts|test|e2e)/|^lib/(?!.*schema\\.ts$|transport/(action-result|errors)\\.ts$|platform/time/durations\\.ts$)',
      },
    },
    {
      name: 'screens-go-through-services',
      comment: 'A store checks no rights, and a policy decides without knowing who asks.',
      severity: 'error',
      from: { path: '^(app/|proxy\\.ts|instrumentation\\.ts)', pathNot: TESTS },
      to: { path: '^lib/(platform/db/|.*(store|policy)\\.ts$)|^(portal|verifier|scripts|test|e2e)/' },
    },
    {
      name: 'prisma-in-the-stores',
      comment: 'Everyone else holds the database as an opaque handle, and asks a store.',
      severity: 'error',
      from: {
        pathNot: `${TESTS}|^lib/platform/db/|^lib/.*-store\\.ts$|^(test|e2e|bench)/|^scripts/migration/`,
      },
      to: { path: '^lib/platform/db/(client\\.ts|generated/)|(^|/)node_modules/@prisma/' },
    },
    {
      name: 'connections-from-one-place',
      comment: 'Every PostgreSQL session gets its time zone, isolation, schema and timeouts there.',
      severity: 'error',
      from: {
        path: '^(app|lib|portal|verifier|scripts)/',
        // The embedded server is set up by its superuser.
        pathNot: `${TESTS}|^scripts/postgres/|^lib/platform/db/(session|patient-pool)\\.ts$`,
      },
      to: { path: '(^|/)node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'policies-are-pure',
      comment: 'A policy decides from its arguments, and the time is one of them.',
      severity: 'error',
      from: { path: '^lib/.*policy\\.ts$' },
      to: { path: '^lib/platform/(env|log|db|time/clock)|^lib/.*store\\.ts$' },
    },
    {
      name: 'schemas-are-safe-for-the-browser',
      comment: 'A browser loads a schema with everything that it reaches.',
      severity: 'error',
      from: { path: '^lib/.*schema\\.ts$' },
      to: { path: '^lib/platform/(env|log|db)/|^lib/.*store\\.ts$|^[a-z_:]+$', reachable: true },
    },
    {
      name: 'own-store-only',
      comment:
        "Other folders ask the service, which checks the rights. key-records is the access floor's own store.",
      severity: 'error',
      from: { path: '^lib/([^/]+)/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/.*store\\.ts$', pathNot: '^lib/$1/$2/|^lib/access/key-records/' },
    },
    {
      name: 'key-records-for-keys',
      comment: 'Whoever reads the stored keys is about keys.',
      severity: 'error',
      from: { pathNot: `${TESTS}|^lib/(access|features)/|^(test|e2e|bench)/` },
      to: { path: '^lib/access/key-records/.*store\\.ts$' },
    },
    {
      name: 'nothing-from-development',
      comment: 'What runs in production is installed in production.',
      severity: 'error',
      from: { path: '^(app|components|lib|portal|verifier)/|^proxy\\.ts$', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/platform/db/generated/'] },
    exclude: { path: '^(\\.next|\\.data|\\.keyport)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
