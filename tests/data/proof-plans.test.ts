import { afterAll, beforeAll, expect, it } from "vitest";
import pg from "pg";
import { beginLogReading, findLogPart, listLogChains, listLogKeys, readBranchLog } from "@/lib/data/proof-chains";
import { testDatabase } from "@/tests/support/database";
import { newKey } from "@/tests/support/exported-log";
import { largeBankPlans } from "@/tests/support/large-bank-plans";
import { readingsInside } from "@/tests/support/plans";

/** The page of the sealed log and what it verifies are found by index in a large bank: only the whole log is read as a whole. */
const db = await testDatabase();
const { supervisor, expectIndexed, end } = await largeBankPlans(db);
const CHAINS = ["proof_link", "proof_signature"];
const [branchId = 0] = supervisor.supervisedBranchIds;
afterAll(end);

beforeAll(async () => {
  await db.owner.query("INSERT INTO proof_chain (branch_id, name, hash) SELECT id, code, sha256('x') FROM branch ON CONFLICT DO NOTHING");
  // Two hundred links of each branch, and its head signed on each of four hundred nights.
  await db.owner.query(`INSERT INTO proof_link (branch_id, position, xact, kind, client_ids, row_ids, hashes, linked_at, previous, hash)
    SELECT b.id, c.position + k, 0, 'score', ARRAY[b.id], ARRAY['1'], sha256('x'), now(), sha256('x'), sha256('x') FROM branch b JOIN proof_chain c ON c.branch_id = b.id, generate_series(1, 200) k`);
  await db.owner.query("UPDATE proof_chain SET position = position + 200");
  await db.owner.query(`INSERT INTO proof_signature SELECT branch_id, now() - make_interval(days => d), greatest(0, position - d), hash, 'k', sha256('x') FROM proof_chain, generate_series(1, 400) d`);
  await db.owner.query("INSERT INTO proof_secret SELECT id, sha256(id::text::bytea) FROM client ON CONFLICT DO NOTHING");
  await db.owner.query("INSERT INTO proof_erased SELECT id, 'interaction', id::text, 'c' FROM client WHERE id % 10 = 0");
  await db.owner.query("ANALYZE proof_link, proof_signature, proof_chain, proof_secret, proof_erased");
});

it("the chains of one's branches, with their last seals", () => expectIndexed(supervisor, 1, () => listLogChains(supervisor), CHAINS));

it("the keys", () => expectIndexed(supervisor, 1, () => listLogKeys(supervisor)));

it("noting that it is read", () => expectIndexed(supervisor, null, () => beginLogReading(supervisor, "proof.verify", { branchId, texts: false }), CHAINS));

const yesterday = { branchId, from: "2026-11-10", until: "2026-11-10" } as const;
it("the heads around some days", () => expectIndexed(supervisor, 1, () => findLogPart(supervisor, yesterday), CHAINS));

it("a part of a chain, link by link", async () => {
  const { rows: [chain] } = await db.owner.query<{ position: number }>("SELECT position::float8 AS position FROM proof_chain WHERE branch_id = $1", [branchId]);
  const upTo = chain?.position ?? 0;
  const read = async () => {
    let lines = 0;
    for await (const line of readBranchLog(supervisor, { branchId, texts: false, signer: newKey(), span: { after: upTo - 50, upTo } })) lines += line.length;
    expect(lines).toBeGreaterThan(0);
  };
  await expectIndexed(supervisor, null, read, CHAINS);
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  const inside = await readingsInside(owner, supervisor.userId, [`SELECT * FROM proof_entries(${branchId}, ${upTo - 50}, ${upTo}, false)`], new Set(["client", "interaction", "consent_change", "score_history", "assignment_change", "proof_erased", "proof_secret", "proof_link"])).finally(() => owner.end());
  expect(inside.plans).toBeGreaterThan(0);
  expect(inside.whole).toEqual([]);
});
