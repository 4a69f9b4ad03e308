import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

const no = (selector, message) => ({ selector, message });

const VIEWER_IS_PROVEN = [
  no("TSAsExpression[typeAnnotation.typeName.name='Viewer']", "Only lib/auth/viewer.ts makes a Viewer."),
  no("TSSatisfiesExpression[typeAnnotation.typeName.name='Viewer']", "Only lib/auth/viewer.ts makes a Viewer."),
  no("VariableDeclarator[id.typeAnnotation.typeAnnotation.typeName.name='Viewer'][init.type='ObjectExpression']", "Only lib/auth/viewer.ts makes a Viewer."),
  no(":function[returnType.typeAnnotation.typeName.name='Viewer'] ReturnStatement > ObjectExpression", "Only lib/auth/viewer.ts makes a Viewer."),
];

const DOMAIN_IS_PURE = [
  no("NewExpression[callee.name='Date'][arguments.length=0]", "The domain has no clock: take `today: Day` as an argument."),
  no("CallExpression[callee.object.name='Date'][callee.property.name='now']", "The domain has no clock: take `today: Day` as an argument."),
  no("CallExpression[callee.object.name='Math'][callee.property.name='random']", "The domain has no dice: take the random value as an argument."),
  no("AwaitExpression", "The domain does not wait for anything."),
  no(":function[async=true]", "The domain does not wait for anything."),
];

const QUERIES_KEEP_THEIR_VIEWER = [
  no(
    "MemberExpression[property.name=/^findUnique(OrThrow)?$/]",
    "Prisma collects the findUnique calls of one tick and sends them as the first caller: use findFirst.",
  ),
  no(
    "CallExpression[callee.property.name='$transaction'] > ArrayExpression.arguments:first-child",
    "Prisma sends an array of queries as whoever comes first: give $transaction a function (inViewerTransaction).",
  ),
];

const KEPT_BETWEEN_PAGES = [
  { name: "next-intl/server", message: "It makes words and formats anew for each request: lib/i18n/translations.ts keeps them." },
  { name: "next/dynamic", message: "A dialog brings MUI with it: components/lazy-dialog.tsx." },
];

/** Every rule that a shared configuration leaves at "warn" is an error here. */
const strict = (configs) =>
  configs.map((config) => (config.rules ? { ...config, rules: Object.fromEntries(Object.entries(config.rules).map(raised)) } : config));
const raised = ([name, setting]) => {
  const [level, ...options] = [setting].flat();
  return [name, level === "warn" || level === 1 ? ["error", ...options] : setting];
};

export default tseslint.config(
  { ignores: [".next*/", ".data/", "node_modules/", "prisma/generated/", "next-env.d.ts", "test-results/", "playwright-report/", "scripts/schema-engine.mjs"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...strict(next),
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...strict(tseslint.configs.recommended)],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "import/no-default-export": "error",
      "no-restricted-syntax": ["error", ...VIEWER_IS_PROVEN],
      "no-restricted-imports": ["error", { paths: KEPT_BETWEEN_PAGES }],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 15],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  // Declaration merging, which libraries ask for, works with interfaces alone.
  { files: ["**/*.d.ts", "tests/support/global-setup.ts"], rules: { "@typescript-eslint/consistent-type-definitions": "off" } },
  {
    files: ["lib/domain/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", "process", "fetch", "crypto", "window", "document", "localStorage", "console", "setTimeout", "performance"],
      "no-restricted-syntax": ["error", ...VIEWER_IS_PROVEN, ...DOMAIN_IS_PURE],
    },
  },
  { files: ["lib/data/**/*.ts"], rules: { "no-restricted-syntax": ["error", ...VIEWER_IS_PROVEN, ...QUERIES_KEEP_THEIR_VIEWER] } },
  { files: ["components/lazy-dialog.tsx", "lib/i18n/request.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["lib/auth/viewer.ts", "tests/support/**"], rules: { "no-restricted-syntax": "off" } },
  // Outside components, a name that starts with "use" is a verb.
  { files: ["lib/**", "scripts/**", "tests/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  {
    // What Next, vitest, Playwright and Prisma ask to be a default export.
    files: [
      "app/**/{page,layout,error,global-error,loading,not-found,forbidden,unauthorized,template,default}.tsx",
      "*.config.{ts,mts}",
      "lib/i18n/request.ts",
      "tests/support/global-setup.ts",
    ],
    rules: { "import/no-default-export": "off" },
  },
);
