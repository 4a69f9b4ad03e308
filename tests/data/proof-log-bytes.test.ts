import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { signedEndText } from "@/lib/domain/proof-log";
import { signHeads } from "@/lib/jobs/proof/sign-heads";
import { testDatabase } from "@/tests/support/database";
import { exportedLog, faultOf, newKey, parsedLines, verified } from "@/tests/support/exported-log";
import { insertBank, insertClient, insertInteraction } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** An export in other hands: whatever is done to the file is found. And the chain under many writers at once. */
const db = await testDatabase();
const key = newKey();
let staff: Staff;
let log: Buffer;
let lines: Buffer[];

beforeAll(async () => {
  await insertBank(db.owner);
  staff = await insertStaff(db.owner);
  const clientId = await insertClient(db.owner, { branchId: staff.branchId, advisorId: staff.advisor.userId });
  const id = await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, notes: "Épargne : 5 000 €." });
  await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, correctsId: id, notes: "50 000 €" });
  const client = await db.owner.connect();
  await signHeads(client, key).finally(() => client.release());
  await insertRow(db.owner, "consent_change", { clientId, id: randomUUID(), channel: "SMS", granted: false });
  await db.owner.query("INSERT INTO score_history (client_id, cause, model_id, pnb_after) SELECT $1, 'FIRST', 1, n FROM generate_series(1, 3) n", [clientId]);
  log = await exportedLog(db.owner, staff.branchId, key);
  lines = log.toString().match(/[^\n]*\n/g)?.map((line) => Buffer.from(line)) ?? [];
});

it("is sound as it is", async () => {
  expect(await verified(log, key)).toMatchObject({ sound: true, log: { links: 4, entries: 6, signedHeads: 1, texts: 2 } });
  expect(lines).toHaveLength(13);
});

describe("what is done to the file", () => {
  it("one byte changed, anywhere: found, and never after the line it is in, where that is of the chain", { timeout: 300_000 }, async () => {
    const missed: number[] = [];
    for (let place = 0; place < log.length; place++) {
      const changed = Buffer.from(log);
      changed[place] = log[place]! ^ (1 << (place % 8));
      const verdict = await verified(changed, key);
      if (verdict.sound) missed.push(place);
    }
    expect(missed).toEqual([]);
  });

  it("one byte changed in what an entry says: that very entry is named", async () => {
    const wrong: object[] = [];
    const entries = parsedLines(log).flatMap((line, index) => ("entry" in line ? [{ index, entry: line.entry }] : []));
    for (const { index, entry } of entries) {
      const start = log.indexOf(lines[index] ?? "") + (lines[index]?.indexOf('"content":"') ?? 0) + 11;
      for (let place = start; place < start + 40; place++) {
        const changed = Buffer.from(log);
        changed[place] = log[place] === 0x37 ? 0x38 : 0x37;
        const verdict = await verified(changed, key);
        if (verdict.sound || verdict.fault.line !== index + 1 || verdict.fault.position !== entry.position) wrong.push({ index, place, verdict });
      }
    }
    expect(wrong).toEqual([]);
  });

  it("cut off anywhere", { timeout: 300_000 }, async () => {
    for (let end = 0; end < log.length; end++) expect({ end, sound: (await verified(log.subarray(0, end), key)).sound }).toEqual({ end, sound: false });
  });

  it("two lines changed about, any two", async () => {
    for (let a = 0; a < lines.length; a++) {
      for (let b = a + 1; b < lines.length; b++) {
        const changed = lines.with(a, lines[b]!).with(b, lines[a]!);
        expect({ a, b, sound: (await verified(Buffer.concat(changed), key)).sound }).toEqual({ a, b, sound: false });
      }
    }
  });

  it("a line taken out, put in twice, or put in elsewhere", async () => {
    for (let a = 0; a < lines.length; a++) {
      expect(await faultOf(Buffer.concat(lines.toSpliced(a, 1)), key)).not.toBeNull();
      for (let b = 0; b <= lines.length; b++) expect({ a, b, fault: await faultOf(Buffer.concat(lines.toSpliced(b, 0, lines[a]!)), key) }).not.toMatchObject({ fault: null });
    }
  });

  it("bytes before it, or after it", async () => {
    expect(await faultOf(Buffer.concat([Buffer.from("\uFEFF"), log]), key)).toBe("NOT_A_LOG");
    expect(await faultOf(Buffer.concat([log, Buffer.from("\n")]), key)).toBe("GOES_ON");
  });

  it("a shorter log, closed by somebody who has the format but not the key", async () => {
    const short = lines.slice(0, 3);
    const stranger = newKey();
    const link = parsedLines(log)[1];
    if (!link || !("link" in link)) throw new Error("the second line is no link");
    const { createHash } = await import("node:crypto");
    const end = { position: 1, hash: link.link.hash, at: "2026-11-22T10:00:00.000Z", links: 1, entries: 1, sha256: createHash("sha256").update(Buffer.concat(short)).digest("hex") };
    const text = signedEndText((parsedLines(log)[0] as { chain: string }).chain, end);
    const closed = (id: string) => Buffer.concat([...short, Buffer.from(`${JSON.stringify({ end: { ...end, key: id, signature: stranger.sign(text) } })}\n`)]);
    expect(await faultOf(closed(stranger.keyId), key)).toBe("KEY_UNKNOWN");
    expect(await faultOf(closed(key.keyId), key)).toBe("SIGNATURE_WRONG");
    // With its own key it is sound: the format is what docs/log-format.md says, and trust lies in the key alone.
    expect(await faultOf(closed(stranger.keyId), stranger)).toBeNull();
  });
});

