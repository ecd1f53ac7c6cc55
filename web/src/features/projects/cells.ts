// The words in the cells of a row of the list. Pure: texts come from the caller's language.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectRow, Provenance } from '@/api/types';
import { reportAge, type ColumnId } from './columns';

export interface CellWords {
  t: (key: string, words?: Record<string, string>) => string;
  day: (text: string | null | undefined) => string;
  money: (wan: number) => string;
  number: (value: number) => string;
  percent: (value: number) => string;
  duration: (count: number) => string;
  pick: (zh: string, en: string) => string;
}

export const isGuess = (source: Provenance | undefined): boolean => source === 'assumed' || source === 'inferred';

function lateText(days: number | null | undefined, words: CellWords): string {
  if (days == null) return '';
  if (days === 0) return words.t('date.on_time');
  return words.t(days > 0 ? 'date.late' : 'date.early', { days: words.number(Math.abs(days)) });
}

function ageText(row: ProjectRow, asOf: string, words: CellWords): string {
  const age = reportAge(row, asOf);
  return age === null ? '' : words.t('date.ago', { days: words.number(age) });
}

const known = (value: number | null | undefined, text: (value: number) => string) => (value == null ? '' : text(value));

export function cellText(id: ColumnId, row: ProjectRow, asOf: string, words: CellWords): string {
  switch (id) {
    case 'unit':
    case 'county':
    case 'sector': return row[id];
    case 'type': return words.pick(row.type_zh, row.type_en);
    case 'forecast': return words.day(row.forecast_finish);
    case 'late': return lateText(row.days_late, words);
    case 'cause': return row.top_cause ? `${words.duration(row.top_cause.days)} · ${row.top_cause.text}` : '';
    case 'node': return row.next_node ? `${words.day(row.next_node.forecast_finish)} ${row.next_node.name}` : '';
    case 'worth': return known(row.worth_per_day, words.money);
    case 'investment': return known(row.investment, words.money);
    case 'done': return known(row.done_percent, words.percent);
    case 'blockers': return row.open_blockers > 0 ? String(row.open_blockers) : '';
    case 'report': return ageText(row, asOf, words);
    default: return '';
  }
}

export function isGuessed(id: ColumnId, row: ProjectRow): boolean {
  return (id === 'worth' && isGuess(row.worth_provenance)) || (id === 'forecast' && isGuess(row.provenance));
}

export function datesText(row: ProjectRow, words: CellWords): string {
  return (['approved', 'planned', 'forecast'] as const)
    .map((kind) => ({ kind, text: words.day(row[`${kind}_finish`]) }))
    .filter(({ text }) => text !== '')
    .map(({ kind, text }) => `${words.t(`date.${kind}`)} ${text}`)
    .join(' → ');
}

export function lightText(row: ProjectRow, words: CellWords): string {
  const reason = words.pick(row.light.reason_zh, row.light.reason_en);
  return isGuess(row.light.provenance) ? `${reason} (${words.t(`provenance.${row.light.provenance}`)})` : reason;
}
