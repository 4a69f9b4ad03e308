import type { ProductName } from "@/lib/domain/action-card";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

export type ProductChoice = { code: string; name: ProductName };
export type StaffChoice = { id: number; name: string };

/** What the filters of a portfolio may name: the catalogue, and for a supervisor the branches and whose clients they are. */
export type PortfolioChoices = { products: ProductChoice[]; branches: StaffChoice[]; advisors: StaffChoice[] };

/** One statement; a viewer who supervises nothing gets the catalogue alone. */
export async function readPortfolioChoices(viewer: Viewer): Promise<PortfolioChoices> {
  const supervised = viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`;
  const [choices] = await readAs<PortfolioChoices>(viewer, Prisma.sql`
    SELECT (SELECT coalesce(json_agg(json_build_object('code', code, 'name', json_build_object('fr', name_fr, 'en', name_en)) ORDER BY universe, code), '[]')
            FROM product) AS products,
           (SELECT coalesce(json_agg(json_build_object('id', id, 'name', name) ORDER BY name COLLATE "und-x-icu"), '[]')
            FROM branch WHERE id = ANY (${[...viewer.supervisedBranchIds]}::int[])) AS branches,
           (SELECT coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY u.name COLLATE "und-x-icu"), '[]')
            FROM app_user u WHERE u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER')
              AND EXISTS (SELECT 1 FROM client c WHERE c.advisor_id = u.id AND ${supervised})) AS advisors`);
  return choices ?? { products: [], branches: [], advisors: [] };
}
