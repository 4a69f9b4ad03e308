import type pg from "pg";
import { CATALOGUE } from "@/prisma/catalogue";

/**
 * What every bank starts from: the catalogue and a first published scoring model with the default thresholds. Adds what
 * is missing and changes nothing that is there, so it may run at each start.
 */
export async function installReference(db: pg.ClientBase): Promise<void> {
  await db.query(
    `INSERT INTO product (code, universe, name_fr, name_en, is_dav, entry_level, offerable, for_fragile, min_age, max_age, min_income_cents,
                          prior_successes, prior_failures, annual_value_cents)
     SELECT code, universe::universe, name_fr, name_en, is_dav, entry_level, offerable, for_fragile, min_age, max_age, min_income_cents,
            prior_successes, prior_failures, annual_value_cents
     FROM jsonb_to_recordset($1) AS p (code text, universe text, name_fr text, name_en text, is_dav boolean, entry_level boolean,
            offerable boolean, for_fragile boolean, min_age smallint, max_age smallint, min_income_cents bigint, prior_successes float8,
            prior_failures float8, annual_value_cents int)
     ON CONFLICT (code) DO NOTHING`,
    [JSON.stringify(catalogueRows())],
  );
  await db.query(
    `INSERT INTO scoring_model (version, status, published_at)
     SELECT 1, 'PUBLISHED', now() WHERE NOT EXISTS (SELECT 1 FROM scoring_model)`,
  );
}

function catalogueRows() {
  return CATALOGUE.map((product) => ({
    code: product.code,
    universe: product.universe,
    name_fr: product.nameFr,
    name_en: product.nameEn,
    is_dav: product.isDav ?? false,
    entry_level: product.entryLevel ?? false,
    offerable: !product.notOffered,
    for_fragile: product.forFragile ?? false,
    min_age: product.minAge ?? null,
    max_age: product.maxAge ?? null,
    min_income_cents: product.minIncomeCents ?? null,
    prior_successes: product.prior[0],
    prior_failures: product.prior[1],
    annual_value_cents: product.annualValueCents,
  }));
}
