import { DEMO_PASSWORD } from "@/lib/demo/staff";
import type { Bank } from "./banks";
import type { WebServer } from "./web-servers";

/** Signs in so many advisors, spread over the bank; returns the Cookie header of each. */
export async function signInAdvisors({ url }: WebServer, bank: Bank, count: number): Promise<string[]> {
  const cookies: string[] = [];
  for (const email of await advisorsOf(bank, count)) cookies.push(await signIn(url, email));
  return cookies;
}

/** Signs in the first supervisor of the bank, who answers for the same branches however large it is; returns the Cookie header. */
export async function signInSupervisor({ url }: WebServer, { owner }: Bank): Promise<string> {
  const { rows } = await owner.query<{ email: string }>("SELECT email FROM app_user WHERE role = 'SUPERVISOR' AND active ORDER BY id LIMIT 1");
  if (!rows[0]) throw new Error("nobody supervises this bank");
  return signIn(url, rows[0].email);
}

async function advisorsOf({ owner }: Bank, count: number): Promise<string[]> {
  const { rows } = await owner.query<{ email: string }>(
    `SELECT email FROM app_user u WHERE role = 'ADVISOR' AND active AND EXISTS (SELECT 1 FROM client c WHERE c.advisor_id = u.id)
     ORDER BY hashint4(id) LIMIT $1`,
    [count],
  );
  return rows.map(({ email }) => email);
}

async function signIn(url: string, email: string): Promise<string> {
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(first) },
    body: new URLSearchParams({ csrfToken, email, password: DEMO_PASSWORD }),
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes("session-token=")) throw new Error(`${email} could not sign in: ${answer.status}`);
  return cookie;
}

function cookiesOf(answer: Response): string {
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]).join("; ");
}
