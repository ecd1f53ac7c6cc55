// The list as a spreadsheet file: exactly the rows and columns on screen.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectRow } from '@/api/types';
import { csvText, type Cell } from '@/lib/csv';
import { exportCells, type Column, type ColumnId } from './columns';

interface Words {
  t: (key: string) => string;
  pick: (zh: string, en: string) => string;
}
interface Listed {
  city: { name: string; synthetic: boolean };
  as_of: string;
}

const kTwoOrMore: Partial<Record<ColumnId, string[]>> = {
  dates: ['approved', 'planned', 'forecast'],
  cause: ['cause', 'cause_days'],
  node: ['node', 'node_forecast'],
};

export function listCsv(rows: readonly ProjectRow[], columns: readonly Column[], asOf: string, words: Words): string {
  const heads = columns.flatMap((column) => kTwoOrMore[column.id] ?? [column.id]).map((id) => words.t(`column.${id}_export`));
  const names = {
    light: (row: ProjectRow) => words.t(`light.${row.light.color}`),
    stage: (row: ProjectRow) => words.t(`stage.${row.stage}`),
    type: (row: ProjectRow) => words.pick(row.type_zh, row.type_en),
  };
  const lines: Cell[][] = rows.map((row) => columns.flatMap((column) => exportCells(column.id, row, asOf, names)));
  return csvText([heads, ...lines]);
}

export function saveList(rows: readonly ProjectRow[], columns: readonly Column[], listed: Listed, words: Words): void {
  const file = new Blob([listCsv(rows, columns, listed.as_of, words)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  const mark = listed.city.synthetic ? `-${words.t('frame.synthetic')}` : '';
  link.href = URL.createObjectURL(file);
  link.download = `${listed.city.name}-${words.t('nav.projects')}-${listed.as_of}${mark}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
