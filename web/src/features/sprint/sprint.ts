// What the answer of 冲刺攻坚 means: the verdict, how sure its price is, the countdown by weeks.
// SPDX-License-Identifier: Apache-2.0
import type { ProjectRow, Sprint, SprintCountdown, SprintPoint } from '@/api/types';
import { isoDay, toDays, weekday } from '@/lib/dates';

/** `idle`: the date is met without paying; `late`: no plan meets it. */
export type Verdict = 'idle' | 'met' | 'late';

export function verdictOf(sprint: Sprint): Verdict {
  if (!sprint.feasible) return 'late';
  return sprint.measures.length === 0 ? 'idle' : 'met';
}

/** How sure it is that no plan is cheaper: proved, at most `save` 万元 to be saved, or nothing known. */
export type Proof = { kind: 'proved' } | { kind: 'bounded'; save: number; share: number } | { kind: 'open' };

export function proofOf(answer: { price: number; bound: number; proved: boolean }): Proof {
  if (answer.proved) return { kind: 'proved' };
  if (!(answer.bound > 0)) return { kind: 'open' };
  const save = Math.max(0, answer.price - answer.bound);
  return { kind: 'bounded', save, share: answer.price > 0 ? save / answer.price : 0 };
}

export interface CountdownWeek {
  begin: string; // its Monday
  rows: SprintCountdown[];
  left: number | null; // days of work planned to be left at its end
  finishes: number; // activities whose latest finish lies in it
}

export function mondayOf(text: string): string {
  const days = Math.floor(toDays(text) ?? 0);
  return isoDay(days - ((weekday(days) + 6) % 7));
}

/** The weeks in which something must start at the latest, in order. */
export function countdownWeeks(sprint: Sprint): CountdownWeek[] {
  const known = new Map(sprint.weeks.map((week) => [week.begin, week]));
  const weeks = new Map<string, CountdownWeek>();
  for (const row of sprint.countdown) {
    const begin = mondayOf(row.latest_start);
    const told = known.get(begin);
    const week = weeks.get(begin) ?? { begin, rows: [], left: told?.work_days_left ?? null, finishes: told?.must_finish.length ?? 0 };
    week.rows.push(row);
    weeks.set(begin, week);
  }
  return [...weeks.values()].sort((a, b) => a.begin.localeCompare(b.begin));
}

/** The first `count` rows, in their weeks; a week is cut where the rows end. */
export function cutWeeks(weeks: readonly CountdownWeek[], count: number): CountdownWeek[] {
  const cut: CountdownWeek[] = [];
  let room = count;
  for (const week of weeks) {
    if (room <= 0) break;
    cut.push({ ...week, rows: week.rows.slice(0, room) });
    room -= week.rows.length;
  }
  return cut;
}

/** The days between which a slider makes sense; null when there is nothing to choose. */
export function reach(sprint: Sprint): { from: number; to: number } | null {
  const from = toDays(sprint.earliest_finish);
  const to = toDays(sprint.normal_finish);
  return from === null || to === null || to <= from ? null : { from, to };
}

/** What one day less costs from each point to the one before it; null where none is dearer. */
export function dayPrices(curve: readonly SprintPoint[]): (number | null)[] {
  return curve.map((point, at) => {
    const sooner = curve[at - 1];
    const days = sooner ? sooner.days_gained - point.days_gained : 0;
    return sooner && days > 0 ? (sooner.price - point.price) / days : null;
  });
}

/** Projects being built, the latest first: those are the ones that need a sprint. */
export function candidates(rows: readonly ProjectRow[]): ProjectRow[] {
  return rows
    .filter((row) => row.stage === 'building' && row.forecast_finish != null)
    .sort((a, b) => (b.days_late ?? -Infinity) - (a.days_late ?? -Infinity) || a.id - b.id);
}
