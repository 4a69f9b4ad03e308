import type pg from "pg";

/**
 * The sales of the workbench that a delivery confirms: the bank's new contracts for a product are matched, the latest with
 * the latest, with the client's unconfirmed sales of it.
 */
export const CONFIRMED_SALES = `
  WITH delivered AS (
    SELECT c.id AS client_id, s.contract_ref, s.product_code,
           row_number() OVER (PARTITION BY c.id, s.product_code ORDER BY s.opened_on DESC, s.contract_ref) AS rank
    FROM import_holdings s JOIN client c ON c.external_ref = s.client_ref
    JOIN (SELECT DISTINCT client_id, product_code FROM holding WHERE status = 'UNCONFIRMED') waiting
      ON waiting.client_id = c.id AND waiting.product_code = s.product_code
    WHERE s.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.client_id = c.id AND h.contract_ref = s.contract_ref)
  ), sold AS (
    SELECT client_id, contract_ref AS sold_ref, product_code, opened_on AS sold_on,
           row_number() OVER (PARTITION BY client_id, product_code ORDER BY opened_on DESC, contract_ref) AS rank
    FROM holding WHERE status = 'UNCONFIRMED'
  )
  SELECT client_id, sold_ref, contract_ref, product_code, sold_on FROM sold JOIN delivered USING (client_id, product_code, rank)`;

/** The bank's contract takes the place of the sale. Before the merge, which would open it a second time. */
export function confirmSales(db: pg.ClientBase): Promise<number> {
  return recorded(db, `
    WITH found AS (${CONFIRMED_SALES}), changed AS (
      UPDATE holding h SET contract_ref = f.contract_ref, status = 'CONFIRMED' FROM found f
      WHERE h.client_id = f.client_id AND h.contract_ref = f.sold_ref RETURNING h.client_id, h.product_code, h.contract_ref, f.sold_on
    )`, "CONFIRMED");
}

/** A delivery that holds the client's contracts but, thirty days on, not the one sold says that it was never opened. */
export function reverseSales(db: pg.ClientBase): Promise<number> {
  return recorded(db, `
    WITH changed AS (
      UPDATE holding h SET status = 'REVERSED' WHERE h.status = 'UNCONFIRMED' AND h.opened_on < bank_today() - 30
        AND EXISTS (SELECT 1 FROM client c JOIN import_holdings s ON s.client_ref = c.external_ref WHERE c.id = h.client_id)
      RETURNING h.client_id, h.product_code, h.contract_ref, h.opened_on AS sold_on
    )`, "REVERSED");
}

/** What became of a sale stays on the client's timeline, and their scores follow. */
async function recorded(db: pg.ClientBase, changed: string, kind: "CONFIRMED" | "REVERSED"): Promise<number> {
  const { rowCount } = await db.query(
    `${changed}, due AS (INSERT INTO score_due (client_id) SELECT DISTINCT client_id FROM changed ON CONFLICT DO NOTHING)
     INSERT INTO holding_change (client_id, id, kind, product_code, contract_ref, sold_on)
     SELECT client_id, gen_random_uuid(), $1::holding_change_kind, product_code, contract_ref, sold_on FROM changed`,
    [kind],
  );
  return rowCount ?? 0;
}
