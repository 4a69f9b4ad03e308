import { withBankLock } from "./bank-lock";
import { inOwnerTransaction } from "./owner-transaction";

/**
 * Erases the person whom the bank calls by this number: names, contact details, profile, notes, verbatims, proofs, reviews,
 * and what the log's salts come from. What remains is about nobody; the log still verifies and says that it was erased.
 * Returns the client's number in the workbench, null where there is no such client. Throws BankBusy while the bank is
 * imported or scored. The core bank must erase the person too: a later import would bring them back as a new client.
 */
export function eraseClient(ownerUrl: string, externalRef: string): Promise<number | null> {
  return withBankLock(ownerUrl, () =>
    inOwnerTransaction(ownerUrl, async (db) => {
      const { rows } = await db.query<{ id: number | null }>("SELECT erase_client($1) AS id", [externalRef]);
      return rows[0]?.id ?? null;
    }),
  );
}
