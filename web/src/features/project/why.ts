// An explanation as rows to be read: the work of one activity joins its start and finish in one row.
// SPDX-License-Identifier: Apache-2.0
import type { ExplainedActivity, ExplainedDate } from '@/api/types';
import { isoDay, toDays } from '@/lib/dates';

export const dateFields = ['early_start', 'early_finish', 'late_start', 'late_finish', 'float'] as const;
export type AskedDate = (typeof dateFields)[number];

export interface Said {
  zh: string;
  en: string;
}
export interface ChainRow {
  activity: ExplainedActivity;
  late: boolean;
  from: string;
  to: string;
  causes: Said[];
}

/** Whether the work alone leads from this date to the next: both belong to one row. */
function isWork(date: ExplainedDate, next: ExplainedDate | undefined): next is ExplainedDate {
  return next !== undefined && date.steps.length === 1 && date.steps[0]?.kind === 'work' && date.activity.id === next.activity.id;
}

const said = (date: ExplainedDate): Said[] => date.steps.map((step) => ({ zh: step.text, en: step.text_en }));

export function chainRows(chain: ExplainedDate[]): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let i = 0; i < chain.length; ++i) {
    const date = chain[i];
    if (date === undefined) break;
    const row = { activity: date.activity, late: date.field.startsWith('late') };
    const next = chain[i + 1];
    if (isWork(date, next)) {
      const [from, to] = [date.date, next.date].sort();
      rows.push({ ...row, from: from ?? date.date, to: to ?? date.date, causes: [...said(date), ...said(next)] });
      ++i;
    } else {
      rows.push({ ...row, from: date.date, to: date.date, causes: said(date) });
    }
  }
  return rows;
}

/** So many days before the day. */
export function daysBefore(day: string, count: number): string {
  const days = toDays(day);
  return days === null ? day : isoDay(days - count);
}
