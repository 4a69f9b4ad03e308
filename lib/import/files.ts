import type { ImportColumnName, ImportFileName } from "@/lib/schemas/import";

export type { ImportFileName } from "@/lib/schemas/import";

/** `key`: the columns that name a row, once in a file. `needed`: the import refuses a folder without this file. */
export type ImportFile<F extends ImportFileName> = {
  path: string;
  needed: boolean;
  key: readonly ImportColumnName<F>[];
};

/** The files of a delivery, in the order in which they must be imported: each refers to the ones before it. */
export const IMPORT_FILES: { readonly [F in ImportFileName]: ImportFile<F> } = {
  branches: { path: "branches.csv", needed: false, key: ["branch_code"] },
  products: { path: "products.csv", needed: false, key: ["product_code"] },
  staff: { path: "staff.csv", needed: false, key: ["email"] },
  clients: { path: "clients.csv", needed: true, key: ["client_ref"] },
  holdings: { path: "holdings.csv", needed: true, key: ["client_ref", "contract_ref"] },
  activity: { path: "activity.csv", needed: true, key: ["client_ref", "month"] },
  interactions: { path: "interactions.csv", needed: true, key: ["client_ref", "interaction_ref"] },
  satisfaction: { path: "satisfaction.csv", needed: false, key: ["client_ref", "answer_ref"] },
};

export const IMPORT_FILE_NAMES = Object.keys(IMPORT_FILES) as readonly ImportFileName[];
