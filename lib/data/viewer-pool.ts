import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

// Next gives pages and route handlers a copy of this module each, and they share one pool: they must share this, too.
const kept = globalThis as unknown as { mireilleCurrentUserId?: AsyncLocalStorage<number> };

/**
 * A node-postgres pool that runs every statement as one user of the row-level-security policies. `set_config` and the
 * statement travel in one extended-protocol batch, which the server runs as one implicit transaction: no round trip
 * more than without security, and nothing left on the connection. Inside a transaction BEGIN carries it.
 */
export const currentUserId = (kept.mireilleCurrentUserId ??= new AsyncLocalStorage<number>());

/** The parts of node-postgres's query and connection that this file builds on; they are not in its public types. */
type Wire = {
  viewerParsed?: boolean;
  parse: (message: { name: string; text: string; types: number[] }) => void;
  bind: (message: { portal: string; statement: string; values: string[]; valueMapper: (value: string) => string }) => void;
  execute: (message: { portal: string; rows: number }) => void;
  on: (event: "readyForQuery", listener: (message: { status: string }) => void) => void;
};
type QueryInternals = {
  name?: string;
  text?: string;
  callback?: Callback;
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
};
type QueryConstructor = new (config: unknown, values?: unknown, callback?: Callback) => QueryInternals;
type QueryConfig = { name?: string; text: string; values?: unknown[]; viewerId?: number };
type Callback = (error: Error | null, result: unknown) => void;

const BaseQuery = pg.Query as unknown as QueryConstructor;

class ViewerQuery extends BaseQuery {
  viewerId = 0;
  private answeringSetting = false;

  requiresPreparation(): boolean {
    return Boolean(this.text);
  }

  override prepare(wire: Wire): void {
    if (!wire.viewerParsed) {
      wire.parse({ name: "set_viewer", text: "SELECT set_config('app.user_id', $1, true)", types: [25] });
      wire.viewerParsed = true;
      // node-postgres takes the first statement that parses for its own: this time it is not.
      this.name = undefined;
    }
    wire.bind({ portal: "", statement: "set_viewer", values: [String(this.viewerId)], valueMapper: (value) => value });
    wire.execute({ portal: "", rows: 0 });
    this.answeringSetting = true;
    super.prepare(wire);
  }

  override handleDataRow(message: unknown): void {
    if (!this.answeringSetting) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.answeringSetting) this.answeringSetting = false;
    else super.handleCommandComplete(message, wire);
  }
}

class ViewerClient extends pg.Client {
  private transactionStatus = "I";

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    (this as unknown as { connection: Wire }).connection.on("readyForQuery", (message) => {
      this.transactionStatus = message.status;
    });
  }

  // @ts-expect-error node-postgres types `query` as seven overloads; this one function serves them all.
  override query(config: string | QueryConfig, values?: unknown[] | Callback, callback?: Callback): unknown {
    const viewerId = (typeof config === "object" ? config.viewerId : undefined) ?? currentUserId.getStore();
    const passThrough = super.query.bind(this) as (...args: unknown[]) => unknown;
    const isSubmittable = typeof config === "object" && "submit" in config;
    if (viewerId === undefined || this.transactionStatus !== "I" || isSubmittable) return passThrough(config, values, callback);
    const done = typeof values === "function" ? values : callback;
    const query = new ViewerQuery(config, typeof values === "function" ? undefined : values, done);
    query.viewerId = viewerId;
    if (done) return passThrough(query);
    return new Promise((resolve, reject) => {
      query.callback = (error, result) => (error ? reject(error) : resolve(result));
      passThrough(query);
    });
  }
}

export class ViewerPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: ViewerClient } as pg.PoolConfig);
  }

  // A waiting query may be started in the context of whoever released the connection: the user is taken at the call.
  // @ts-expect-error see ViewerClient.query
  override query(config: string | QueryConfig, values?: unknown[] | Callback, callback?: Callback): unknown {
    const viewerId = currentUserId.getStore();
    const passThrough = super.query.bind(this) as (...args: unknown[]) => unknown;
    if (viewerId === undefined) return passThrough(config, values, callback);
    const given = typeof config === "string" ? { text: config, values } : config;
    return passThrough({ ...given, viewerId }, typeof values === "function" ? values : undefined, callback);
  }

  /** One statement as this user, whoever asks. */
  readAs<Row>(viewerId: number, statement: Omit<QueryConfig, "viewerId">): Promise<{ rows: Row[] }> {
    return super.query<Row & pg.QueryResultRow>({ ...statement, viewerId } as pg.QueryConfig);
  }
}
