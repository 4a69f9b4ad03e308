import type pg from "pg";
import { signedHeadText } from "@/lib/domain/proof-log";
import type { SigningKey } from "./signing-key";

type Head = { branchId: number; name: string; position: number; hash: string; at: string };

/**
 * Signs the present head of every chain, in the transaction of the owner who runs it: from then on nobody without the key
 * can shorten or rewrite what comes before. Returns how many.
 */
export async function signHeads(db: pg.ClientBase, key: SigningKey): Promise<number> {
  await db.query("INSERT INTO proof_key (id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING", [key.keyId, key.publicKey]);
  const { rows } = await db.query<Head>(
    `SELECT branch_id AS "branchId", name, position::float8 AS position, encode(hash, 'hex') AS hash, proof_instant(clock_timestamp()) AS at FROM proof_chain ORDER BY branch_id`,
  );
  const signatures = rows.map((head) => key.sign(signedHeadText(head.name, head)));
  await db.query(
    `INSERT INTO proof_signature (branch_id, signed_at, position, hash, key_id, signature)
     SELECT branch_id, at, position, decode(hash, 'hex'), $6, decode(signature, 'base64')
     FROM unnest($1::int[], $2::timestamptz[], $3::bigint[], $4::text[], $5::text[]) s(branch_id, at, position, hash, signature)`,
    [rows.map((head) => head.branchId), rows.map((head) => head.at), rows.map((head) => head.position), rows.map((head) => head.hash), signatures, key.keyId],
  );
  return rows.length;
}
