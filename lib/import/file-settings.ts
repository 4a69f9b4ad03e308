import { DECIMAL_MARKS, type DecimalMark } from "@/lib/schemas/import-cells";
import { DAY_FORMATS, type DayFormat } from "@/lib/schemas/written-days";
import { z } from "zod";
import { IMPORT_FILE_NAMES, type ImportFileName } from "./files";
import { SEPARATORS, type Separator } from "./csv-cells";
import { ENCODINGS, type Encoding } from "./encodings";
import { LINE_ENDS, type LineEnd } from "./text-lines";

/** How a file is written. */
export type FileSettings = { encoding: Encoding; separator: Separator; lineEnd: LineEnd; dates: DayFormat; decimals: DecimalMark };

/** What a person says of a file; what is not said is found out. `columns`: see ColumnMapping. */
export const fileChoice = z.strictObject({
  kind: z.enum(IMPORT_FILE_NAMES as readonly [ImportFileName, ...ImportFileName[]]).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  separator: z.enum(SEPARATORS).optional(),
  lineEnd: z.enum(LINE_ENDS).optional(),
  dates: z.enum(DAY_FORMATS).optional(),
  decimals: z.enum(DECIMAL_MARKS).optional(),
  columns: z.record(z.string().max(1_000), z.string().max(64).nullable()).optional(),
});
export type FileChoice = z.infer<typeof fileChoice>;
