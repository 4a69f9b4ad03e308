import { z } from "zod";
import type { Day } from "@/lib/domain/dates";

/** A real calendar day, `YYYY-MM-DD`. */
export const day = z.iso.date("day").transform((value) => value as Day);
