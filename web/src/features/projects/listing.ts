// What the list shows: filtered, sorted, grouped rows and their totals. Pure.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectRow } from '@/api/types';
import { colors, columns, stages } from './columns';

export interface Filters {
  text: string;
  county: string; // '-' stands for none stated
  sector: string;
  stage: string;
  light: string;
  picked: Set<number> | null;
}

export type GroupBy = '' | 'county' | 'sector' | 'stage' | 'light';
export type Item = { kind: 'row'; row: ProjectRow } | { kind: 'group'; key: string; count: number; open: boolean };

export interface Totals {
  count: number;
  investment: number;
  worth: number;
  blockers: number;
  late: number; // projects later than their plan
}

export const kUnstated = '-';

type Matches = (row: ProjectRow, text: string) => boolean;

export function filterRows(rows: readonly ProjectRow[], filters: Filters, matches: Matches): ProjectRow[] {
  const text = filters.text.trim();
  const fits = (wanted: string, value: string) => wanted === '' || wanted === (value || kUnstated);
  return rows.filter(
    (row) =>
      fits(filters.county, row.county) &&
      fits(filters.sector, row.sector) &&
      fits(filters.stage, row.stage) &&
      fits(filters.light, row.light.color) &&
      (filters.picked === null || filters.picked.has(row.id)) &&
      (text === '' || matches(row, text)),
  );
}

/** `by` is a column, `-column` for falling order. What is not known stands last either way. */
export function sortRows(rows: readonly ProjectRow[], by: string): ProjectRow[] {
  const falling = by.startsWith('-');
  const column = columns.find((one) => one.id === (falling ? by.slice(1) : by));
  if (!column) return [...rows];
  const keyed = rows.map((row) => ({ row, key: column.sortKey(row) }));
  keyed.sort((a, b) => {
    if (a.key === b.key) return a.row.id - b.row.id;
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    const order = a.key < b.key ? -1 : 1;
    return falling ? -order : order;
  });
  return keyed.map(({ row }) => row);
}

export function groupKey(row: ProjectRow, by: GroupBy): string {
  if (by === 'light') return row.light.color;
  return by === '' ? '' : row[by] || kUnstated;
}

function groupOrder(by: GroupBy, a: string, b: string): number {
  if (by === 'light') return colors.findIndex((one) => one === a) - colors.findIndex((one) => one === b);
  if (by === 'stage') return stages.findIndex((one) => one === a) - stages.findIndex((one) => one === b);
  if (a === kUnstated || b === kUnstated) return a === kUnstated ? 1 : -1;
  return a.localeCompare(b, 'zh-CN');
}

export function groupRows(rows: readonly ProjectRow[], by: GroupBy, closed: ReadonlySet<string>): Item[] {
  if (by === '') return rows.map((row) => ({ kind: 'row', row }));
  const groups = new Map<string, ProjectRow[]>();
  for (const row of rows) {
    const key = groupKey(row, by);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const keys = [...groups.keys()].sort((a, b) => groupOrder(by, a, b));
  return keys.flatMap((key) => {
    const group = groups.get(key) ?? [];
    const open = !closed.has(key);
    const head: Item = { kind: 'group', key, count: group.length, open };
    return open ? [head, ...group.map((row): Item => ({ kind: 'row', row }))] : [head];
  });
}

export function totals(rows: readonly ProjectRow[]): Totals {
  const sum: Totals = { count: rows.length, investment: 0, worth: 0, blockers: 0, late: 0 };
  for (const row of rows) {
    sum.investment += row.investment ?? 0;
    sum.worth += row.worth_per_day ?? 0;
    sum.blockers += row.open_blockers;
    if ((row.days_late ?? 0) > 0) sum.late += 1;
  }
  return sum;
}

/** The values that occur, for a filter's choices, with how often. */
export function choices(rows: readonly ProjectRow[], by: Exclude<GroupBy, ''>): { key: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(groupKey(row, by), (counts.get(groupKey(row, by)) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => groupOrder(by, a.key, b.key));
}
