const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;

/**
 * Spreadsheets run a cell that begins with one of `= + - @`, a tab or a CR as a formula. In a file of refused rows such a
 * cell gets a `'` before it, and so does a cell that looks guarded already: taken away again from a file that comes back,
 * every cell is what it was. Plain numbers are no formulas.
 */
export function guardCell(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
