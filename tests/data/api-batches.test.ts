import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { API_LIMITS } from "@/lib/schemas/api-batch";
import { ask, doorBank, insertApiKey, send } from "@/tests/support/api-door";
import { testDatabase } from "@/tests/support/database";

const db = await testDatabase();
const bank = doorBank(db);

describe("a batch", () => {
  it("is merged as a file is, and answered with what became of each row", async () => {
    const good = bank.client({ client_ref: "A-1", last_name: "Çelik 👩‍🚀", income: 31000.5 });
    const first = await send("clients", { rows: [good, bank.client({ client_ref: "A-2", birth_on: "31/12/1980" }), bank.client({ client_ref: "A-3", branch_code: "nowhere" })] }, bank.key);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ resource: "clients", status: "done", applied: true, rows: 3, created: 1, updated: 0, unchanged: 0, refused: 2 });
    expect(first.body.errors).toEqual([
      { row: 1, column: "birth_on", code: "day", value: "31/12/1980", message: expect.stringContaining("“31/12/1980” is not a day") as string },
      { row: 2, column: "branch_code", code: "unknownBranch", value: "nowhere", message: "there is no branch “nowhere”" },
    ]);
    expect(await rowsOf("SELECT last_name, income_cents::int FROM client WHERE external_ref LIKE 'A-%'")).toEqual([{ last_name: "Çelik 👩‍🚀", income_cents: 3_100_050 }]);
    expect((await send("clients", { rows: [good] }, bank.key)).body).toMatchObject({ created: 0, unchanged: 1 });
    expect((await send("clients", { rows: [{ ...good, income: null }] }, bank.key)).body).toMatchObject({ updated: 1 });
  });

  it("leaves nothing of what was sent but counts, codes and the trail", async () => {
    const { body } = await send("clients", { rows: [bank.client({ client_ref: "B-1", last_name: "Sensitive" }), bank.client({ client_ref: "B-2", birth_on: "Sensitive" }), { Sensitive: 1 }] }, bank.key);
    const [row] = await rowsOf<{ batch: string; body: string | null }>("SELECT b::text AS batch, body FROM api_batch b WHERE id = $1", body.id);
    expect(row?.body).toBeNull();
    expect(row?.batch).not.toContain("Sensitive");
    expect(await rowsOf("SELECT details FROM audit_entry WHERE details->>'batchId' = $1", body.id)).toEqual([
      { details: { keyId: bank.key.id, batchId: body.id, resource: "CLIENTS", atomic: false, applied: undefined, created: 1, updated: 0, unchanged: 0, refused: 2, monthClosed: false } },
    ]);
    expect(JSON.stringify(await rowsOf("SELECT details FROM audit_entry WHERE action = 'api.batch'"))).not.toContain("Sensitive");
  });

  it("of all resources, in words of the language asked for", async () => {
    const contract = { client_ref: bank.clientRef, contract_ref: "C1", product_code: "DAV", opened_on: "2020-01-31", closed_on: null };
    expect((await send("holdings", { rows: [contract] }, bank.key)).body).toMatchObject({ created: 1 });
    const month = { client_ref: bank.clientRef, month: "2026-10", pnb: -1.5, dav_operations: 3, money_in: "100,10", income_in: 0, balance: 1, digital_sessions: 0 };
    expect((await send("activity", { rows: [month] }, bank.key)).body).toMatchObject({ created: 1, month_closed: false });
    const interaction = { client_ref: bank.clientRef, interaction_ref: "I1", occurred_at: "2026-11-02T10:00", channel: "PHONE", outcome: "DISCUSSED", products_discussed: ["LDDS"], satisfaction: 4 };
    expect((await send("interactions", { rows: [interaction] }, bank.key)).body).toMatchObject({ created: 1 });
    expect((await send("interactions", { rows: [{ ...interaction, outcome: "DECLINED" }] }, { ...bank.key, language: "fr" })).body).toMatchObject({
      refused: 1,
      errors: [{ row: 0, code: "alreadyRecorded", message: expect.stringContaining("déjà enregistrée") as string }],
    });
    const answer = { client_ref: bank.clientRef, answer_ref: "N1", kind: "NPS", score: 9, answered_on: "2026-11-01", verbatim: "=cmd|' /C calc'!A0" };
    expect((await send("satisfaction", { rows: [answer, { ...answer, answer_ref: "N2", kind: "CSAT" }] }, bank.key)).body).toMatchObject({ created: 1, refused: 1, errors: [{ row: 1, column: "score", code: "scoreRange" }] });
    expect(await rowsOf("SELECT c.last_contact_on::text AS on FROM client c WHERE external_ref = $1", bank.clientRef)).toEqual([{ on: "2026-11-02" }]);
  });

  it("is due to be scored, its clients alone, and a scoring is asked for once", async () => {
    // A bank that was never scored is scored whole: nothing of it need be noted.
    await db.owner.query("UPDATE score_state SET facts_key = 'scored'");
    await db.owner.query("DELETE FROM score_due");
    const contract = (ref: string) => ({ rows: [{ client_ref: bank.clientRef, contract_ref: ref, product_code: "DAV", opened_on: "2020-01-31", closed_on: null }] });
    for (const ref of ["S1", "S2", "S3"]) await send("holdings", contract(ref), bank.key);
    expect(await rowsOf("SELECT c.external_ref FROM score_due d JOIN client c ON c.id = d.client_id")).toEqual([{ external_ref: bank.clientRef }]);
    expect(await rowsOf("SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE key = 'api-scoring'")).toEqual([{ jobs: 1 }]);
    await db.owner.query("DELETE FROM score_due");
    expect((await send("holdings", contract("S1"), bank.key)).body).toMatchObject({ unchanged: 1 });
    expect(await rowsOf("SELECT * FROM score_due")).toEqual([]);
  });

  it("is scored in a minute, and later where that takes long: a tenth of the time at most", async () => {
    const due = async (ref: string) => {
      await db.owner.query("SELECT graphile_worker.remove_job('api-scoring')");
      await send("holdings", { rows: [{ client_ref: bank.clientRef, contract_ref: ref, product_code: "DAV", opened_on: "2020-01-31", closed_on: null }] }, bank.key);
      const [job] = await rowsOf<{ minutes: number }>("SELECT round(extract(epoch FROM run_at - created_at) / 60)::int AS minutes FROM graphile_worker.jobs WHERE key = 'api-scoring'");
      return job?.minutes;
    };
    expect(await due("T1")).toBe(1);
    await db.owner.query("INSERT INTO job_run (id, kind, status, started_at, finished_at) VALUES (gen_random_uuid(), 'NIGHTLY_REFRESH', 'SUCCEEDED', now() - interval '10 minutes', now())");
    expect(await due("T2")).toBe(90);
    await db.owner.query("DELETE FROM job_run");
    await db.owner.query("SELECT graphile_worker.remove_job('api-scoring')");
  });

  it("closes the month that its sender says is whole, and no other", async () => {
    const month = (ref: string, closes?: string) => ({ rows: [{ client_ref: bank.clientRef, month: ref, pnb: 1, dav_operations: 0, money_in: 0, income_in: 0, balance: 0, digital_sessions: 0 }], closes_month: closes });
    const closed = async () => (await rowsOf<{ month: string }>("SELECT last_closed_month::text AS month FROM bank"))[0]?.month;
    await send("activity", month("2026-09"), bank.key);
    expect(await closed()).toBeNull();
    expect((await send("activity", month("2026-09", "2026-09"), bank.key)).body).toMatchObject({ month_closed: true });
    expect(await closed()).toBe("2026-09-01");
    for (const not of ["2026-08", "2026-09", "2026-11", "2027-01"]) expect((await send("activity", month("2026-09", not), bank.key)).body, not).toMatchObject({ month_closed: false });
    expect(await closed()).toBe("2026-09-01");
    expect((await send("holdings", month("2026-09", "2026-09"), bank.key)).body).toMatchObject({ code: "invalid_batch" });
    await db.owner.query("UPDATE bank SET last_closed_month = NULL");
  });

  it("is taken whole or not at all when it is atomic", async () => {
    const rows = [bank.client({ client_ref: "D-1" }), bank.client({ client_ref: "D-2", zone: "MOON" })];
    const { status, body } = await send("clients", { rows }, { ...bank.key, query: "?atomic=true" });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: "rows_refused", batch: { applied: false, created: 0, refused: 1, errors: [{ row: 1, column: "zone", code: "choice", value: "MOON" }] } });
    expect(await rowsOf("SELECT 1 FROM client WHERE external_ref LIKE 'D-%'")).toEqual([]);
    expect(await rowsOf("SELECT 1 FROM audit_entry WHERE details->>'batchId' = $1", body.batch?.id)).toEqual([]);
    expect((await send("clients", { rows: rows.slice(0, 1) }, { ...bank.key, query: "?atomic=true" })).body).toMatchObject({ applied: true, created: 1 });
    expect((await send("clients", { rows }, { ...bank.key, query: "?atomic=perhaps" })).body).toMatchObject({ code: "invalid_batch" });
  });

  it("names the same columns in every row, or the rows that do not are refused", async () => {
    const { advisor_email, ...rest } = bank.client({ client_ref: "E-2" });
    const rows = [bank.client({ client_ref: "E-1", region: "Bretagne" }), bank.client({ client_ref: "E-3" }), { ...rest, region: "x" }, bank.client({ client_ref: "E-4", region: null }), 7, null, ["a"]];
    const { body } = await send("clients", { rows }, bank.key);
    expect(advisor_email).toBe(bank.advisorEmail);
    expect(body).toMatchObject({ created: 2, refused: 5 });
    expect(body.errors?.map(({ row, column, code }) => [row, column, code])).toEqual([[1, "region", "columnsDiffer"], [2, "advisor_email", "required"], [4, null, "jsonType"], [5, null, "jsonType"], [6, null, "jsonType"]]);
  });

  it("tells of no more than five problems a row", async () => {
    const { body } = await send("activity", { rows: [{ client_ref: 1, month: 2, pnb: [], dav_operations: {}, money_in: true, income_in: "x", balance: "y", digital_sessions: -1 }] }, bank.key);
    expect(body).toMatchObject({ refused: 1 });
    expect(body.errors).toHaveLength(API_LIMITS.problemsARow);
  });

  it.each([["half a character", "\ud800"], ["an invisible one", "a\u0000b"], ["an emoji where the value shown is cut", `${"x".repeat(59)}👩‍🚀${"x".repeat(300)}`]])("with %s is refused by its row", async (_, name) => {
    const { status, body } = await send("clients", { rows: [bank.client({ client_ref: "F-1", last_name: name }), bank.client({ client_ref: "F-2" })] }, bank.key);
    expect({ status, body }).toMatchObject({ status: 200, body: { refused: 1, errors: [{ row: 0, column: "last_name" }] } });
  });

  it("is answered to its own key, for ever without values, and to no other", async () => {
    const { body, headers } = await send("clients", { rows: [bank.client({ birth_on: "Sensitive" })] }, bank.key);
    expect(headers.get("location")).toBe(`/api/v1/batches/${body.id}`);
    const asked = await ask(body.id ?? "", bank.key.token);
    expect(asked).toMatchObject({ status: 200, body: { id: body.id, refused: 1, errors: [{ row: 0, column: "birth_on", code: "day" }] } });
    expect(JSON.stringify(asked.body)).not.toContain("Sensitive");
    const other = await insertApiKey(db.owner, bank.staff.administrator.userId);
    expect(await ask(body.id ?? "", other.token)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await ask(randomUUID(), bank.key.token)).toEqual(await ask(body.id ?? "", other.token));
    expect((await ask("x", bank.key.token)).status).toBe(404);
  });
});

