export type Unit = "ms" | "requests/s" | "kB";

/**
 * One measure beside its floor, both of the same run. `value` and `floor` are in `unit`; kB are thousands of bytes.
 * `clients` is null for what does not depend on the size of the bank.
 */
export type Figure = { what: string; clients: number | null; unit: Unit; value: number; floor: number; floorIs: string };

/** How many times dearer than its floor: more is slower or larger, whatever the unit. */
export function ratioOf({ unit, value, floor }: Figure): number {
  return unit === "requests/s" ? floor / value : value / floor;
}

export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    figure.clients?.toLocaleString("en") ?? "any",
    amountOf(figure.value, figure.unit),
    amountOf(figure.floor, figure.unit),
    figure.floorIs,
    `${inThreeFigures(ratioOf(figure))} ×`,
  ]);
  return tableOf(["what", "clients", "measured", "floor", "the floor is", "ratio"], rows);
}

function amountOf(amount: number, unit: Unit): string {
  if (unit === "ms" && amount >= 1_000) return `${inThreeFigures(amount / 1_000)} s`;
  return `${inThreeFigures(amount)} ${unit === "requests/s" ? "/s" : unit}`;
}

function inThreeFigures(amount: number): string {
  return amount >= 100 ? Math.round(amount).toLocaleString("en") : amount.toPrecision(3).replace(/\.0+$/, "");
}

/** A Markdown table whose columns are aligned in a terminal too. */
function tableOf(heading: string[], rows: string[][]): string {
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
