// The columns of the project list: what is shown, by what it is sorted, what the export says.
// SPDX-License-Identifier: Apache-2.0
import type { LightColor, ProjectRow, Stage } from '@/api/types';
import type { Cell } from '@/lib/csv';
import { toDays } from '@/lib/dates';

export const stages: Stage[] = ['conceived', 'preparing', 'ready', 'building', 'completed', 'trial', 'producing'];
export const colors: LightColor[] = ['red', 'orange', 'yellow', 'green', 'none'];

export const columnIds = [
  'light', 'name', 'unit', 'county', 'sector', 'type', 'stage', 'dates', 'forecast', 'late', 'cause',
  'node', 'worth', 'investment', 'done', 'blockers', 'report',
] as const;
export type ColumnId = (typeof columnIds)[number];

export interface Column {
  id: ColumnId;
  width: number;
  numeric: boolean;
  usual: boolean; // shown unless the reader chooses otherwise
  sortKey: (row: ProjectRow) => number | string | null;
}

const column = (id: ColumnId, width: number, sortKey: Column['sortKey'], usual = true, numeric = false): Column => ({ id, width, sortKey, usual, numeric });

export const columns: Column[] = [
  column('light', 84, (row) => colors.indexOf(row.light.color)),
  column('name', 270, (row) => row.initials || row.name),
  column('unit', 180, (row) => row.unit || null, false),
  column('county', 84, (row) => row.county || null),
  column('sector', 110, (row) => row.sector || null, false),
  column('type', 140, (row) => row.type || null, false),
  column('stage', 138, (row) => stages.indexOf(row.stage)),
  column('dates', 140, (row) => toDays(row.forecast_finish)),
  column('forecast', 96, (row) => toDays(row.forecast_finish), false),
  column('late', 84, (row) => row.days_late ?? null, true, true),
  column('cause', 226, (row) => row.top_cause?.days ?? null),
  column('node', 200, (row) => toDays(row.next_node?.forecast_finish), false),
  column('worth', 104, (row) => row.worth_per_day ?? null, true, true),
  column('investment', 100, (row) => row.investment ?? null, false, true),
  column('done', 76, (row) => row.done_percent ?? null, false, true),
  column('blockers', 64, (row) => row.open_blockers, false, true),
  column('report', 88, (row) => toDays(row.last_return_day), true, true),
];

/** The chosen columns in their order; light and name always stand first. */
export function chosenColumns(text: string): Column[] {
  if (text === '') return columns.filter((one) => one.usual);
  const wanted = new Set(text.split(','));
  return columns.filter((one) => one.id === 'light' || one.id === 'name' || wanted.has(one.id));
}

export function reportAge(row: ProjectRow, asOf: string): number | null {
  const last = toDays(row.last_return_day);
  const today = toDays(asOf);
  return last === null || today === null ? null : Math.max(0, today - last);
}

export interface ExportWords {
  light: (row: ProjectRow) => string;
  stage: (row: ProjectRow) => string;
  type: (row: ProjectRow) => string;
}

/** The cells that a column gives to a spreadsheet: whole dates and bare numbers. */
export function exportCells(id: ColumnId, row: ProjectRow, asOf: string, words: ExportWords): Cell[] {
  const date = (text: string | null | undefined) => text?.slice(0, 10) ?? null;
  switch (id) {
    case 'light': return [words.light(row)];
    case 'stage': return [words.stage(row)];
    case 'type': return [words.type(row)];
    case 'dates': return [date(row.approved_finish), date(row.planned_finish), date(row.forecast_finish)];
    case 'forecast': return [date(row.forecast_finish)];
    case 'late': return [row.days_late];
    case 'cause': return [row.top_cause?.text, row.top_cause?.days];
    case 'node': return [row.next_node?.name, date(row.next_node?.forecast_finish)];
    case 'worth': return [row.worth_per_day];
    case 'investment': return [row.investment];
    case 'done': return [row.done_percent];
    case 'blockers': return [row.open_blockers];
    case 'report': return [reportAge(row, asOf)];
    default: return [row[id]];
  }
}
