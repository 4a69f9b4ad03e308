import { createPublicKey } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findLogPart, readBranchLog } from "@/lib/data/proof-chains";
import { signedHeadText, type LogVerdict } from "@/lib/domain/proof-log";
import type { Day } from "@/lib/domain/dates";
import { verifyLog } from "@/lib/jobs/proof/verify-log";
import { testDatabase } from "@/tests/support/database";
import { newKey } from "@/tests/support/exported-log";
import { insertBank, insertBranch, insertClient, insertInteraction } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";
import type { Viewer } from "@/lib/data/viewer";

/** What was sealed on some days, verified without what comes before and after: between heads that were signed. */
const db = await testDatabase();
const key = newKey();
let staff: Staff;
let branchId: number;
let clientId: number;
let ref: string;
let supervisor: Viewer;

beforeAll(async () => {
  await insertBank(db.owner);
  staff = await insertStaff(db.owner);
});

/** Two contacts, a head signed on the 2nd; two more, a head signed on the 4th; two more. */
beforeEach(async () => {
  branchId = await insertBranch(db.owner);
  ref = `part-${branchId}`;
  clientId = await insertClient(db.owner, { branchId, advisorId: staff.advisor.userId, externalRef: ref });
  supervisor = await insertViewer(db.owner, "SUPERVISOR", { supervisedBranchIds: [branchId] });
  for (const day of ["2026-11-02", "2026-11-04", null]) {
    for (let i = 0; i < 2; i++) await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, notes: "noté" });
    if (day !== null) await signOn(day);
  }
});

async function signOn(day: string): Promise<void> {
  const { rows: [head = { name: "", position: 0, hash: "" }] } = await db.owner.query<{ name: string; position: number; hash: string }>("SELECT name, position::float8 AS position, encode(hash, 'hex') AS hash FROM proof_chain WHERE branch_id = $1", [branchId]);
  const at = `${day}T20:00:00.000Z`;
  await db.owner.query("INSERT INTO proof_signature VALUES ($1, $2, $3, decode($4, 'hex'), $5, decode($6, 'base64'))", [branchId, at, head.position, head.hash, key.keyId, key.sign(signedHeadText(head.name, { ...head, at }))]);
}

async function verified(from: Day, until: Day): Promise<LogVerdict> {
  const part = await findLogPart(supervisor, { branchId, from, until });
  if (!part) throw new Error("no part");
  const lines: Buffer[] = [];
  for await (const text of readBranchLog(supervisor, { branchId, texts: false, signer: key, span: part })) lines.push(...(text.match(/[^\n]*\n/g) ?? []).map((line) => Buffer.from(line)));
  return verifyLog(lines, { keys: [createPublicKey(key.publicKey)], part: { head: { position: part.after, hash: part.hash }, erased: part.erased } });
}

async function behindTheBack(statement: string): Promise<void> {
  const client = await db.owner.connect();
  try {
    await client.query("SET session_replication_role = replica");
    expect((await client.query(statement, [branchId])).rowCount).toBe(1);
  } finally {
    await client.query("SET session_replication_role = DEFAULT");
    client.release();
  }
}

const PERIODS = [
  ["between two signed heads", "2026-11-03", "2026-11-03", { after: 2, upTo: 4, isSignedBefore: true, isSignedAfter: true }, 2],
  ["from the first link", "2026-11-01", "2026-11-01", { after: 0, upTo: 2, isSignedBefore: false, isSignedAfter: true }, 1],
  ["of a day on which a head was signed, to the next", "2026-11-02", "2026-11-02", { after: 0, upTo: 4, isSignedBefore: false, isSignedAfter: true }, 2],
  ["to the end of the chain", "2026-11-05", "2026-11-30", { after: 4, upTo: 6, isSignedBefore: true, isSignedAfter: false }, 1],
  ["the whole of it", "2026-11-01", "2026-11-30", { after: 0, upTo: 6, isSignedBefore: false, isSignedAfter: false }, 2],
] as const;

