// The S-curve of earned value as lines over month ends. Shares are 0 to 1 of the whole project;
// money becomes a share of the budget.
// SPDX-License-Identifier: Apache-2.0
import type { EarnedValue } from '@/api/types';
import type { Point } from '@/lib/chart';
import { fromCivil } from '@/lib/dates';

/** The day after the month's last, where its sums stand; null for a text that is no month. */
export function monthEnd(month: string): number | null {
  const parts = /^(\d{4})-(\d\d)$/.exec(month);
  if (!parts) return null;
  const index = Number(parts[2]);
  return index >= 1 && index <= 12 ? fromCivil(Number(parts[1]), index + 1, 1) : null;
}

export interface Curves {
  planned: Point[];
  earned: Point[];
  spent: Point[];
}

/** In per cent; what is not known of a month leaves no point. */
export function curvesOf(value: Pick<EarnedValue, 'months' | 'budget'>): Curves {
  const curves: Curves = { planned: [], earned: [], spent: [] };
  for (const month of value.months) {
    const x = monthEnd(month.month);
    if (x === null) continue;
    curves.planned.push({ x, y: month.planned * 100 });
    if (month.earned != null) curves.earned.push({ x, y: month.earned * 100 });
    if (month.spent != null && value.budget != null && value.budget > 0) curves.spent.push({ x, y: (month.spent / value.budget) * 100 });
  }
  return curves;
}

/** Spent as a share of the budget, 0 to 1; null when either is unknown. */
export function spentShare(value: Pick<EarnedValue, 'spent' | 'budget'>): number | null {
  return value.spent != null && value.budget != null && value.budget > 0 ? value.spent / value.budget : null;
}
