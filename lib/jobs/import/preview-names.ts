import type pg from "pg";
import type { ImportFileName } from "@/lib/import/files";
import { CONFIRMED_SALES } from "./sales";

/**
 * In a preview nothing is written, and yet the rows of a file may refer to what the files before it would bring. So the
 * names of the bank's tables come to stand for both: the bank's rows, and the good staged ones with ids of their own
 * below zero. Checks and comparisons are then those of the import, word for word.
 */
const NAMES: { readonly [F in ImportFileName]?: readonly string[] } = {
  branches: [
    `CREATE TEMP VIEW branch AS SELECT id, code FROM public.branch
     UNION ALL SELECT -s.line, s.branch_code FROM import_branches s WHERE NOT EXISTS (SELECT 1 FROM public.branch b WHERE b.code = s.branch_code)`,
  ],
  products: [
    `CREATE TEMP VIEW product AS SELECT code FROM public.product
     UNION ALL SELECT s.product_code FROM import_products s WHERE NOT EXISTS (SELECT 1 FROM public.product p WHERE p.code = s.product_code)`,
  ],
  staff: [
    `CREATE TEMP VIEW app_user AS SELECT u.id, u.email, coalesce(s.role::role, u.role) AS role FROM public.app_user u LEFT JOIN import_staff s ON s.email = u.email
     UNION ALL SELECT -s.line, s.email, s.role::role FROM import_staff s WHERE NOT EXISTS (SELECT 1 FROM public.app_user u WHERE u.email = s.email)`,
  ],
  // A table: the other files look every client up.
  clients: [
    `CREATE TEMP TABLE client ON COMMIT DROP AS SELECT id, external_ref FROM public.client
     UNION ALL SELECT -s.line, s.client_ref FROM import_clients s WHERE NOT EXISTS (SELECT 1 FROM public.client c WHERE c.external_ref = s.client_ref)`,
    "ANALYZE client",
  ],
};

/** From here on the tables' names stand for the bank with this file imported. */
export async function addStagedNames(db: pg.ClientBase, file: ImportFileName): Promise<void> {
  for (const statement of NAMES[file] ?? []) await db.query(statement);
}

/** Before holdings are compared: the sales that the delivery confirms stand under the bank's own contract numbers. */
export async function addConfirmedSales(db: pg.ClientBase): Promise<void> {
  await db.query(`CREATE TEMP TABLE import_confirmed ON COMMIT DROP AS ${CONFIRMED_SALES}`);
  await db.query(
    `CREATE TEMP VIEW holding AS SELECT h.client_id, coalesce(k.contract_ref, h.contract_ref) AS contract_ref, h.product_code, h.opened_on, h.closed_on, h.ends_on, h.balance_cents
     FROM public.holding h LEFT JOIN import_confirmed k ON k.client_id = h.client_id AND k.sold_ref = h.contract_ref`,
  );
}
