// The one time axis that all rows of the list share: wide enough for nearly all of them, so that a
// single far date does not press the others together.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectRow } from '@/api/types';
import { toDays } from '@/lib/dates';
import type { AxisMark } from '@/ui/MiniAxis.vue';

export interface AxisRange {
  from: number;
  to: number;
}

const kYear = 365;
const kKept = 0.98;

export function axisRange(rows: readonly ProjectRow[], asOf: string): AxisRange {
  const today = toDays(asOf) ?? 0;
  const ends = rows
    .flatMap((row) => [row.approved_finish, row.planned_finish, row.forecast_finish])
    .map(toDays)
    .filter((at) => at !== null)
    .sort((a, b) => a - b);
  const last = ends[Math.floor((ends.length - 1) * kKept)] ?? today;
  const first = ends[Math.floor((ends.length - 1) * (1 - kKept))] ?? today;
  return { from: Math.max(today - 2 * kYear, Math.min(today, first)), to: Math.max(today + kYear / 2, last) };
}

/** The marks of a row, moved to the edge when they lie beyond it. */
export function axisMarks(row: ProjectRow, asOf: string, range: AxisRange): AxisMark[] {
  const dates: [AxisMark['kind'], string | null | undefined][] = [
    ['today', asOf],
    ['approved', row.approved_finish],
    ['planned', row.planned_finish],
    ['forecast', row.forecast_finish],
  ];
  return dates.flatMap(([kind, text]) => {
    const at = toDays(text);
    return at === null ? [] : [{ kind, at: Math.min(range.to, Math.max(range.from, at)) }];
  });
}
