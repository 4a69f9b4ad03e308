import type { NextActionKind } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import type { LogInteractionInput } from "@/lib/schemas/interaction";
import type { Db } from "./database";

/** What an entry sold. A correction opens what is new in it, and reverses what it takes back. */
export type Sales = { opened: readonly string[]; reversed: readonly string[] };

/**
 * Opens the products that an interaction sold, unconfirmed until the bank's own feed confirms them. A correction
 * reverses, visibly, what the corrected entry sold and this one does not; what both sold is this one's from now on.
 */
export async function recordSales(db: Db, input: LogInteractionInput): Promise<Sales> {
  const { clientId, id, correctsId, productsSold, occurredOn } = input;
  const sold = [...new Set(productsSold)];
  const before = correctsId === null ? [] : await db.holding.findMany({ where: { clientId, interactionId: correctsId, status: { not: "REVERSED" } } });
  const standing = before.filter((holding) => holding.status === "UNCONFIRMED");
  const kept = standing.filter((holding) => sold.includes(holding.productCode));
  const reversed = standing.filter((holding) => !sold.includes(holding.productCode));
  await changeHoldings(db, clientId, kept, { interactionId: id });
  await changeHoldings(db, clientId, reversed, { status: "REVERSED" });
  // What the bank's feed has confirmed meanwhile is the client's, whatever the entry says.
  const opened = sold.filter((code) => !before.some((holding) => holding.productCode === code));
  await db.holding.createMany({
    data: opened.map((productCode) => ({
      clientId,
      contractRef: `M-${id}-${productCode}`,
      productCode,
      openedOn: new Date(occurredOn),
      status: "UNCONFIRMED" as const,
      interactionId: id,
    })),
  });
  return { opened, reversed: reversed.map((holding) => holding.productCode) };
}

async function changeHoldings(
  db: Db,
  clientId: number,
  holdings: readonly { contractRef: string }[],
  data: { interactionId: string } | { status: "REVERSED" },
): Promise<void> {
  if (holdings.length === 0) return;
  const contractRefs = holdings.map((holding) => holding.contractRef);
  await db.holding.updateMany({ where: { clientId, contractRef: { in: contractRefs } }, data });
}

type OfferContext = { segment: Segment | null; action: { kind: NextActionKind; productCode: string | null } | null; sales: Sales };

/**
 * Counts what was accepted and declined, by product and segment: what the chance of the next offer learns from. A
 * correction counts only what it adds to the entry it corrects, and takes back what it withdraws.
 */
export async function recordOfferOutcomes(db: Db, input: LogInteractionInput, { segment, action, sales }: OfferContext): Promise<void> {
  if (segment === null) return;
  const offered = action?.productCode ? [action.productCode] : [];
  const declined = new Set(input.outcome === "DECLINED" ? [...input.productsDiscussed, ...offered] : []);
  const declinedBefore = new Set(input.correctsId === null ? [] : await declinedIn(db, input.clientId, input.correctsId));
  const changed = new Set([...sales.opened, ...sales.reversed, ...declined, ...declinedBefore]);
  // In one order, so that two loggings never wait for each other in turn.
  for (const code of [...changed].sort()) {
    const by = {
      accepted: Number(sales.opened.includes(code)) - Number(sales.reversed.includes(code)),
      declined: Number(declined.has(code)) - Number(declinedBefore.has(code)),
    };
    if (by.accepted !== 0 || by.declined !== 0) await countOffer(db, code, segment, by);
  }
}

/** The products that an earlier entry noted as turned down. */
async function declinedIn(db: Db, clientId: number, id: string): Promise<readonly string[]> {
  const entry = await db.interaction.findFirst({ where: { clientId, id, outcome: "DECLINED" }, select: { productsDiscussed: true } });
  return entry?.productsDiscussed ?? [];
}

/** A product turned down, by a logged answer or a dismissal. */
export async function countOffer(db: Db, productCode: string, segment: Segment, by: { accepted: number; declined: number }): Promise<void> {
  await db.$executeRaw`
    INSERT INTO offer_outcome AS o (product_code, segment, accepted, declined)
    VALUES (${productCode}, ${segment}::segment, greatest(0, ${by.accepted}), greatest(0, ${by.declined}))
    ON CONFLICT (product_code, segment) DO UPDATE
    SET accepted = greatest(0, o.accepted + ${by.accepted}), declined = greatest(0, o.declined + ${by.declined})`;
}
