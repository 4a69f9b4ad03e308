/** One rule per arrow that is not in the drawing of docs/architecture.md. */
const no = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

const CODE = "^(app|components|lib|prisma|scripts|tests)/";
const TEST = "\\.test\\.tsx?$";
const ENUMS = "^prisma/generated/enums\\.ts$";
const PRISMA_CLIENT = "(@prisma/(client|adapter)|^prisma/generated/(?!enums))";

module.exports = {
  forbidden: [
    no("domain-is-pure", { path: "^lib/domain/", pathNot: TEST }, { path: ".", pathNot: "^lib/domain/" },
      "lib/domain imports lib/domain alone: no npm, no node, no clock, no database"),
    no("schemas-know-only-domain", { path: "^lib/schemas/", pathNot: TEST }, { path: "^(app|components|lib|prisma|scripts)/", pathNot: `^lib/(schemas|domain)/|${ENUMS}` },
      "schemas are shared by browser, server and import: the domain and the names of the enums, no more"),
    no("import-is-pure", { path: "^lib/import/", pathNot: TEST }, { path: "^(app|components|prisma|scripts|lib)/", pathNot: `^lib/(import|schemas|domain)/|${ENUMS}` },
      "lib/import parses and plans; jobs write"),
    no("demo-is-pure", { path: "^lib/demo/", pathNot: TEST },
      { path: "^(app|components|scripts|prisma|lib)/", pathNot: `^lib/(demo|domain)/|^prisma/catalogue\\.ts$|${ENUMS}` },
      "lib/demo draws a bank from a seed; a job writes it"),
    no("pure-rooms-do-no-io", { path: "^lib/(import|schemas|demo)/", pathNot: TEST }, { dependencyTypes: ["core"] },
      "bytes come in as arguments: no file, no network, no process"),
    no("pure-rooms-have-no-driver", { path: "^lib/(import|schemas|demo)/", pathNot: TEST }, { path: "node_modules/(pg|pg-copy-streams|next|react|@prisma)/" },
      "no database, no framework"),
    no("prisma-only-in-data", { path: CODE, pathNot: "^(lib/data/|prisma/|tests/|scripts/schema-engine\\.mjs$)" }, { path: PRISMA_CLIENT },
      "only lib/data talks to the database through Prisma"),
    no("database-driver-stays-below", { path: CODE, pathNot: "^(lib/(data|jobs)/|scripts/|tests/)" }, { path: "node_modules/(pg|pg-copy-streams|@types/pg)/" },
      "only lib/data, and jobs as the owner, speak to PostgreSQL"),
    no("handle-only-in-data", { path: "^(app|components|lib|prisma)/", pathNot: "^lib/data/" }, { path: "^lib/data/(database|viewer-pool|scope)\\.ts$" },
      "pages and actions call named functions, not Prisma"),
    no("data-does-not-look-up", { path: "^lib/data/", pathNot: TEST }, { path: "^(app|components|scripts|lib/(auth|jobs|import|demo|i18n))/" },
      "lib/data is told who is asking; it never asks"),
    no("jobs-serve-no-page", { path: "^lib/jobs/", pathNot: TEST }, { path: "^(app|components|scripts|lib/(auth|i18n))/", pathNot: "^lib/auth/password\\.ts$" },
      "jobs run without a viewer and without a page"),
    no("auth-does-not-see-routes", { path: "^lib/auth/", pathNot: TEST }, { path: "^(app|components|scripts|lib/(jobs|import|demo))/" },
      "auth proves who is asking and hands over"),
    no("components-have-no-data", { path: "^components/" }, { path: "^(app|scripts|prisma|lib/(data|auth|jobs|import|demo))/" },
      "components get props"),
    no("ui-is-domain-free", { path: "^components/ui/" }, { path: "^(components/(?!ui/)|lib/(?!i18n/))" },
      "components/ui could ship in another product"),
    no("nobody-imports-app", { path: "^(components|lib|prisma|scripts)/" }, { path: "^app/" },
      "routes are the outermost ring"),
    no("nobody-imports-scripts", { path: "^(app|components|lib|prisma)/" }, { path: "^scripts/" },
      "commands are the outermost ring"),
    no("code-never-imports-tests", { path: "^(app|components|lib|prisma|scripts)/", pathNot: `${TEST}|^scripts/bench\\.ts$` }, { path: "^tests/" },
      "tests look in, not out; the command of the benchmarks starts those of tests/bench"),
    no("no-cycles", { path: CODE, pathNot: "^prisma/generated/" }, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
      "no import cycles"),
    no("no-unknown-import", { path: CODE, pathNot: "^prisma/generated/" }, { couldNotResolve: true }, "the imported file does not exist"),
    no("no-undeclared-package", { path: CODE, pathNot: "^prisma/generated/" }, { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
      "the package is not in package.json"),
    no("no-development-package", { path: "^(app|components|lib|prisma)/", pathNot: TEST }, { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
      "the product runs without its development packages"),
  ],
  options: {
    doNotFollow: { path: "(node_modules|^prisma/generated/)" },
    exclude: { path: "^\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
