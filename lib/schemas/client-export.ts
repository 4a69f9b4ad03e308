import { z } from "zod";
import { EXPORT_FORMATS } from "@/lib/domain/client-export";
import { selectionInput } from "./client-selection";

/** Clients of a list as a file. The list is named with its order and its columns, which are those of the file. */
export const clientExportInput = z.strictObject({ selection: selectionInput, format: z.enum(EXPORT_FORMATS) });
