import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as getBatch } from "@/app/api/v1/batches/[batchId]/route";
import { GET as getResource, POST as postResource } from "@/app/api/v1/[resource]/route";
import { GET as getBeyond } from "@/app/api/v1/[resource]/[...beyond]/route";
import { type JobWorker, startWorker } from "@/lib/jobs/worker";
import { API_LIMITS } from "@/lib/schemas/api-batch";
import { insertApiKey, send } from "@/tests/support/api-door";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
let staff: Staff;
let worker: JobWorker;
let key: { id: string; token: string };
let branchCode: string;
let advisorEmail: string;
let clientRef: string;

beforeAll(async () => {
  await insertBank(db.owner, { lastClosedMonth: null });
  staff = await insertStaff(db.owner);
  const { rows } = await db.owner.query<{ code: string; email: string }>("SELECT b.code, u.email FROM branch b JOIN app_user u ON u.branch_id = b.id WHERE u.id = $1", [staff.advisor.userId]);
  branchCode = rows[0]?.code ?? "";
  advisorEmail = rows[0]?.email ?? "";
  worker = await startWorker(db.ownerUrl);
});
afterAll(() => worker.stop());
beforeEach(async () => {
  key = await insertApiKey(db.owner, staff.administrator.userId);
  clientRef = randomUUID();
  await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, externalRef: clientRef });
});

