/**
 * Spreadsheets run a cell that begins with one of these as a formula. In a file of refused rows such a cell gets a `'`
 * before it, and a cell that looks guarded already gets one more: taken away again from a file that comes back, every
 * cell is what it was. Plain numbers are no formulas.
 */
const GUARDED = /^'+[=+\-@\t\r]/;

export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
