export type Unit = "ms" | "requests/s" | "kB" | "keys";

/** What a figure is to stay under: so many times its floor, or so much in its own unit. */
export type Bar = { ratio: number } | { value: number };

/**
 * One measure beside its floor, both of the same run. `value` and `floor` are in `unit`; kB are thousands of bytes.
 * `clients` is null for what does not depend on the size of the bank.
 */
export type Figure = { what: string; clients: number | null; unit: Unit; value: number; floor: number; floorIs: string; bar?: Bar };

/** How many times dearer than its floor: more is slower or larger, whatever the unit. */
export function ratioOf({ unit, value, floor }: Figure): number {
  return unit === "requests/s" ? floor / value : value / floor;
}

const LARGE_BANK = 1_000_000;

/** A bar for what is measured in a large bank: in a small one the fixed cost of a statement is most of it. */
export function barAtScale(clients: number, bar: Bar): { bar?: Bar } {
  return clients >= LARGE_BANK ? { bar } : {};
}

/** Null for a figure that has no bar. */
export function isBarMet(figure: Figure): boolean | null {
  if (!figure.bar) return null;
  return "ratio" in figure.bar ? ratioOf(figure) <= figure.bar.ratio : figure.value <= figure.bar.value;
}

export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    figure.clients?.toLocaleString("en") ?? "any",
    amountOf(figure.value, figure.unit),
    amountOf(figure.floor, figure.unit),
    figure.floorIs,
    `${inThreeFigures(ratioOf(figure))} ×`,
    barInWords(figure),
  ]);
  return tableOf(["what", "clients", "measured", "floor", "the floor is", "ratio", "bar"], rows);
}

function barInWords(figure: Figure): string {
  if (!figure.bar) return "";
  const bar = "ratio" in figure.bar ? `${inThreeFigures(figure.bar.ratio)} ×` : amountOf(figure.bar.value, figure.unit);
  return `≤ ${bar}: ${isBarMet(figure) ? "met" : "missed"}`;
}

function amountOf(amount: number, unit: Unit): string {
  if (unit === "ms" && amount >= 1_000) return `${inThreeFigures(amount / 1_000)} s`;
  if (unit === "kB" && amount >= 1_000) return `${inThreeFigures(amount / 1_000)} MB`;
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
