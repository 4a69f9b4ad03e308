import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { contentFields, linkText } from "@/lib/domain/proof-log";
import { signHeads } from "@/lib/jobs/proof/sign-heads";
import { testDatabase } from "@/tests/support/database";
import { exportedLog, faultOf, newKey, parsedLines, verified } from "@/tests/support/exported-log";
import { insertBank, insertBranch, insertClient, insertInteraction } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** What the database seals by itself, and what a reader finds who verifies it (docs/log-format.md). */
const db = await testDatabase();
const key = newKey();
let staff: Staff;

beforeAll(async () => {
  await insertBank(db.owner);
  staff = await insertStaff(db.owner);
});

/** A branch with one client. */
async function newBranch(): Promise<{ branchId: number; clientId: number }> {
  const branchId = await insertBranch(db.owner);
  return { branchId, clientId: await insertClient(db.owner, { branchId, advisorId: staff.advisor.userId }) };
}

/** A correction, a consent and a score beside an interaction. */
async function logEverything(clientId: number): Promise<string> {
  const id = await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, notes: "Projet immobilier à « Écully » 🏡\nRappeler Mme." });
  await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, notes: "", correctsId: id, productsDiscussed: ["LDDS", "DAV"] });
  await insertRow(db.owner, "consent_change", { clientId, id: randomUUID(), channel: "EMAIL", granted: true, proof: "formulaire du 3 mars" });
  await insertRow(db.owner, "score_history", { clientId, cause: "INTERACTION", modelId: 1, interactionId: id, pnbAfter: 2, mireAfter: 2, segmentAfter: "STIMULATE" });
  return id;
}

async function signNow(): Promise<void> {
  const client = await db.owner.connect();
  await signHeads(client, key).finally(() => client.release());
}

/** As somebody who owns the database and steps over its triggers. */
async function behindTheBack(...statements: readonly string[]): Promise<void> {
  const client = await db.owner.connect();
  try {
    await client.query("SET session_replication_role = replica");
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query("SET session_replication_role = DEFAULT");
    client.release();
  }
}

