import { randomUUID } from "node:crypto";
import { useDatabase } from "@/lib/data/database";
import type { Bank } from "./banks";
import { durationOf, median } from "./durations";
import type { Figure } from "./figures";
import { logSale, salesIn } from "./logging";

const SEALED = ["interaction", "consent_change", "score_history"];
/** With the seal and without in turn: the machine's other work meets both alike. */
const A_BLOCK = 15;
/** Statements are planned anew after a change of triggers. */
const WARM_UP = 5;

/** What the seal adds to a logged sale, and to a history row for each client of the bank in one statement. */
export async function measureSealing(bank: Bank, logs: number): Promise<Figure[]> {
  return [await sealOfOne(bank, logs), await sealOfAll(bank)];
}

async function sealOfOne(bank: Bank, logs: number): Promise<Figure> {
  const disconnect = useDatabase(bank.appUrl, 1);
  const taken = { sealed: [] as number[], bare: [] as number[] };
  try {
    const blocks = 2 * Math.ceil(logs / A_BLOCK);
    const sales = await salesIn(bank, blocks * (A_BLOCK + WARM_UP));
    for (let block = 0; block < blocks; block++) {
      const isSealed = block % 2 === 0;
      await setSeal(bank, isSealed);
      for (const sale of sales.splice(0, WARM_UP)) await logSale(sale, randomUUID());
      for (const sale of sales.splice(0, A_BLOCK)) taken[isSealed ? "sealed" : "bare"].push(await durationOf(() => logSale(sale, randomUUID())));
    }
  } finally {
    await setSeal(bank, true);
    await disconnect();
  }
  const floor = median(taken.bare);
  return { what: "Sealing one logged sale, added to its median", clients: bank.clients, unit: "ms", value: Math.max(0, median(taken.sealed) - floor), floor, floorIs: "the sale without it", bar: { value: 5 } };
}

async function sealOfAll(bank: Bank): Promise<Figure> {
  const taken = { sealed: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 4; round++) {
    const isSealed = round % 2 === 1;
    await setSeal(bank, isSealed);
    taken[isSealed ? "sealed" : "bare"].push(await durationOf(() => appendHistory(bank)));
  }
  const common = { clients: bank.clients, unit: "ms" as const };
  return { ...common, what: "A history row for each client, sealed", value: median(taken.sealed), floor: median(taken.bare), floorIs: "the same INSERT without the seal" };
}

/** Undone, with what the end of the transaction would do. */
async function appendHistory(bank: Bank): Promise<void> {
  const client = await bank.owner.connect();
  try {
    await client.query("BEGIN");
    await client.query("INSERT INTO score_history (client_id, cause, model_id, pnb_after, mire_after, segment_after) SELECT client_id, 'NIGHTLY', model_id, pnb_score, mire_score, segment FROM client_score");
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

async function setSeal(bank: Bank, isSealed: boolean): Promise<void> {
  for (const table of SEALED) await bank.owner.query(`ALTER TABLE ${table} ${isSealed ? "ENABLE" : "DISABLE"} TRIGGER sealed`);
}
