// React, Next.js, and the packages that bring them along.
const SCREENS = '(react|next|radix-ui|@radix-ui|sonner|lucide|nuqs|@hookform|@tanstack)[^/]*';
const TESTS = '\\.test\\.tsx?$';

/**
 * Who may import whom. A few rules, all of them errors, and no list of exceptions to grow old.
 * `$1` is what the first brackets of `from` matched.
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
      comment: 'An import that leads nowhere is not seen by any other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'lib-is-below-everything',
      comment: 'The domain knows neither the screens nor the processes that use it.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(app|components|portal|verifier|scripts|test|e2e)/' },
    },
    {
      name: 'no-screens-in-the-verifier',
      comment:
        'The verifier answers 20 times as fast without them, and stands while they fall. Not even by way of others.',
      severity: 'error',
      from: { path: '^verifier/' },
      to: { path: `(^|/)node_modules/(${SCREENS})/`, reachable: true },
    },
    {
      name: 'verifier-takes-the-domain-only',
      comment: 'What judges keys needs no sign-in, no screens and no scripts.',
      severity: 'error',
      from: { path: '^verifier/', pathNot: TESTS },
      to: {
        path: '^(app|components|portal|scripts|test|e2e)/|^lib/(auth|action|accounts|passwords|two-factor)',
      },
    },
    {
      name: 'components-know-components-and-schemas',
      comment:
        'Actions reach them as props, so that each can be shown and tested anywhere. Words for errors have one home.',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: {
        path: '^(app|portal|verifier|scripts|test|e2e)/|^lib/(?!.*schema\\.ts$|(action-result|errors)\\.ts$)',
      },
    },
    {
      name: 'screens-go-through-services',
      comment: 'A store checks no rights, and a policy decides without knowing who asks.',
      severity: 'error',
      from: { path: '^(app|proxy\\.ts|instrumentation\\.ts)', pathNot: TESTS },
      to: { path: '^lib/(db/|.*(store|policy)\\.ts$)|^(portal|verifier|scripts|test|e2e)/' },
    },
    {
      name: 'prisma-in-the-stores',
      comment: 'One place for queries in each noun, always within one organization.',
      severity: 'error',
      from: { pathNot: '^lib/platform/db/|^lib/.*store\\.ts$|^scripts/migration/' },
      to: { path: '^lib/platform/db/generated/|(^|/)node_modules/@prisma/' },
    },
    {
      name: 'connections-from-one-place',
      comment:
        'What a session of PostgreSQL must have is set there: time zone, isolation, schema, time limits.',
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
      comment: 'A policy decides from what it is given, the time among it.',
      severity: 'error',
      from: { path: '^lib/.*policy\\.ts$' },
      to: { path: '^lib/(env|log|db/|.*(store|service)\\.ts$)' },
    },
    {
      name: 'schemas-are-safe-for-the-browser',
      comment: 'A schema is part of what a browser loads, with all that it reaches.',
      severity: 'error',
      from: { path: '^lib/.*schema\\.ts$' },
      to: { path: '^lib/(env|log|db/|.*(store|service)\\.ts$)|^[a-z_:]+$', reachable: true },
    },
    {
      name: 'own-store-only',
      comment: "A service asks another noun's service, which checks the rights that go with it.",
      severity: 'error',
      from: { path: '^lib/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/[^/]+/.*store\\.ts$', pathNot: '^lib/$1/' },
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
