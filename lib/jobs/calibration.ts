import { statement } from "@/lib/data/statement";
import { inOwnerTransaction } from "./owner-transaction";

/** A slice of clients of positive PNB, with the percentage that each Score PNB holds of it. */
export type CalibrationSlice = { dimension: "age" | "income" | "zone"; value: string; n: number; shares: readonly [number, number, number, number] };

/** A score that repeated income would fill its slices unevenly. Source: domain, *Why quartiles inside peers*. */
export const CALIBRATION_BAR = { expected: 25, tolerance: 6, minClients: 200 } as const;

type Row = Omit<CalibrationSlice, "shares"> & { share1: number; share2: number; share3: number; share4: number };

/** Every slice of one age band, income band or zone with at least 200 clients of positive PNB. */
export function measureCalibration(ownerUrl: string): Promise<CalibrationSlice[]> {
  return inOwnerTransaction(ownerUrl, async (db) => {
    const { rows } = await db.query<Row>(statement("calibration"), [CALIBRATION_BAR.minClients]);
    return rows.map(({ share1, share2, share3, share4, ...slice }) => ({ ...slice, shares: [share1, share2, share3, share4] as const }));
  });
}

export function isCalibrated(slice: CalibrationSlice): boolean {
  return slice.shares.every((share) => Math.abs(share - CALIBRATION_BAR.expected) <= CALIBRATION_BAR.tolerance);
}
