import { z } from "zod";

/** Whose log. */
export const logChainInput = z.object({ branchId: z.coerce.number().int().positive() });
