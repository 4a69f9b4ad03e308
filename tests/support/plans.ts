import pg from "pg";

/** A statement as it was sent. */
export type Sent = { text: string; values: unknown[] };

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  "Index Name"?: string;
  Plans?: Node[];
};

/** What `work` sends to the database, by whatever way: statements of transactions themselves left out, and the trace of a list, which comes beside the answer. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const real = prototype.query;
  prototype.query = function record(this: unknown, ...args: unknown[]) {
    const [config, values] = args as [string | Partial<Sent>, unknown];
    const text = typeof config === "string" ? config : (config.text ?? "");
    const given = (typeof config === "object" && config.values) || (Array.isArray(values) ? values : []);
    if (!/^\s*(BEGIN|COMMIT|ROLLBACK|INSERT INTO audit_entry)/i.test(text)) sent.push({ text, values: given });
    return real.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = real;
  }
  return sent;
}

/**
 * Reads the two plans of a statement as this user: for its values, and for any. Returns those steps that read a table of
 * clients from end to end, be it in the order of an index.
 */
export async function readings(web: pg.Client, userId: number, { text, values }: Sent, owned: ReadonlySet<string>): Promise<string[]> {
  await web.query("BEGIN");
  try {
    await web.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
    const custom = await web.query<PlanRow>({ text: `EXPLAIN (FORMAT JSON) ${text}`, values: values });
    const generic = await web.query<PlanRow>(`EXPLAIN (FORMAT JSON, GENERIC_PLAN) ${text}`);
    return [...wholeReadings(custom.rows, owned, "for its values"), ...wholeReadings(generic.rows, owned, "for any values")];
  } finally {
    await web.query("ROLLBACK");
  }
}

/** The same of every statement that runs inside `sql`, in functions and triggers too, and by which conditions a table is found. `owner` may load what tells them. */
export async function readingsInside(owner: pg.Client, userId: number, statements: readonly string[], owned: ReadonlySet<string>): Promise<{ plans: number; whole: string[]; conditions: (table: string) => string[] }> {
  const plans: PlanRow[] = [];
  const onNotice = ({ message }: { message?: string }) => {
    const json = /plan:\n([\s\S]*)$/.exec(message ?? "")?.[1];
    if (json) plans.push({ "QUERY PLAN": [JSON.parse(json) as { Plan: Node }] });
  };
  owner.on("notice", onNotice);
  for (const setting of AUTO_EXPLAIN) await owner.query(setting);
  await owner.query("BEGIN");
  await owner.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
  for (const statement of statements) await owner.query(statement);
  await owner.query("ROLLBACK");
  owner.off("notice", onNotice);
  const nodes = plans.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => nodesOf(Plan)));
  const conditions = (table: string) => nodes.filter((node) => node["Relation Name"] === table).map((node) => node["Index Cond"] ?? "none");
  return { plans: plans.length, whole: wholeReadings(plans, owned, "inside"), conditions };
}

const AUTO_EXPLAIN = [
  "LOAD 'auto_explain'",
  "SET auto_explain.log_min_duration = 0",
  "SET auto_explain.log_nested_statements = on",
  "SET auto_explain.log_format = json",
  "SET auto_explain.log_level = notice",
  "SET plan_cache_mode = force_generic_plan",
  "SET random_page_cost = 1.1",
];

type PlanRow = { "QUERY PLAN": { Plan: Node }[] };

function wholeReadings(rows: readonly PlanRow[], owned: ReadonlySet<string>, planned: string): string[] {
  return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => nodesOf(Plan)))
    .filter((node) => owned.has(node["Relation Name"] ?? "") && readsAll(node))
    .map((node) => `${node["Node Type"]} on ${node["Relation Name"]}, ${planned}`);
}

function readsAll(node: Node): boolean {
  if (node["Node Type"] === "Seq Scan") return true;
  return /^Index (Only )?Scan$/.test(node["Node Type"]) && node["Index Cond"] === undefined;
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