describe("a batch", () => {
  it("is merged as a file is, and answered with what became of each row", async () => {
    const good = client({ client_ref: "A-1", last_name: "Çelik 👩‍🚀", income: 31000.5 });
    const first = await send("clients", { rows: [good, client({ client_ref: "A-2", birth_on: "31/12/1980" }), client({ client_ref: "A-3", branch_code: "nowhere" })] }, key);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ resource: "clients", status: "done", applied: true, rows: 3, created: 1, updated: 0, unchanged: 0, refused: 2 });
    expect(first.body.errors).toEqual([
      { row: 1, column: "birth_on", code: "day", value: "31/12/1980", message: expect.stringContaining("“31/12/1980” is not a day") as string },
      { row: 2, column: "branch_code", code: "unknownBranch", value: "nowhere", message: "there is no branch “nowhere”" },
    ]);
    expect(await rowsOf("SELECT last_name, income_cents::int FROM client WHERE external_ref LIKE 'A-%'")).toEqual([{ last_name: "Çelik 👩‍🚀", income_cents: 3_100_050 }]);
    expect((await send("clients", { rows: [good] }, key)).body).toMatchObject({ created: 0, unchanged: 1 });
    expect((await send("clients", { rows: [{ ...good, income: null }] }, key)).body).toMatchObject({ updated: 1 });
  });

  it("leaves nothing of what was sent but counts, codes and the trail", async () => {
    const { body } = await send("clients", { rows: [client({ client_ref: "B-1", last_name: "Sensitive" }), client({ client_ref: "B-2", birth_on: "Sensitive" }), { Sensitive: 1 }] }, key);
    const [row] = await rowsOf<{ batch: string; body: string | null }>("SELECT b::text AS batch, body FROM api_batch b WHERE id = $1", body.id);
    expect(row?.body).toBeNull();
    expect(row?.batch).not.toContain("Sensitive");
    expect(await rowsOf("SELECT details FROM audit_entry WHERE details->>'batchId' = $1", body.id)).toEqual([
      { details: { keyId: key.id, batchId: body.id, resource: "CLIENTS", atomic: false, applied: undefined, created: 1, updated: 0, unchanged: 0, refused: 2, monthClosed: false } },
    ]);
    expect(JSON.stringify(await rowsOf("SELECT details FROM audit_entry WHERE action = 'api.batch'"))).not.toContain("Sensitive");
  });

  it("of all resources, in words of the language asked for", async () => {
    const contract = { client_ref: clientRef, contract_ref: "C1", product_code: "DAV", opened_on: "2020-01-31", closed_on: null };
    expect((await send("holdings", { rows: [contract] }, key)).body).toMatchObject({ created: 1 });
    const month = { client_ref: clientRef, month: "2026-10", pnb: -1.5, dav_operations: 3, money_in: "100,10", income_in: 0, balance: 1, digital_sessions: 0 };
    expect((await send("activity", { rows: [month] }, key)).body).toMatchObject({ created: 1, month_closed: false });
    const interaction = { client_ref: clientRef, interaction_ref: "I1", occurred_at: "2026-11-02T10:00", channel: "PHONE", outcome: "DISCUSSED", products_discussed: ["LDDS"], satisfaction: 4 };
    expect((await send("interactions", { rows: [interaction] }, key)).body).toMatchObject({ created: 1 });
    expect((await send("interactions", { rows: [{ ...interaction, outcome: "DECLINED" }] }, { ...key, language: "fr" })).body).toMatchObject({
      refused: 1,
      errors: [{ row: 0, code: "alreadyRecorded", message: expect.stringContaining("déjà enregistrée") as string }],
    });
    const answer = { client_ref: clientRef, answer_ref: "N1", kind: "NPS", score: 9, answered_on: "2026-11-01", verbatim: "=cmd|' /C calc'!A0" };
    expect((await send("satisfaction", { rows: [answer, { ...answer, answer_ref: "N2", kind: "CSAT" }] }, key)).body).toMatchObject({ created: 1, refused: 1, errors: [{ row: 1, column: "score", code: "scoreRange" }] });
    expect(await rowsOf("SELECT c.last_contact_on::text AS on FROM client c WHERE external_ref = $1", clientRef)).toEqual([{ on: "2026-11-02" }]);
  });

  it("is due to be scored, its clients alone, and a scoring is asked for once", async () => {
    await db.owner.query("DELETE FROM score_due");
    const contract = (ref: string) => ({ rows: [{ client_ref: clientRef, contract_ref: ref, product_code: "DAV", opened_on: "2020-01-31", closed_on: null }] });
    for (const ref of ["S1", "S2", "S3"]) await send("holdings", contract(ref), key);
    expect(await rowsOf("SELECT c.external_ref FROM score_due d JOIN client c ON c.id = d.client_id")).toEqual([{ external_ref: clientRef }]);
    expect(await rowsOf("SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE key = 'api-scoring'")).toEqual([{ jobs: 1 }]);
    await db.owner.query("DELETE FROM score_due");
    expect((await send("holdings", contract("S1"), key)).body).toMatchObject({ unchanged: 1 });
    expect(await rowsOf("SELECT * FROM score_due")).toEqual([]);
  });

  it("closes the month that its sender says is whole, and no other", async () => {
    const month = (ref: string, closes?: string) => ({ rows: [{ client_ref: clientRef, month: ref, pnb: 1, dav_operations: 0, money_in: 0, income_in: 0, balance: 0, digital_sessions: 0 }], closes_month: closes });
    const closed = async () => (await rowsOf<{ month: string }>("SELECT last_closed_month::text AS month FROM bank"))[0]?.month;
    await send("activity", month("2026-09"), key);
    expect(await closed()).toBeNull();
    expect((await send("activity", month("2026-09", "2026-09"), key)).body).toMatchObject({ month_closed: true });
    expect(await closed()).toBe("2026-09-01");
    for (const not of ["2026-08", "2026-09", "2026-11", "2027-01"]) expect((await send("activity", month("2026-09", not), key)).body, not).toMatchObject({ month_closed: false });
    expect(await closed()).toBe("2026-09-01");
    expect((await send("holdings", month("2026-09", "2026-09"), key)).body).toMatchObject({ code: "invalid_batch" });
    await db.owner.query("UPDATE bank SET last_closed_month = NULL");
  });

  it("is taken whole or not at all when it is atomic", async () => {
    const rows = [client({ client_ref: "D-1" }), client({ client_ref: "D-2", zone: "MOON" })];
    const { status, body } = await send("clients", { rows }, { ...key, query: "?atomic=true" });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: "rows_refused", batch: { applied: false, created: 0, refused: 1, errors: [{ row: 1, column: "zone", code: "choice", value: "MOON" }] } });
    expect(await rowsOf("SELECT 1 FROM client WHERE external_ref LIKE 'D-%'")).toEqual([]);
    expect(await rowsOf("SELECT 1 FROM audit_entry WHERE details->>'batchId' = $1", body.batch?.id)).toEqual([]);
    expect((await send("clients", { rows: rows.slice(0, 1) }, { ...key, query: "?atomic=true" })).body).toMatchObject({ applied: true, created: 1 });
    expect((await send("clients", { rows }, { ...key, query: "?atomic=perhaps" })).body).toMatchObject({ code: "invalid_batch" });
  });

  it("names the same columns in every row, or the rows that do not are refused", async () => {
    const { advisor_email, ...rest } = client({ client_ref: "E-2" });
    const rows = [client({ client_ref: "E-1", region: "Bretagne" }), client({ client_ref: "E-3" }), { ...rest, region: "x" }, client({ client_ref: "E-4", region: null }), 7, null, ["a"]];
    const { body } = await send("clients", { rows }, key);
    expect(advisor_email).toBe(advisorEmail);
    expect(body).toMatchObject({ created: 2, refused: 5 });
    expect(body.errors?.map(({ row, column, code }) => [row, column, code])).toEqual([[1, "region", "columnsDiffer"], [2, "advisor_email", "required"], [4, null, "jsonType"], [5, null, "jsonType"], [6, null, "jsonType"]]);
  });

  it("tells of no more than five problems a row", async () => {
    const { body } = await send("activity", { rows: [{ client_ref: 1, month: 2, pnb: [], dav_operations: {}, money_in: true, income_in: "x", balance: "y", digital_sessions: -1 }] }, key);
    expect(body).toMatchObject({ refused: 1 });
    expect(body.errors).toHaveLength(API_LIMITS.problemsARow);
  });

  it.each([["half a character", "\ud800"], ["an invisible one", "a\u0000b"], ["an emoji where the value shown is cut", `${"x".repeat(59)}👩‍🚀${"x".repeat(300)}`]])("with %s is refused by its row", async (_, name) => {
    const { status, body } = await send("clients", { rows: [client({ client_ref: "F-1", last_name: name }), client({ client_ref: "F-2" })] }, key);
    expect({ status, body }).toMatchObject({ status: 200, body: { refused: 1, errors: [{ row: 0, column: "last_name" }] } });
  });

  it("is answered to its own key, for ever without values, and to no other", async () => {
    const { body, headers } = await send("clients", { rows: [client({ birth_on: "Sensitive" })] }, key);
    expect(headers.get("location")).toBe(`/api/v1/batches/${body.id}`);
    const asked = await ask(body.id ?? "", key.token);
    expect(asked).toMatchObject({ status: 200, body: { id: body.id, refused: 1, errors: [{ row: 0, column: "birth_on", code: "day" }] } });
    expect(JSON.stringify(asked.body)).not.toContain("Sensitive");
    const other = await insertApiKey(db.owner, staff.administrator.userId);
    expect(await ask(body.id ?? "", other.token)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await ask(randomUUID(), key.token)).toEqual(await ask(body.id ?? "", other.token));
    expect((await ask("x", key.token)).status).toBe(404);
  });
});