describe("what is written is sealed", () => {
  it("an interaction, its correction, a consent and a score are a link each, and the log is sound with its texts and without", async () => {
    const { branchId, clientId } = await newBranch();
    await logEverything(clientId);
    await signNow();
    for (const texts of [true, false]) {
      const verdict = await verified(await exportedLog(db.owner, branchId, key, texts), key);
      expect(verdict).toMatchObject({ sound: true, log: { links: 4, entries: 4, erased: 0, withheld: 0, texts: texts ? 2 : 0, signedHeads: 1 } });
    }
  });

  it("without its texts nothing in it can be read of what was noted", async () => {
    const { branchId, clientId } = await newBranch();
    await logEverything(clientId);
    const log = (await exportedLog(db.owner, branchId, key, false)).toString();
    expect(log).not.toMatch(/immobilier|formulaire/);
    expect(log).not.toContain('"salt":"');
  });

  it("the same note twice has two commitments", async () => {
    const { branchId, clientId } = await newBranch();
    for (let i = 0; i < 2; i++) await insertInteraction(db.owner, { clientId, notes: "la même" });
    const personal = parsedLines(await exportedLog(db.owner, branchId, key)).flatMap((line) => ("entry" in line ? [contentFields(line.entry.content ?? "").fields.get("personal")] : []));
    expect(new Set(personal).size).toBe(2);
  });

  it("one statement with many rows is a link for each thousand of a branch", async () => {
    const { branchId, clientId } = await newBranch();
    const other = await newBranch();
    await db.owner.query(
      `INSERT INTO score_history (client_id, cause, model_id, pnb_after) SELECT CASE WHEN n <= 2500 THEN $1::int ELSE $2::int END, 'NIGHTLY', 1, 1 + n % 4 FROM generate_series(1, 2510) n`,
      [clientId, other.clientId],
    );
    const links = parsedLines(await exportedLog(db.owner, branchId, key)).flatMap((line) => ("link" in line ? [line.link.entries] : []));
    expect(links).toEqual([1000, 1000, 500]);
    expect(await verified(await exportedLog(db.owner, branchId, key), key)).toMatchObject({ sound: true, log: { entries: 2500 } });
    expect(await verified(await exportedLog(db.owner, other.branchId, key), key)).toMatchObject({ sound: true, log: { entries: 10 } });
  });

  it("the bytes are the same whatever the session's time zone, dates and language", async () => {
    const { branchId, clientId } = await newBranch();
    const odd = new pg.Pool({ connectionString: db.ownerUrl, max: 1, options: "-c TimeZone=Asia/Kathmandu -c DateStyle=SQL,DMY -c lc_messages=C -c bytea_output=escape -c extra_float_digits=0" });
    try {
      await insertInteraction(odd, { clientId, occurredAt: "2026-03-29T01:30:00.120Z", nextStepOn: "2026-04-01", notes: "ici" });
      const [here, there] = [await exportedLog(db.owner, branchId, key), await exportedLog(odd, branchId, key)];
      const entries = (log: Buffer) => parsedLines(log).filter((line) => "entry" in line);
      expect(entries(there)).toEqual(entries(here));
      expect(here.toString()).toContain(String.raw`\noccurred_at 2026-03-29T01:30:00.120Z\n`);
      expect(await faultOf(there, key)).toBeNull();
    } finally {
      await odd.end();
    }
  });

  it("whatever is noted, the bank's bytes and the reader's agree and say what was written", async () => {
    const { branchId, clientId } = await newBranch();
    const value = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replaceAll("\0", ""));
    const awkward = fc.oneof(value, fc.constantFrom("", " ", "\n", "\\", "\\n", "\r\n", "a\nb", "client_id 7", '"', "é́", "🏡", "\u2028"));
    const written: { id: string; notes: string; externalRef: string; products: string[] }[] = [];
    await fc.assert(
      fc.asyncProperty(awkward, awkward, fc.array(awkward, { maxLength: 3 }), async (notes, externalRef, products) => {
        const id = randomUUID();
        written.push({ id, notes, externalRef: `${externalRef}${id}`, products });
        await insertInteraction(db.owner, { clientId, id, notes, externalRef: `${externalRef}${id}`, productsSold: products });
      }),
      { numRuns: 60 },
    );
    const log = await exportedLog(db.owner, branchId, key);
    expect(await verified(log, key)).toMatchObject({ sound: true });
    const entries = new Map(parsedLines(log).flatMap((line) => ("entry" in line ? [[line.entry.id, line.entry] as const] : [])));
    for (const { id, notes, externalRef, products } of written) {
      const entry = entries.get(id);
      const { fields } = contentFields(entry?.content ?? "");
      expect(fields.get("external_ref")?.replace(/\\(\\|n)/g, (_, sign) => (sign === "n" ? "\n" : "\\"))).toBe(externalRef);
      expect(JSON.parse(fields.get("products_sold") ?? "null")).toEqual(products);
      expect(entry?.text ?? "").toBe(notes);
    }
  });

  it("what is rolled back leaves no gap", async () => {
    const { branchId, clientId } = await newBranch();
    const client = await db.owner.connect();
    for (const end of ["ROLLBACK", "COMMIT", "ROLLBACK", "COMMIT"]) {
      await client.query("BEGIN");
      await client.query("INSERT INTO interaction (client_id, id, occurred_at, channel, outcome) VALUES ($1, gen_random_uuid(), now(), 'PHONE', 'DISCUSSED')", [clientId]);
      await client.query("SAVEPOINT inner_one");
      await client.query("INSERT INTO interaction (client_id, id, occurred_at, channel, outcome) VALUES ($1, gen_random_uuid(), now(), 'PHONE', 'DISCUSSED')", [clientId]);
      await client.query("ROLLBACK TO inner_one");
      await client.query(end);
    }
    client.release();
    expect(await verified(await exportedLog(db.owner, branchId, key), key)).toMatchObject({ sound: true, log: { links: 2, entries: 2 } });
  });
});