describe("many writers at once", () => {
  const WRITERS = 8;
  const EACH = 20;

  /** In its own connection each; returns what went wrong. */
  async function writeAtOnce(write: (client: pg.Client, writer: number, round: number) => Promise<void>): Promise<unknown[]> {
    const problems: unknown[] = [];
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        const client = new pg.Client({ connectionString: db.ownerUrl });
        await client.connect();
        try {
          for (let round = 0; round < EACH; round++) await write(client, writer, round).catch((error: unknown) => problems.push(error));
        } finally {
          await client.end();
        }
      }),
    );
    return problems;
  }

  const INSERT = "INSERT INTO interaction (client_id, id, occurred_at, channel, outcome, notes) VALUES ($1, gen_random_uuid(), now(), 'PHONE', 'DISCUSSED', 'x')";

  async function clientsIn(branchId: number, count: number): Promise<number[]> {
    return Promise.all(Array.from({ length: count }, () => insertClient(db.owner, { branchId, advisorId: staff.otherAdvisor.userId })));
  }

  async function linksOf(branchId: number): Promise<number> {
    const verdict = await verified(await exportedLog(db.owner, branchId, key), key);
    if (!verdict.sound) throw new Error(verdict.fault.code);
    return verdict.log.links;
  }

  it("of one branch: no gap, no fork, nothing lost", async () => {
    const clients = await clientsIn(staff.otherBranchId, WRITERS);
    const before = await linksOf(staff.otherBranchId);
    expect(await writeAtOnce(async (client, writer) => void (await client.query(INSERT, [clients[writer]])))).toEqual([]);
    expect(await linksOf(staff.otherBranchId)).toBe(before + WRITERS * EACH);
  });

  it("each in two branches, in one order and in the other: nobody waits for ever", async () => {
    const [here, there] = [await clientsIn(staff.branchId, WRITERS), await clientsIn(staff.otherBranchId, WRITERS)];
    const before = [await countLinks(staff.branchId), await countLinks(staff.otherBranchId)];
    const problems = await writeAtOnce(async (client, writer, round) => {
      const order = (writer + round) % 2 === 0 ? [here[writer], there[writer]] : [there[writer], here[writer]];
      await client.query("BEGIN");
      for (const id of order) await client.query(INSERT, [id]);
      // As a job would: what portfolios count is outdated, and a viewer's own figures are counted at the end.
      await client.query("UPDATE client SET last_contact_on = '2026-11-20' WHERE id = $1", [order[0]]);
      await client.query("COMMIT");
    });
    expect(problems).toEqual([]);
    expect([await countLinks(staff.branchId), await countLinks(staff.otherBranchId)]).toEqual(before.map((count) => count + WRITERS * EACH));
  });

  it("as viewers of one portfolio, whose figures are counted at the end: in whatever order a log writes", async () => {
    const clients = await clientsIn(staff.otherBranchId, WRITERS);
    const CONSENT = "INSERT INTO consent_change (client_id, id, channel, granted) VALUES ($1, gen_random_uuid(), 'POST', false)";
    const ACTION = "UPDATE client SET last_contact_on = '2026-11-19' WHERE id = $1";
    const problems = await writeAtOnce(async (client, writer, round) => {
      await client.query("BEGIN");
      await client.query("SELECT set_config('app.user_id', $1, true)", [String(staff.otherAdvisor.userId)]);
      for (const statement of round % 2 === 0 ? [CONSENT, ACTION] : [ACTION, CONSENT]) await client.query(statement, [clients[writer]]);
      await client.query("COMMIT");
    });
    expect(problems).toEqual([]);
    expect(await linksOf(staff.otherBranchId)).toBeGreaterThan(WRITERS * EACH);
  });

  it("writers of another branch do not wait for a transaction that is ending slowly in this one", async () => {
    const [slow, quick] = [await clientsIn(staff.branchId, 1), await clientsIn(staff.otherBranchId, 1)];
    const holder = await db.owner.connect();
    const other = await db.owner.connect();
    try {
      await holder.query("BEGIN");
      await holder.query(INSERT, slow);
      // What the end of a transaction does, while it is not over yet.
      await holder.query("SET CONSTRAINTS ALL IMMEDIATE");
      await other.query("SET lock_timeout = 2000");
      await other.query(INSERT, quick);
      await expect(other.query(INSERT, slow)).rejects.toThrow(/lock timeout/);
    } finally {
      await holder.query("ROLLBACK");
      await other.query("RESET lock_timeout");
      holder.release();
      other.release();
    }
  });

  async function countLinks(branchId: number): Promise<number> {
    const { rows } = await db.owner.query<{ count: number; last: number }>("SELECT count(*)::int AS count, max(position)::int AS last FROM proof_link WHERE branch_id = $1", [branchId]);
    expect(rows[0]?.last ?? 0).toBe(rows[0]?.count);
    return rows[0]?.count ?? 0;
  }
});

// The last of all: every chain has heads of two keys from here on.
it("a new key does not make the heads of the old one good", async () => {
  const client = await db.owner.connect();
  const next = newKey();
  await signHeads(client, next).finally(() => client.release());
  expect(await faultOf(await exportedLog(db.owner, staff.branchId, next), next)).toBe("KEY_UNKNOWN");
});
