// CSV that a spreadsheet opens as text and never runs: cells that would be read as a formula get a
// leading apostrophe, unless they are plain numbers.
// SPDX-License-Identifier: Apache-2.0

export type Cell = string | number | null | undefined;

const kFormulaStart = /^[=+\-@\t\r]/;
const kPlainNumber = /^[+-]?\d+(\.\d+)?$/;
const kNeedsQuotes = /[",\r\n]/;

export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = kFormulaStart.test(value) && !kPlainNumber.test(value) ? `'${value}` : value;
  return kNeedsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a byte-order mark, so that office programs take it for UTF-8; lines end in CR LF. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return '\uFEFF' + rows.map((row) => row.map(csvCell).join(',') + '\r\n').join('');
}
