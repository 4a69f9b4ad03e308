/** Watches the keys of rows go by. Where they rise from row to row, none comes twice, and nobody has to look for it. */
export type KeyOrder = { add: (row: readonly (string | null)[]) => void; isDistinct: () => boolean };

/** `places`: of the columns of the key in a row. A delivery is sorted by the first of them, or by the last, or not at all. */
export function watchOrder(places: readonly number[]): KeyOrder {
  const orders = places.length > 1 ? [rising(places), rising([...places].reverse())] : [rising(places)];
  return {
    add: (row) => {
      for (const order of orders) order.add(row);
    },
    isDistinct: () => orders.some((order) => order.isRising()),
  };
}

function rising(places: readonly number[]) {
  const last: string[] = places.map(() => "");
  let isRising = !places.includes(-1);
  return {
    isRising: () => isRising,
    add: (row: readonly (string | null)[]) => {
      if (!isRising) return;
      isRising = isAfter(row, last, places);
      for (let at = 0; at < places.length; at++) last[at] = row[places[at] as number] as string;
    },
  };
}

function isAfter(row: readonly (string | null)[], last: readonly string[], places: readonly number[]): boolean {
  for (let at = 0; at < places.length; at++) {
    const value = row[places[at] as number] as string;
    const before = last[at] as string;
    if (value === before) continue;
    // Shorter first, so that 9 comes before 10. Any order will do, as long as it is one.
    return value.length === before.length ? value > before : value.length > before.length;
  }
  return false;
}
