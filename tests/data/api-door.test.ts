import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { GET as getResource, POST as postResource } from "@/app/api/v1/[resource]/route";
import { GET as getBeyond } from "@/app/api/v1/[resource]/[...beyond]/route";
import { API_LIMITS } from "@/lib/schemas/api-batch";
import { ask, doorBank, insertApiKey, send } from "@/tests/support/api-door";
import { testDatabase } from "@/tests/support/database";

const db = await testDatabase();
const bank = doorBank(db);

describe("whoever comes without the right key", () => {
  const body = { rows: [{ client_ref: "1" }] };
  it("is not let in, and the key's secret is not told right from wrong by anything else", async () => {
    const [id, secret] = [bank.key.id, bank.key.token.slice(-43)];
    expect(await send("clients", body, { token: null })).toMatchObject({ status: 401, body: { code: "key_missing" } });
    for (const token of ["x", `mir_${id}_${"A".repeat(43)}`, `mir_zzzzzzzzzzzz_${secret}`]) {
      const { status, body: problem, headers } = await send("clients", body, { token });
      expect({ status, problem, challenge: headers.get("www-authenticate"), type: headers.get("content-type") }).toMatchObject({
        status: 401, problem: { code: "key_unknown" }, challenge: 'Bearer realm="mireille"', type: "application/problem+json",
      });
    }
  });

  it("is told that the key was revoked or has expired, and nothing is stored", async () => {
    await db.owner.query("UPDATE api_key SET revoked_at = now() WHERE id = $1", [bank.key.id]);
    expect(await send("clients", body, bank.key)).toMatchObject({ status: 401, body: { code: "key_revoked" } });
    await db.owner.query("UPDATE api_key SET revoked_at = NULL, expires_at = now() WHERE id = $1", [bank.key.id]);
    expect(await send("clients", body, bank.key)).toMatchObject({ status: 401, body: { code: "key_expired" } });
    expect(await ask(randomUUID(), bank.key.token)).toMatchObject({ status: 401 });
    expect(await rowsOf("SELECT 1 FROM api_batch WHERE key_id = $1", bank.key.id)).toEqual([]);
  });

  it("is told that the key is for something else", async () => {
    const narrow = await insertApiKey(db.owner, bank.staff.administrator.userId, ["HOLDINGS"]);
    expect(await send("clients", body, narrow)).toMatchObject({ status: 403, body: { code: "scope_missing" } });
    expect((await send("holdings", body, narrow)).status).toBe(200);
    expect(await rowsOf("SELECT resource::text FROM api_batch WHERE key_id = $1", narrow.id)).toEqual([{ resource: "HOLDINGS" }]);
  });

  it("cannot send a body that came before the key was revoked", async () => {
    const chunks = [`{"rows":[`, `{"client_ref":"1"}]}`];
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const chunk = chunks.shift();
        if (chunks.length === 0) await db.owner.query("UPDATE api_key SET revoked_at = now() WHERE id = $1", [bank.key.id]);
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    expect(await send("clients", slow, bank.key)).toMatchObject({ status: 401 });
    expect(await rowsOf("SELECT 1 FROM api_batch WHERE key_id = $1", bank.key.id)).toEqual([]);
  });
});

