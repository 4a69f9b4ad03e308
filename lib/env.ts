import { z } from "zod";

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must look like postgresql://user:password@host:5432/database" });

const UPLOADS = ".data/uploads";

/** What the web server needs. scripts/start.ts sets all of it when it runs the embedded database. */
const webEnvironment = z.object({
  APP_DATABASE_URL: postgresUrl,
  NEXTAUTH_SECRET: z.string("must be set").min(32, "must have at least 32 characters"),
  NEXTAUTH_URL: z.url({ protocol: /^https?$/, error: "must be the address that browsers use, such as https://mireille.bank.example" }),
  /** Where the files lie that administrators send to be imported; the worker reads them there. */
  UPLOAD_FOLDER: z.string().default(UPLOADS),
  DATABASE_POOL_SIZE: z.coerce.number("must be a whole number").int().min(1).max(200).default(10),
});

/** What `npm start` reads from its user. */
const startEnvironment = z.object({
  DATABASE_URL: postgresUrl.optional(),
  /** Which bank of the embedded server. */
  DATABASE_NAME: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, "must be a short name in small letters, digits and _").default("mireille"),
  NEXTAUTH_SECRET: webEnvironment.shape.NEXTAUTH_SECRET.optional(),
  NEXTAUTH_URL: webEnvironment.shape.NEXTAUTH_URL.optional(),
  PORT: z.coerce.number("must be a port number").int("must be a port number").min(1).max(65_535).default(3000),
  DEMO_CLIENTS: z.coerce.number("must be a whole number").int().min(100).max(5_000_000).default(3_000),
});

export type WebEnvironment = z.infer<typeof webEnvironment>;
export type StartEnvironment = z.infer<typeof startEnvironment>;

let web: WebEnvironment | undefined;

/** The web server's environment, parsed once. Throws one message that names every wrong variable. */
export function webEnv(): WebEnvironment {
  web ??= parse(webEnvironment, process.env);
  return web;
}

/** Where uploaded files lie, for the worker, which knows nothing else of the web server. */
export function uploadFolder(source: NodeJS.ProcessEnv = process.env): string {
  return source.UPLOAD_FOLDER || UPLOADS;
}

/** The environment of the start command. Throws one message that names every wrong variable. */
export function startEnv(source: NodeJS.ProcessEnv = process.env): StartEnvironment {
  return parse(startEnvironment, source);
}

function parse<T>(schema: z.ZodType<T>, source: NodeJS.ProcessEnv): T {
  // A variable set to nothing is a variable not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not right:\n${lines.join("\n")}`);
}