describe("the idempotency key", () => {
  it("brings the same answer again, and nothing is done twice", async () => {
    const idempotencyKey = "nightly 1".replace(" ", "-");
    const body = { rows: [client({ client_ref: "G-1" }), client({ client_ref: "G-2", zone: "MOON" })] };
    const first = await send("clients", body, { ...key, idempotencyKey });
    const second = await send("clients", body, { ...key, idempotencyKey });
    expect(second.body).toEqual(first.body);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await rowsOf("SELECT count(*)::int AS n FROM audit_entry WHERE details->>'batchId' = $1", first.body.id)).toEqual([{ n: 1 }]);
  });

  it("is one batch, too, when the same request arrives many times at once", async () => {
    const body = { rows: [client({ client_ref: "H-1" })] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => send("clients", body, { ...key, idempotencyKey: "at-once" })));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body: { id, created } }) => `${id} ${created}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null)).toHaveLength(1);
  });

  it("refuses another body, another resource, another mode", async () => {
    const body = { rows: [client({ client_ref: "J-1" })] };
    await send("clients", body, { ...key, idempotencyKey: "once" });
    for (const [resource, sent, query] of [["clients", { rows: [client({ client_ref: "J-2" })] }, ""], ["holdings", body, ""], ["clients", body, "?atomic=true"]] as const) {
      expect(await send(resource, sent, { ...key, idempotencyKey: "once", query })).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
    }
    expect(await rowsOf("SELECT 1 FROM client WHERE external_ref = 'J-2'")).toEqual([]);
  });

  it("belongs to its API key, and is free again after 48 hours", async () => {
    const other = await insertApiKey(db.owner, staff.administrator.userId);
    const first = await send("clients", { rows: [client({ client_ref: "K-1" })] }, { ...key, idempotencyKey: "shared" });
    expect((await send("clients", { rows: [client({ client_ref: "K-2" })] }, { ...other, idempotencyKey: "shared" })).body).toMatchObject({ created: 1 });
    await db.owner.query("UPDATE api_batch SET created_at = now() - interval '48 hours 1 second' WHERE id = $1", [first.body.id]);
    expect((await send("clients", { rows: [client({ client_ref: "K-3" })] }, { ...key, idempotencyKey: "shared" })).body).toMatchObject({ created: 1 });
  });

  it.each([["none", null], ["an empty one", ""], ["one with a space", "a b"], ["one too long", "x".repeat(201)]])("%s is refused", async (_, idempotencyKey) => {
    expect(await send("clients", { rows: [client({})] }, { ...key, idempotencyKey })).toMatchObject({ status: 400, body: { code: "idempotency_key_missing" } });
  });

  it("of a batch that still waits is answered 409, and 200 once it was run; one that failed is run again", async () => {
    await db.owner.query("BEGIN; COMMIT");
    const body = { rows: [client({ client_ref: "L-1" })] };
    const blocker = await db.owner.connect();
    await blocker.query("SELECT pg_advisory_lock(72707370)");
    const first = await send("clients", body, { ...key, idempotencyKey: "slow" });
    expect(first).toMatchObject({ status: 202, body: { status: "waiting", rows: 1 } });
    const second = await send("clients", body, { ...key, idempotencyKey: "slow" });
    expect(second).toMatchObject({ status: 409, body: { code: "in_progress" } });
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    await db.owner.query("UPDATE api_batch SET status = 'FAILED', body = NULL WHERE id = $1", [first.body.id]);
    await blocker.query("SELECT pg_advisory_unlock(72707370)");
    blocker.release();
    expect(await ask(first.body.id ?? "", key.token)).toMatchObject({ status: 200, body: { status: "failed" } });
    expect(await send("clients", body, { ...key, idempotencyKey: "slow" })).toMatchObject({ status: 200, body: { id: first.body.id, created: 1 } });
  });
});

describe("whoever comes without the right key", () => {
  const body = { rows: [{ client_ref: "1" }] };
  it("is not let in, and the key's secret is not told right from wrong by anything else", async () => {
    const [id, secret] = [key.id, key.token.slice(-43)];
    expect(await send("clients", body, { token: null })).toMatchObject({ status: 401, body: { code: "key_missing" } });
    for (const token of ["x", `mir_${id}_${"A".repeat(43)}`, `mir_zzzzzzzzzzzz_${secret}`]) {
      const { status, body: problem, headers } = await send("clients", body, { token });
      expect({ status, problem, challenge: headers.get("www-authenticate"), type: headers.get("content-type") }).toMatchObject({
        status: 401, problem: { code: "key_unknown" }, challenge: 'Bearer realm="mireille"', type: "application/problem+json",
      });
    }
  });

  it("is told that the key was revoked or has expired, and nothing is stored", async () => {
    await db.owner.query("UPDATE api_key SET revoked_at = now() WHERE id = $1", [key.id]);
    expect(await send("clients", body, key)).toMatchObject({ status: 401, body: { code: "key_revoked" } });
    await db.owner.query("UPDATE api_key SET revoked_at = NULL, expires_at = now() WHERE id = $1", [key.id]);
    expect(await send("clients", body, key)).toMatchObject({ status: 401, body: { code: "key_expired" } });
    expect(await ask(randomUUID(), key.token)).toMatchObject({ status: 401 });
    expect(await rowsOf("SELECT 1 FROM api_batch WHERE key_id = $1", key.id)).toEqual([]);
  });

  it("is told that the key is for something else", async () => {
    const narrow = await insertApiKey(db.owner, staff.administrator.userId, ["HOLDINGS"]);
    expect(await send("clients", body, narrow)).toMatchObject({ status: 403, body: { code: "scope_missing" } });
    expect((await send("holdings", body, narrow)).status).toBe(200);
    expect(await rowsOf("SELECT resource::text FROM api_batch WHERE key_id = $1", narrow.id)).toEqual([{ resource: "HOLDINGS" }]);
  });

  it("cannot send a body that came before the key was revoked", async () => {
    const chunks = [`{"rows":[`, `{"client_ref":"1"}]}`];
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const chunk = chunks.shift();
        if (chunks.length === 0) await db.owner.query("UPDATE api_key SET revoked_at = now() WHERE id = $1", [key.id]);
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    expect(await send("clients", slow, key)).toMatchObject({ status: 401 });
    expect(await rowsOf("SELECT 1 FROM api_batch WHERE key_id = $1", key.id)).toEqual([]);
  });
});

describe("the use of a key", () => {
  it("is noted once a minute", async () => {
    const used = async () => (await rowsOf<{ at: string }>("SELECT last_used_at::text AS at FROM api_key WHERE id = $1", key.id))[0]?.at;
    expect(await used()).toBeNull();
    await ask(randomUUID(), key.token);
    const first = await used();
    expect(first).toBeTruthy();
    await ask(randomUUID(), key.token);
    expect(await used()).toBe(first);
    await db.owner.query("UPDATE api_key SET last_used_at = now() - interval '61 seconds' WHERE id = $1", [key.id]);
    await ask(randomUUID(), key.token);
    expect(await used()).not.toBe(first);
  });

  it("is limited by the minute, for all servers together", async () => {
    await ask(randomUUID(), key.token);
    await db.owner.query("UPDATE api_key_use SET requests = $2 WHERE key_id = $1", [key.id, API_LIMITS.requestsAMinute - 1]);
    expect((await ask(randomUUID(), key.token)).status).toBe(404);
    const limited = await ask(randomUUID(), key.token);
    expect(limited).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(limited.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    await db.owner.query("UPDATE api_key_use SET window_started_at = now() - interval '60 seconds' WHERE key_id = $1", [key.id]);
    expect((await ask(randomUUID(), key.token)).status).toBe(404);
  });

  it("leaves no more batches waiting than are allowed", async () => {
    await db.owner.query(
      `INSERT INTO api_batch (id, key_id, idempotency_hash, request_hash, resource, atomic, row_count, result, status)
       SELECT gen_random_uuid(), $1, sha256(n::text::bytea), '', 'CLIENTS', false, 1, NULL, 'DONE' FROM generate_series(1, $2) n`,
      [key.id, API_LIMITS.waitingBatches],
    );
    await db.owner.query("ALTER TABLE api_batch DISABLE TRIGGER USER");
    const blocker = await db.owner.connect();
    await blocker.query("SELECT pg_advisory_lock(72707370)");
    await db.owner.query(`UPDATE api_batch SET status = 'WAITING', body = '{"rows":[1]}' WHERE key_id = $1`, [key.id]);
    const full = await send("clients", { rows: [client({})] }, key);
    await db.owner.query("DELETE FROM api_batch WHERE key_id = $1", [key.id]);
    await blocker.query("SELECT pg_advisory_unlock(72707370)");
    blocker.release();
    expect(full).toMatchObject({ status: 429, body: { code: "too_many_waiting" } });
  });
});

describe("what is sent", () => {
  const row = '{"client_ref":"1"}';
  it.each([
    ["text that is no JSON", "{rows", 400, "malformed_json"],
    ["nothing", "", 400, "malformed_json"],
    ["a byte that is not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, "malformed_json"],
    ["a name twice", `{"rows":[{"client_ref":"1","client_ref":"2"}]}`, 400, "duplicate_name"],
    ["deep nesting", `{"rows":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}`, 400, "too_deep"],
    ["a number that would be rounded", `{"rows":[{"pnb":0.1234567890123456}]}`, 400, "number_too_long"],
    ["a list", `[${row}]`, 422, "invalid_batch"],
    ["no rows", `{"rows":[]}`, 422, "invalid_batch"],
    ["too many rows", `{"rows":[${Array(API_LIMITS.rows + 1).fill("1").join()}]}`, 422, "invalid_batch"],
    ["an unknown member", `{"rows":[${row}],"dry_run":true}`, 422, "invalid_batch"],
    ["a body that is too large", `{"rows":["${"x".repeat(API_LIMITS.bodyBytes)}"]}`, 413, "body_too_large"],
  ])("%s is refused", async (_, sent, status, code) => {
    expect(await send("clients", sent, key)).toMatchObject({ status, body: { status, code } });
    expect(await rowsOf("SELECT 1 FROM api_batch WHERE key_id = $1", key.id)).toEqual([]);
  });

  it("is read no further than the limit", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const { status, headers } = await send("clients", endless, key);
    expect(status).toBe(413);
    expect(headers.get("connection")).toBe("close");
    expect(sent).toBeLessThan(API_LIMITS.bodyBytes + 4 * 65_536);
  });

  it.each([
    ["text/plain", {}, "media_type"],
    ["multipart/form-data; boundary=x", {}, "media_type"],
    ["application/json; charset=latin1", {}, "media_type"],
    ["application/json", { "Content-Encoding": "gzip" }, "encoding"],
    ["application/json", { "Content-Encoding": "br" }, "encoding"],
  ])("as %s is refused", async (type, headers, code) => {
    expect(await send("clients", "{}", { ...key, headers: { "Content-Type": type, ...headers } })).toMatchObject({ status: 415, body: { code } });
  });

  it("strings may hold what looks like nesting, numbers and quotes", async () => {
    const notes = `[[[[[ {"a":1} \\" 12345678901234567890 : :`;
    const { body } = await send("interactions", { rows: [{ client_ref: clientRef, interaction_ref: "Q", occurred_at: "2026-11-01", channel: "PHONE", outcome: "DISCUSSED", notes }] }, key);
    expect(body).toMatchObject({ created: 1 });
    expect(await rowsOf("SELECT notes FROM interaction WHERE external_ref = 'Q'")).toEqual([{ notes }]);
  });
});

describe("addresses", () => {
  it("at which there is nothing say so, and methods that are not there, too", async () => {
    expect((await send("accounts", { rows: [1] }, key)).body).toMatchObject({ code: "not_found" });
    const at = (handler: typeof getResource, resource: string) => handler(new Request(`http://localhost/api/v1/${resource}`), { params: Promise.resolve({ resource }) });
    const wrong = await at(getResource, "clients");
    expect([wrong.status, wrong.headers.get("allow"), wrong.headers.get("content-type")]).toEqual([405, "POST", "application/problem+json"]);
    expect((await at(getResource, "accounts")).status).toBe(404);
    expect((await at(getBeyond, "clients")).status).toBe(404);
    expect((await postResource(new Request("http://localhost/api/v1/constructor", { method: "POST" }), { params: Promise.resolve({ resource: "constructor" }) })).status).toBe(404);
  });
});

function client(over: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { client_ref: randomUUID(), branch_code: branchCode, advisor_email: advisorEmail, last_name: "Martin", first_name: "Claude", client_since_on: "2016-03-01", birth_on: null, income: null, zone: "URBAN", ...over };
}

async function ask(batchId: string, token: string) {
  const request = new Request(`http://localhost/api/v1/batches/${batchId}`, { headers: { Authorization: `Bearer ${token}`, "Accept-Language": "en" } });
  const answer = await getBatch(request, { params: Promise.resolve({ batchId }) });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}

async function rowsOf<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await db.owner.query<Row>(sql, values)).rows;
}
