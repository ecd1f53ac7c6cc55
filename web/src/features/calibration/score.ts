// What the scores of kept forecasts say, and when there is nothing to say yet.
// SPDX-License-Identifier: Apache-2.0
import type { Score } from '@/api/types';

/** `none`: nothing was ever published; `waiting`: published, but no date has come. */
export type ScoreState = 'none' | 'waiting' | 'scored';

export function stateOf(score: Score): ScoreState {
  if (score.forecasts === 0) return 'none';
  const due = score.levels.some((level) => level.due > 0);
  return due || score.finished > 0 || score.chances > 0 ? 'scored' : 'waiting';
}

/** Share of the dates of a level that were kept, 0 to 1; null when none was due. */
export function keptShare(score: Score, level: number): number | null {
  const row = score.levels.find((one) => one.level === level);
  return row && row.due > 0 ? row.kept / row.due : null;
}

/** Points of the reliability curve in per cent, with the forecasts behind each. */
export function reliabilityPoints(score: Score): { x: number; y: number; count: number }[] {
  return score.reliability.flatMap((row) =>
    row.count > 0 && row.stated != null && row.observed != null ? [{ x: row.stated * 100, y: row.observed * 100, count: row.count }] : [],
  );
}

const kFew = 20; // below this many due dates a share says little

/** Whether the P80 dates were kept too seldom, as said, or too often, by two standard errors of a
    share of 0.8; `few`: too few have come due to tell. */
export function verdictOf(score: Score): 'few' | 'bold' | 'sound' | 'timid' {
  const row = score.levels.find((one) => one.level === 80);
  if (!row || row.due < kFew) return 'few';
  const error = Math.sqrt((0.8 * 0.2) / row.due);
  const share = row.kept / row.due;
  if (share < 0.8 - 2 * error) return 'bold';
  return share > 0.8 + 2 * error ? 'timid' : 'sound';
}