describe("the idempotency key", () => {
  it("brings the same answer again, and nothing is done twice", async () => {
    const idempotencyKey = "nightly 1".replace(" ", "-");
    const body = { rows: [bank.client({ client_ref: "G-1" }), bank.client({ client_ref: "G-2", zone: "MOON" })] };
    const first = await send("clients", body, { ...bank.key, idempotencyKey });
    const second = await send("clients", body, { ...bank.key, idempotencyKey });
    expect(second.body).toEqual(first.body);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await rowsOf("SELECT count(*)::int AS n FROM audit_entry WHERE details->>'batchId' = $1", first.body.id)).toEqual([{ n: 1 }]);
  });

  it("is one batch, too, when the same request arrives many times at once", async () => {
    const body = { rows: [bank.client({ client_ref: "H-1" })] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => send("clients", body, { ...bank.key, idempotencyKey: "at-once" })));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body: { id, created } }) => `${id} ${created}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null)).toHaveLength(1);
  });

  it("refuses another body, another resource, another mode", async () => {
    const body = { rows: [bank.client({ client_ref: "J-1" })] };
    await send("clients", body, { ...bank.key, idempotencyKey: "once" });
    for (const [resource, sent, query] of [["clients", { rows: [bank.client({ client_ref: "J-2" })] }, ""], ["holdings", body, ""], ["clients", body, "?atomic=true"]] as const) {
      expect(await send(resource, sent, { ...bank.key, idempotencyKey: "once", query })).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
    }
    expect(await rowsOf("SELECT 1 FROM client WHERE external_ref = 'J-2'")).toEqual([]);
  });

  it("belongs to its API key, and is free again after 48 hours", async () => {
    const other = await insertApiKey(db.owner, bank.staff.administrator.userId);
    const first = await send("clients", { rows: [bank.client({ client_ref: "K-1" })] }, { ...bank.key, idempotencyKey: "shared" });
    expect((await send("clients", { rows: [bank.client({ client_ref: "K-2" })] }, { ...other, idempotencyKey: "shared" })).body).toMatchObject({ created: 1 });
    await db.owner.query("UPDATE api_batch SET created_at = now() - interval '48 hours 1 second' WHERE id = $1", [first.body.id]);
    expect((await send("clients", { rows: [bank.client({ client_ref: "K-3" })] }, { ...bank.key, idempotencyKey: "shared" })).body).toMatchObject({ created: 1 });
  });

  it.each([["none", null], ["an empty one", ""], ["one with a space", "a b"], ["one too long", "x".repeat(201)]])("%s is refused", async (_, idempotencyKey) => {
    expect(await send("clients", { rows: [bank.client({})] }, { ...bank.key, idempotencyKey })).toMatchObject({ status: 400, body: { code: "idempotency_key_missing" } });
  });

  it("of a batch that still waits is answered 409, and 200 once it was run; one that failed is run again", async () => {
    await db.owner.query("BEGIN; COMMIT");
    const body = { rows: [bank.client({ client_ref: "L-1" })] };
    const blocker = await db.owner.connect();
    await blocker.query("SELECT pg_advisory_lock(72707370)");
    const first = await send("clients", body, { ...bank.key, idempotencyKey: "slow" });
    expect(first).toMatchObject({ status: 202, body: { status: "waiting", rows: 1 } });
    const second = await send("clients", body, { ...bank.key, idempotencyKey: "slow" });
    expect(second).toMatchObject({ status: 409, body: { code: "in_progress" } });
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    await db.owner.query("UPDATE api_batch SET status = 'FAILED', body = NULL WHERE id = $1", [first.body.id]);
    await blocker.query("SELECT pg_advisory_unlock(72707370)");
    blocker.release();
    expect(await ask(first.body.id ?? "", bank.key.token)).toMatchObject({ status: 200, body: { status: "failed" } });
    expect(await send("clients", body, { ...bank.key, idempotencyKey: "slow" })).toMatchObject({ status: 200, body: { id: first.body.id, created: 1 } });
  });
});

async function rowsOf<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await db.owner.query<Row>(sql, values)).rows;
}
