import { createHmac } from "node:crypto";
import pg from "pg";

/**
 * How the web server's statements are planned. Each once for a connection and for every viewer alike, so that the plans
 * which tests/data/page-plans.test.ts reads are those that run; for pages that are in memory, where a step of an index costs no
 * more than one of a scan; and never compiled, which takes longer than any of them.
 */
const PLANNING = { plan_cache_mode: "force_generic_plan", random_page_cost: "1.1", jit: "off" };

/**
 * Makes sure that the web server's own login exists in this database and returns its URL. The login owns nothing:
 * it is a member of `mireille_app`, to whom row-level security applies. Its password is derived from `secret`, so
 * nothing needs to be stored; a new secret sets a new password.
 */
export async function ensureAppLogin(ownerUrl: string, secret: string): Promise<string> {
  const url = new URL(ownerUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  const login = `mireille_web_${database}`.slice(0, 63);
  const password = createHmac("sha256", secret).update(`login:${login}`).digest("hex");
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rowCount } = await owner.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]);
    const verb = rowCount ? "ALTER" : "CREATE";
    const name = pg.escapeIdentifier(login);
    const attributes = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE";
    await owner.query(`${verb} ROLE ${name} ${attributes} PASSWORD ${pg.escapeLiteral(password)}`);
    await owner.query(`GRANT mireille_app TO ${name}`);
    for (const [setting, value] of Object.entries(PLANNING)) await owner.query(`ALTER ROLE ${name} SET ${setting} = ${pg.escapeLiteral(value)}`);
    await owner.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${name}`);
  } finally {
    await owner.end();
  }
  url.username = encodeURIComponent(login);
  url.password = password;
  return url.href;
}
