import { randomUUID } from "node:crypto";
import { useDatabase } from "@/lib/data/database";
import { logInteraction } from "@/lib/data/interactions";
import type { Viewer } from "@/lib/data/viewer";
import type { Day } from "@/lib/domain/dates";
import { logInteractionInput } from "@/lib/schemas/interaction";
import type { Bank } from "./banks";
import { durationOf, median, quantile } from "./durations";
import type { Figure } from "./figures";

/** An offer that its client is about to accept. */
type Sale = { clientId: number; nextActionId: string; productCode: string; today: Day; viewer: Viewer };

/** Connections open and statements are planned for the first time in these: they are not counted. */
const WARM_UP = 10;

/** Sales to as many clients, one after the other, through the web server's own login; row-level security and all. */
export async function measureLogging(bank: Bank, logs: number): Promise<Figure[]> {
  const disconnect = useDatabase(bank.appUrl);
  await bank.owner.query("CREATE TABLE interaction_floor (LIKE interaction INCLUDING ALL)");
  const [taken, floors]: [number[], number[]] = [[], []];
  try {
    for (const sale of await salesIn(bank, logs + WARM_UP)) {
      const id = randomUUID();
      taken.push(await durationOf(() => logSale(sale, id)));
      floors.push(await durationOf(() => insertAlone(bank, sale.clientId, id)));
    }
  } finally {
    await bank.owner.query("DROP TABLE interaction_floor");
    await disconnect();
  }
  return figuresOf(bank, taken.slice(WARM_UP), floors.slice(WARM_UP));
}

function figuresOf({ clients }: Bank, taken: number[], floors: number[]): Figure[] {
  const common = { clients, unit: "ms" as const, floorIs: "plain INSERT of the same row" };
  return [
    { what: "One logged sale in the server, median", value: median(taken), floor: median(floors), ...common },
    { what: "One logged sale in the server, p95", value: quantile(taken, 0.95), floor: quantile(floors, 0.95), bar: { value: 50 }, ...common },
  ];
}

/** Spread over the whole bank: neighbours would find their pages read already. */
export async function salesIn(bank: Bank, count: number): Promise<Sale[]> {
  const { rows } = await bank.owner.query<Sale>(
    `SELECT c.id AS "clientId", n.id AS "nextActionId", n.product_code AS "productCode", bank_today()::text AS today,
            json_build_object('userId', u.id, 'role', u.role, 'name', u.name, 'branchId', u.branch_id, 'supervisedBranchIds', '[]'::json) AS viewer
     FROM client c JOIN app_user u ON u.id = c.advisor_id
     JOIN next_action n ON n.client_id = c.id AND n.status = 'OPEN' AND n.kind = 'TARGETED_OFFER' AND n.blocked_by IS NULL
     WHERE c.status = 'ACTIVE' ORDER BY hashint4(c.id) LIMIT $1`,
    [count],
  );
  if (rows.length < count) throw new Error(`only ${rows.length} of ${count} clients have an open offer`);
  return rows;
}

export function logSale({ clientId, nextActionId, productCode, today, viewer }: Sale, id: string): Promise<unknown> {
  const input = { id, clientId, nextActionId, occurredOn: today, channel: "PHONE", outcome: "SOLD", notes: "Rendez-vous tenu.", productsSold: [productCode] };
  return logInteraction(viewer, logInteractionInput.parse(input));
}

/** One statement is one transaction: it is committed as durably as the interaction was. */
async function insertAlone(bank: Bank, clientId: number, id: string): Promise<void> {
  await bank.owner.query("INSERT INTO interaction_floor SELECT * FROM interaction WHERE client_id = $1 AND id = $2", [clientId, id]);
}