it.each(PERIODS)("%s", async (_, from, until, part, signedHeads) => {
  expect(await findLogPart(supervisor, { branchId, from, until })).toMatchObject(part);
  const links = part.upTo - part.after;
  expect(await verified(from, until)).toMatchObject({ sound: true, log: { links, entries: links, signedHeads } });
});

describe("what was done to the log behind its back", () => {
  const link = (position: number, change: string) => `UPDATE proof_link SET ${change} WHERE branch_id = $1 AND position = ${position}`;
  const CHANGES = [
    ["an entry of these days was changed", "UPDATE interaction SET outcome = 'NO_ANSWER' WHERE id = (SELECT row_ids[1]::uuid FROM proof_link WHERE branch_id = $1 AND position = 3)", "ENTRY_CHANGED"],
    ["an entry of these days is gone", "DELETE FROM interaction WHERE id = (SELECT row_ids[1]::uuid FROM proof_link WHERE branch_id = $1 AND position = 4)", "ENTRY_MISSING"],
    ["the first link was dropped", "DELETE FROM proof_link WHERE branch_id = $1 AND position = 3", "OUT_OF_PLACE"],
    ["the last link was dropped", "DELETE FROM proof_link WHERE branch_id = $1 AND position = 4", "HEAD_GONE"],
    ["a link was changed", link(4, "linked_at = linked_at + interval '1 second'"), "LINK_CHANGED"],
    ["what comes before was written anew", "UPDATE proof_signature SET hash = sha256('x') WHERE branch_id = $1 AND position = 2", "SIGNATURE_WRONG"],
    ["the first link follows another", link(3, "previous = sha256('x')"), "NOT_CHAINED"],
    ["an entry of other days was changed", "UPDATE interaction SET outcome = 'NO_ANSWER' WHERE id = (SELECT row_ids[1]::uuid FROM proof_link WHERE branch_id = $1 AND position = 5)", null],
  ] as const;
  it.each(CHANGES)("%s: %s", async (_, statement, code) => {
    await behindTheBack(statement);
    const verdict = await verified("2026-11-03", "2026-11-03");
    expect(verdict.sound ? null : verdict.fault.code).toBe(code);
  });
});

describe("days without anything sealed, between two heads of the same link", () => {
  beforeEach(async () => {
    for (const day of ["2026-11-06", "2026-11-08"]) await signOn(day);
  });

  it("are sound, and both heads are verified", async () => {
    expect(await verified("2026-11-07", "2026-11-07")).toMatchObject({ sound: true, log: { links: 0, entries: 0, signedHeads: 2, head: { position: 6 } } });
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId });
    expect(await verified("2026-11-07", "2026-11-07")).toMatchObject({ sound: true, log: { links: 0 } });
  });

  it.each([
    ["the link that was signed was dropped", ["DELETE FROM proof_link WHERE branch_id = $1 AND position = 6", "UPDATE proof_chain SET position = 5, hash = (SELECT hash FROM proof_link WHERE branch_id = $1 AND position = 5) WHERE branch_id = $1"]],
    ["it was written anew", ["UPDATE proof_link SET hash = sha256('x') WHERE branch_id = $1 AND position = 6"]],
  ])("%s: found", async (_, statements) => {
    for (const statement of statements) await behindTheBack(statement);
    expect(await verified("2026-11-07", "2026-11-07")).toMatchObject({ sound: false });
    expect(await verified("2026-11-09", "2026-11-09")).toMatchObject({ sound: false });
  });
});

it("a person who was erased after these days is no fault of theirs", async () => {
  await db.owner.query("SELECT erase_client($1)", [ref]);
  expect(await findLogPart(supervisor, { branchId, from: "2026-11-03", until: "2026-11-03" })).toMatchObject({ erased: [clientId] });
  expect(await verified("2026-11-03", "2026-11-03")).toMatchObject({ sound: true, log: { links: 2 } });
});

it("nobody else finds a part of it", async () => {
  for (const who of ["supervisor", "advisor", "otherSupervisor", "analyst", "administrator"] as const) expect(await findLogPart(staff[who], { branchId, from: "2026-11-01", until: "2026-11-30" })).toBeNull();
});
