import type { Day } from "@/lib/domain/dates";
import type { OfferableProduct, PeerHolding } from "@/lib/domain/next-actions";
import { cellsOf } from "@/lib/domain/peers";
import type { ScoringParameters, Thresholds } from "@/lib/domain/score-mire";
import { segmentAbove, type Segment } from "@/lib/domain/segments";
import type { SqlRunner } from "./statement";

/** What scoring and planning share for all clients: the model in force, the calendar, the catalogue. */
export type PlanningFrame = {
  modelId: number;
  parameters: ScoringParameters;
  closedMonth: Day;
  today: Day;
  /** The catalogue with what has been logged of each product among the clients of a segment. */
  catalogueOf: Record<Segment, readonly OfferableProduct[]>;
};

type FrameRow = Omit<ScoringParameters, "productThresholds" | "universeThresholds" | "davThresholds"> & {
  modelId: number;
  closedMonth: Day;
  today: Day;
  productThresholds: number[];
  universeThresholds: number[];
  davThresholds: number[];
};

type ProductRow = Omit<OfferableProduct, "prior" | "logged"> & {
  successes: number;
  failures: number;
  logged: Partial<Record<Segment, { accepted: number; declined: number }>> | null;
};

/** Reads the frame; null while the bank has no published model or no month of activity. */
export async function readPlanningFrame(run: SqlRunner): Promise<PlanningFrame | null> {
  const [row] = await run<FrameRow>(
    `SELECT m.id AS "modelId", b.last_closed_month::text AS "closedMonth", bank_today()::text AS today,
            m.min_history_months AS "minHistoryMonths", m.product_thresholds AS "productThresholds",
            m.universe_thresholds AS "universeThresholds", m.dav_thresholds AS "davThresholds",
            m.product_weight AS "productWeight", m.universe_weight AS "universeWeight", m.dav_weight AS "davWeight"
     FROM bank b, scoring_model m WHERE b.id = 1 AND b.last_closed_month IS NOT NULL AND m.status = 'PUBLISHED'
     ORDER BY m.version DESC LIMIT 1`,
    [],
  );
  if (!row) return null;
  const { modelId, closedMonth, today, productThresholds, universeThresholds, davThresholds, ...rest } = row;
  const parameters = {
    ...rest,
    productThresholds: thresholds(productThresholds),
    universeThresholds: thresholds(universeThresholds),
    davThresholds: thresholds(davThresholds),
  };
  return { modelId, closedMonth, today, parameters, catalogueOf: await readCatalogue(run) };
}

/** What the peers one segment up hold, in the finest cell of the profile that says it; most held first. */
export async function readPeerHoldings(run: SqlRunner, modelId: number, profile: string, segment: Segment | null): Promise<PeerHolding[]> {
  const above = segment && segmentAbove(segment);
  if (!above) return [];
  return run<PeerHolding>(
    `SELECT product_code AS "productCode", n, holders FROM peer_holding
     WHERE model_id = $1 AND segment = $2::segment AND cell = (
       SELECT cell FROM peer_holding WHERE model_id = $1 AND segment = $2::segment AND cell = ANY ($3::text[]) ORDER BY length(cell) DESC LIMIT 1)`,
    [modelId, above, cellsOf(profile)],
  );
}

/** The same for any client of the bank, read at once: a job asks for each of them, and the lattice has few cells. */
export async function readAllPeerHoldings(run: SqlRunner, modelId: number): Promise<(profile: string, segment: Segment | null) => PeerHolding[]> {
  const rows = await run<{ segment: Segment; cell: string; holdings: PeerHolding[] }>(
    `SELECT segment, cell, json_agg(json_build_object('productCode', product_code, 'n', n, 'holders', holders)) AS holdings
     FROM peer_holding WHERE model_id = $1 GROUP BY segment, cell`,
    [modelId],
  );
  const known = new Map(rows.map(({ segment, cell, holdings }) => [`${segment} ${cell}`, holdings]));
  return (profile, segment) => {
    const above = segment && segmentAbove(segment);
    const cell = above && cellsOf(profile).find((candidate) => known.has(`${above} ${candidate}`));
    return known.get(`${above} ${cell}`) ?? [];
  };
}

async function readCatalogue(run: SqlRunner): Promise<PlanningFrame["catalogueOf"]> {
  const rows = await run<ProductRow>(
    `SELECT p.code AS "productCode", p.universe, p.is_dav AS "isDav", p.entry_level AS "entryLevel", p.offerable, p.for_fragile AS "forFragile", p.min_age AS "minAge", p.max_age AS "maxAge",
            p.min_income_cents::float8 AS "minIncomeCents", p.annual_value_cents AS "annualValueCents",
            p.prior_successes AS successes, p.prior_failures AS failures,
            (SELECT json_object_agg(o.segment, json_build_object('accepted', o.accepted, 'declined', o.declined)) FROM offer_outcome o WHERE o.product_code = p.code) AS logged
     FROM product p ORDER BY p.code`,
    [],
  );
  const inSegment = (segment: Segment): OfferableProduct[] =>
    rows.map(({ successes, failures, logged, ...product }) => ({
      ...product,
      prior: { successes, failures },
      logged: logged?.[segment] ?? { accepted: 0, declined: 0 },
    }));
  return { MAINTAIN: inSegment("MAINTAIN"), DEVELOP: inSegment("DEVELOP"), STIMULATE: inSegment("STIMULATE"), BUILD: inSegment("BUILD") };
}

function thresholds(values: readonly number[]): Thresholds {
  const [level2, level3, level4] = values;
  if (level2 === undefined || level3 === undefined || level4 === undefined) throw new Error("a scoring model has three thresholds a dimension");
  return [level2, level3, level4];
}
