import { statement } from "@/lib/data/statement";
import type { WorkWatch } from "./job-context";
import { inOwnerTransaction } from "./owner-transaction";

/** Who is of high value, after scores changed what clients bring: before their actions are planned. Running it twice changes nothing. */
export function refreshHighValue(ownerUrl: string, { signal }: WorkWatch = {}): Promise<void> {
  return inOwnerTransaction(
    ownerUrl,
    async (db) => {
      await db.query(statement("refresh-high-value"));
    },
    signal,
  );
}
