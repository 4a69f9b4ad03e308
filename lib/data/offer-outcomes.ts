import type { NextActionKind } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import type { LogInteractionInput } from "@/lib/schemas/interaction";
import type { Db } from "./database";

/**
 * Opens the products that an interaction sold, unconfirmed until the bank's own feed confirms them. A correction
 * reverses, visibly, what the corrected entry sold and this one does not. Returns the products reversed.
 */
export async function recordSales(db: Db, input: LogInteractionInput): Promise<string[]> {
  const { clientId, id, correctsId, productsSold, occurredOn } = input;
  const standing = correctsId === null ? [] : await db.holding.findMany({ where: { clientId, interactionId: correctsId, status: "UNCONFIRMED" } });
  const reversed = standing.filter((holding) => !productsSold.includes(holding.productCode));
  if (reversed.length > 0) {
    const contractRefs = reversed.map((holding) => holding.contractRef);
    await db.holding.updateMany({ where: { clientId, contractRef: { in: contractRefs } }, data: { status: "REVERSED" } });
  }
  const kept = new Set(standing.map((holding) => holding.productCode));
  const opened = productsSold.filter((code) => !kept.has(code));
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
  return reversed.map((holding) => holding.productCode);
}

type OfferContext = { segment: Segment | null; action: { kind: NextActionKind; productCode: string | null } | null; reversed: readonly string[] };

/** Counts what was accepted and declined, by product and segment: what the chance of the next offer learns from. */
export async function recordOfferOutcomes(db: Db, input: LogInteractionInput, { segment, action, reversed }: OfferContext): Promise<void> {
  if (segment === null) return;
  const offered = action?.productCode ? [action.productCode] : [];
  const declined = input.outcome === "DECLINED" ? new Set([...input.productsDiscussed, ...offered]) : new Set<string>();
  // A correction does not count an offer twice: only what it takes back.
  const accepted = input.correctsId === null ? input.productsSold : [];
  for (const code of [...accepted].sort()) await countOffer(db, code, segment, { accepted: 1, declined: 0 });
  for (const code of [...declined].sort()) await countOffer(db, code, segment, { accepted: 0, declined: input.correctsId === null ? 1 : 0 });
  for (const code of [...reversed].sort()) await countOffer(db, code, segment, { accepted: -1, declined: 0 });
}

/** A product turned down, by a logged answer or a dismissal. */
export async function countOffer(db: Db, productCode: string, segment: Segment, by: { accepted: number; declined: number }): Promise<void> {
  await db.$executeRaw`
    INSERT INTO offer_outcome AS o (product_code, segment, accepted, declined)
    VALUES (${productCode}, ${segment}::segment, greatest(0, ${by.accepted}), greatest(0, ${by.declined}))
    ON CONFLICT (product_code, segment) DO UPDATE
    SET accepted = greatest(0, o.accepted + ${by.accepted}), declined = greatest(0, o.declined + ${by.declined})`;
}