describe("what is changed in the database behind its back is named", () => {
  it.each([
    ["a note", "UPDATE interaction SET notes = 'Rien.' WHERE id = $id", "ENTRY_CHANGED"],
    ["a note taken away", "UPDATE interaction SET notes = '' WHERE id = $id", "ENTRY_CHANGED"],
    ["who did it", "UPDATE interaction SET user_id = NULL WHERE id = $id", "ENTRY_CHANGED"],
    ["a millisecond", "UPDATE interaction SET occurred_at = occurred_at + interval '1 millisecond' WHERE id = $id", "ENTRY_CHANGED"],
    ["whose it is", "UPDATE interaction SET client_id = (SELECT min(id) FROM client) WHERE id = $id", "ENTRY_MISSING"],
    ["a row that is gone", "DELETE FROM interaction WHERE id = $id", "ENTRY_MISSING"],
    ["the secret of the salts", "DELETE FROM proof_secret WHERE client_id = $client", "ENTRY_CHANGED"],
    ["a row that was put in", "INSERT INTO interaction (client_id, id, occurred_at, channel, outcome) VALUES ($client, gen_random_uuid(), now(), 'PHONE', 'SOLD')", "STRAY_ROW"],
    ["a consent", "UPDATE consent_change SET channel = 'PHONE' WHERE client_id = $client", "ENTRY_CHANGED"],
    ["a score", "UPDATE score_history SET segment_after = 'MAINTAIN' WHERE client_id = $client", "ENTRY_CHANGED"],
    ["the hash of a link", "UPDATE proof_link SET hash = sha256('x') WHERE branch_id = $branch AND position = 2", "LINK_CHANGED"],
    ["when it was linked", "UPDATE proof_link SET linked_at = linked_at - interval '1 day' WHERE branch_id = $branch AND position = 2", "LINK_CHANGED"],
    ["a link that is gone", "DELETE FROM proof_link WHERE branch_id = $branch AND position = 2", "OUT_OF_PLACE"],
    ["the end of the chain", "DELETE FROM proof_link WHERE branch_id = $branch AND position = 4", "HEAD_GONE"],
  ])("%s", async (_, statement, fault) => {
    const { branchId, clientId } = await newBranch();
    const id = await logEverything(clientId);
    await signNow();
    expect(await faultOf(await exportedLog(db.owner, branchId, key, false), key)).toBeNull();
    await behindTheBack(statement.replaceAll("$id", `'${id}'`).replaceAll("$client", String(clientId)).replaceAll("$branch", String(branchId)));
    for (const texts of [true, false]) expect(await faultOf(await exportedLog(db.owner, branchId, key, texts), key)).toBe(fault);
  });

  it("names the branch, the place, the kind, the client and the row", async () => {
    const { branchId, clientId } = await newBranch();
    const id = await logEverything(clientId);
    await behindTheBack(`UPDATE interaction SET outcome = 'SOLD' WHERE id = '${id}'`);
    const { rows } = await db.owner.query<{ name: string }>("SELECT name FROM proof_chain WHERE branch_id = $1", [branchId]);
    expect(await verified(await exportedLog(db.owner, branchId, key), key)).toEqual({
      sound: false,
      fault: { code: "ENTRY_CHANGED", line: 3, chain: rows[0]?.name, position: 1, place: 1, kind: "interaction", client: clientId, id },
    });
  });

  it("a chain that was written anew from an entry on is no longer what was signed", async () => {
    const { branchId, clientId } = await newBranch();
    const id = await logEverything(clientId);
    await signNow();
    await behindTheBack(`UPDATE interaction SET outcome = 'SOLD' WHERE id = '${id}'`);
    await rewriteChain(branchId);
    expect(await faultOf(await exportedLog(db.owner, branchId, key), key)).toBe("HEAD_REPLACED");
  });

  it("nor, where no head of it was signed yet, what an earlier export ends on", async () => {
    const { branchId, clientId } = await newBranch();
    const id = await logEverything(clientId);
    const before = await verified(await exportedLog(db.owner, branchId, key), key);
    await behindTheBack(`UPDATE interaction SET outcome = 'SOLD' WHERE id = '${id}'`);
    await rewriteChain(branchId);
    const log = await exportedLog(db.owner, branchId, key);
    expect(await faultOf(log, key)).toBeNull();
    expect(before.sound && (await verified(log, key, before.log.head))).toMatchObject({ sound: false, fault: { code: "EARLIER_REPLACED", position: 4 } });
  });

  /** As somebody who knows the format and owns the database, but not the key. */
  async function rewriteChain(branchId: number): Promise<void> {
    await behindTheBack(`DO $$
      DECLARE c record; l record; p bytea;
      BEGIN
        SELECT * INTO c FROM proof_chain WHERE branch_id = ${branchId};
        p := sha256(convert_to(E'mireille-log-1\\nchain ' || c.name, 'UTF8'));
        FOR l IN SELECT * FROM proof_link WHERE branch_id = ${branchId} ORDER BY position LOOP
          UPDATE proof_link SET hashes = (SELECT string_agg(sha256(convert_to(e.content, 'UTF8')), '' ORDER BY e.place) FROM proof_entries(${branchId}, l.position, l.position, false) e), previous = p WHERE id = l.id;
          UPDATE proof_link SET hash = proof_link_hash(c.name, position, linked_at, kind, cardinality(row_ids), sha256(hashes), previous) WHERE id = l.id RETURNING hash INTO p;
        END LOOP;
        UPDATE proof_chain SET hash = p WHERE branch_id = ${branchId};
      END $$`);
  }
});

it("the hash of a link is that of the text in the format", async () => {
  const { rows } = await db.owner.query<{ hash: string; said: string }>(
    `SELECT encode(proof_link_hash('B01', 17, '2026-11-22T10:00:00.120+01:00', 'score', 2, '\\x00ff', '\\xab'), 'hex') AS hash, encode(sha256(convert_to($1, 'UTF8')), 'hex') AS said`,
    [linkText("B01", { position: 17, at: "2026-11-22T09:00:00.120Z", kind: "score", entries: 2, previous: "ab", hash: "" }, "00ff")],
  );
  expect(rows[0]?.hash).toBe(rows[0]?.said);
});