describe("the use of a key", () => {
  it("is noted once a minute", async () => {
    const used = async () => (await rowsOf<{ at: string }>("SELECT last_used_at::text AS at FROM api_key WHERE id = $1", bank.key.id))[0]?.at;
    expect(await used()).toBeNull();
    await ask(randomUUID(), bank.key.token);
    const first = await used();
    expect(first).toBeTruthy();
    await ask(randomUUID(), bank.key.token);
    expect(await used()).toBe(first);
    await db.owner.query("UPDATE api_key SET last_used_at = now() - interval '61 seconds' WHERE id = $1", [bank.key.id]);
    await ask(randomUUID(), bank.key.token);
    expect(await used()).not.toBe(first);
  });

  it("is limited by the minute, for all servers together", async () => {
    await ask(randomUUID(), bank.key.token);
    await db.owner.query("UPDATE api_key_use SET requests = $2 WHERE key_id = $1", [bank.key.id, API_LIMITS.requestsAMinute - 1]);
    expect((await ask(randomUUID(), bank.key.token)).status).toBe(404);
    const limited = await ask(randomUUID(), bank.key.token);
    expect(limited).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(limited.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    await db.owner.query("UPDATE api_key_use SET window_started_at = now() - interval '60 seconds' WHERE key_id = $1", [bank.key.id]);
    expect((await ask(randomUUID(), bank.key.token)).status).toBe(404);
  });

  it("leaves no more batches waiting than are allowed", async () => {
    await db.owner.query(
      `INSERT INTO api_batch (id, key_id, idempotency_hash, request_hash, resource, atomic, row_count, result, status)
       SELECT gen_random_uuid(), $1, sha256(n::text::bytea), '', 'CLIENTS', false, 1, NULL, 'DONE' FROM generate_series(1, $2) n`,
      [bank.key.id, API_LIMITS.waitingBatches],
    );
    await db.owner.query("ALTER TABLE api_batch DISABLE TRIGGER USER");
    const blocker = await db.owner.connect();
    await blocker.query("SELECT pg_advisory_lock(72707370)");
    await db.owner.query(`UPDATE api_batch SET status = 'WAITING', body = '{"rows":[1]}' WHERE key_id = $1`, [bank.key.id]);
    const full = await send("clients", { rows: [bank.client({})] }, bank.key);
    await db.owner.query("DELETE FROM api_batch WHERE key_id = $1", [bank.key.id]);
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
    expect(await send("clients", sent, bank.key)).toMatchObject({ status, body: { status, code } });
    expect(await rowsOf("SELECT 1 FROM api_batch WHERE key_id = $1", bank.key.id)).toEqual([]);
  });

  it("that is too large is let go, and read no further than a sender may go on before it listens", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const { status, headers } = await send("clients", endless, bank.key);
    expect(status).toBe(413);
    expect(headers.get("connection")).toBe("close");
    expect(sent).toBeGreaterThanOrEqual(API_LIMITS.discardedBytes);
    expect(sent).toBeLessThan(API_LIMITS.discardedBytes + 4 * 65_536);
  });

  it.each([
    ["text/plain", {}, "media_type"],
    ["multipart/form-data; boundary=x", {}, "media_type"],
    ["application/json; charset=latin1", {}, "media_type"],
    ["application/json", { "Content-Encoding": "gzip" }, "encoding"],
    ["application/json", { "Content-Encoding": "br" }, "encoding"],
  ])("as %s is refused", async (type, headers, code) => {
    expect(await send("clients", "{}", { ...bank.key, headers: { "Content-Type": type, ...headers } })).toMatchObject({ status: 415, body: { code } });
  });

  it("strings may hold what looks like nesting, numbers and quotes", async () => {
    const notes = `[[[[[ {"a":1} \\" 12345678901234567890 : :`;
    const { body } = await send("interactions", { rows: [{ client_ref: bank.clientRef, interaction_ref: "Q", occurred_at: "2026-11-01", channel: "PHONE", outcome: "DISCUSSED", notes }] }, bank.key);
    expect(body).toMatchObject({ created: 1 });
    expect(await rowsOf("SELECT notes FROM interaction WHERE external_ref = 'Q'")).toEqual([{ notes }]);
  });
});

describe("addresses", () => {
  it("at which there is nothing say so, and methods that are not there, too", async () => {
    expect((await send("accounts", { rows: [1] }, bank.key)).body).toMatchObject({ code: "not_found" });
    const at = (handler: typeof getResource, resource: string) => handler(new Request(`http://localhost/api/v1/${resource}`), { params: Promise.resolve({ resource }) });
    const wrong = await at(getResource, "clients");
    expect([wrong.status, wrong.headers.get("allow"), wrong.headers.get("content-type")]).toEqual([405, "POST", "application/problem+json"]);
    expect((await at(getResource, "accounts")).status).toBe(404);
    expect((await at(getBeyond, "clients")).status).toBe(404);
    expect((await postResource(new Request("http://localhost/api/v1/constructor", { method: "POST" }), { params: Promise.resolve({ resource: "constructor" }) })).status).toBe(404);
  });
});

async function rowsOf<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await db.owner.query<Row>(sql, values)).rows;
}
