import { expect, it } from "vitest";
import { verifyPassword } from "@/lib/auth/password";
import { demoBank } from "@/lib/demo/bank";
import { DEMO_PASSWORD, demoAccounts } from "@/lib/demo/staff";
import { listUnusualDays } from "@/lib/data/unusual-days";
import type { Day } from "@/lib/domain/dates";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { testDatabase } from "@/tests/support/database";
import { viewer } from "@/tests/support/viewers";

const { owner, ownerUrl } = await testDatabase();
// More than one batch, and the last one not full.
const OPTIONS = { seed: 5, clients: 620, today: "2026-11-21" as Day };

// In this order: what was interrupted must not be in the way of what follows.
it("leaves nothing behind when it is interrupted, not even its mark", async () => {
  const interrupted = fillDemoBank(ownerUrl, OPTIONS, () => {
    throw new Error("the power went out");
  });
  await expect(interrupted).rejects.toThrow("the power went out");
  expect(await counts(["bank", "app_user", "client", "monthly_activity"])).toEqual([0, 0, 0, 0]);
});

it("fills an empty database with the bank of the generator, to the last row", async () => {
  const progress: number[] = [];
  expect(await fillDemoBank(ownerUrl, OPTIONS, (done) => progress.push(done))).toEqual({ filled: true, clients: 620 });

  const bank = demoBank(OPTIONS);
  const clients = Array.from({ length: OPTIONS.clients }, (_, place) => bank.clientAt(place));
  const total = (rows: (client: (typeof clients)[number]) => readonly unknown[]) => clients.reduce((sum, client) => sum + rows(client).length, 0);
  expect(progress).toEqual([500, 620]);
  expect(await counts(["bank", "branch", "app_user", "supervised_branch", "client"])).toEqual([1, 4, 19, 8, 620]);
  expect(await counts(["client_consent", "consent_change", "holding"])).toEqual([
    total(({ consents }) => consents),
    total(({ consentChanges }) => consentChanges),
    total(({ holdings }) => holdings),
  ]);
  expect(await counts(["monthly_activity", "interaction", "satisfaction_answer"])).toEqual([
    total(({ activity }) => activity),
    total(({ interactions, said }) => [...interactions, ...said.corrections]),
    total(({ answers }) => answers),
  ]);
});

it("stores a client as it was drawn", async () => {
  const { row } = demoBank(OPTIONS).clientAt(41);
  const { rows } = await owner.query(
    `SELECT external_ref, first_name, last_name, birth_on::text, income_cents::float8, commune, interests, last_contact_on::text, protected
     FROM client WHERE id = 42`,
  );
  expect(rows).toEqual([
    {
      external_ref: row.externalRef,
      first_name: row.firstName,
      last_name: row.lastName,
      birth_on: row.birthOn,
      income_cents: row.incomeCents,
      commune: row.commune,
      interests: row.interests,
      last_contact_on: row.lastContactOn,
      protected: row.isProtected,
    },
  ]);
});

it("marks the bank as a demo, closed up to the last full month", async () => {
  const { rows } = await owner.query("SELECT demo, last_closed_month::text AS closed, pinned_today_on FROM bank");
  expect(rows).toEqual([{ demo: true, closed: "2026-10-01", pinned_today_on: null }]);
});

it("lets every demo account in with the demo password", async () => {
  const { rows } = await owner.query<{ email: string; password_hash: string }>("SELECT email, password_hash FROM app_user ORDER BY id");
  expect(rows.map(({ email }) => email)).toEqual(demoAccounts().map(({ email }) => email));
  expect(await verifyPassword(DEMO_PASSWORD, rows[0]?.password_hash ?? "")).toBe(true);
});

it("gives the next client the next id", async () => {
  const { rows } = await owner.query<{ id: number }>("SELECT nextval(pg_get_serial_sequence('client', 'id'))::int AS id");
  expect(rows).toEqual([{ id: 621 }]);
});

it("changes nothing in a database that holds a bank", async () => {
  const before = await counts(["app_user", "client", "interaction"]);
  expect(await fillDemoBank(ownerUrl, { ...OPTIONS, seed: 6, clients: 40 })).toEqual({ filled: false, clients: 0 });
  expect(await counts(["app_user", "client", "interaction"])).toEqual(before);
});

it("keeps what an administrator changed in the catalogue", async () => {
  await owner.query("UPDATE product SET annual_value_cents = 1 WHERE code = 'PEA'");
  await inOwnerTransaction(ownerUrl, installReference);
  const { rows } = await owner.query("SELECT annual_value_cents FROM product WHERE code = 'PEA'");
  expect(rows).toEqual([{ annual_value_cents: 1 }]);
  expect(await counts(["scoring_model"])).toEqual([1]);
});

async function counts(tables: readonly string[]): Promise<number[]> {
  const { rows } = await owner.query<{ counts: number[] }>(
    `SELECT ARRAY[${tables.map((table) => `(SELECT count(*)::int FROM ${table})`).join(", ")}] AS counts`,
  );
  return rows[0]?.counts ?? [];
}

it("holds sixty days of looks, of which three stand out and one is closed", async () => {
  const people = demoBank(OPTIONS).users;
  const control = viewer("SUPERVISOR", { userId: people.find(({ name }) => name === "Isabelle Renaud")?.id ?? 0, supervisedBranchIds: [1, 2, 3, 4] });
  const days = await listUnusualDays(control, OPTIONS.today);
  expect(days.map(({ userName, signs, notes }) => [userName, signs.map(({ sign }) => sign), notes.map(({ authorName }) => authorName)])).toEqual([
    ["Laurent Combes", ["BRANCH"], []], ["Mathieu Cros", ["VOLUME"], []], ["Thomas Riou", ["AFTER_HOURS"], ["Valérie Chapuis"]],
  ]);
});

it("tells of nobody who looked at a client they may not see, and of each contact of those days the sheet it was logged from", async () => {
  const strangers = await owner.query(`SELECT e.id FROM audit_entry e JOIN app_user u ON u.id = e.user_id CROSS JOIN LATERAL unnest(coalesce(e.shown, '{}') || e.client_id) s(client_id) JOIN client c ON c.id = s.client_id
    WHERE CASE u.role WHEN 'SUPERVISOR' THEN NOT EXISTS (SELECT 1 FROM supervised_branch b WHERE b.user_id = u.id AND b.branch_id = c.branch_id) ELSE c.advisor_id <> u.id END`);
  expect(strangers.rows).toEqual([]);
  const { rows } = await owner.query<{ logged: number; opened: number }>(`SELECT count(*)::int AS logged, count(*) FILTER (WHERE EXISTS (
      SELECT 1 FROM audit_entry v WHERE v.user_id = e.user_id AND v.client_id = e.client_id AND v.action = 'client.view' AND v.at BETWEEN e.at - interval '15 minutes' AND e.at))::int AS opened
    FROM audit_entry e WHERE e.action = 'interaction.log'`);
  expect(rows[0]?.logged).toBeGreaterThan(50);
  expect(rows[0]?.opened).toBe(rows[0]?.logged);
});
