import { describe, expect, it } from 'vitest';
import type { ProjectRow, Sprint, SprintCountdown } from '@/api/types';
import { candidates, countdownWeeks, cutWeeks, dayPrices, mondayOf, proofOf, reach, verdictOf } from './sprint';

const row = (id: number, latest: string): SprintCountdown => ({
  activity: { id, file_id: String(id), code: String(id), name: '', name_en: '' }, started: false, crashed: false, latest_start: latest,
  latest_finish: latest, planned_start: latest, planned_finish: latest, slack_days: 0, work_days: 1, drives: false,
});
const answer = (part: Partial<Sprint>) => ({ feasible: true, measures: [], countdown: [], weeks: [], ...part }) as unknown as Sprint;

describe('the verdict', () => {
  it('tells idle, met and late apart', () => {
    expect(verdictOf(answer({}))).toBe('idle');
    expect(verdictOf(answer({ measures: [{}] as Sprint['measures'] }))).toBe('met');
    expect(verdictOf(answer({ feasible: false, measures: [{}] as Sprint['measures'] }))).toBe('late');
  });
  it('never calls a price proved that is not', () => {
    expect(proofOf({ price: 100, bound: 100, proved: true })).toEqual({ kind: 'proved' });
    expect(proofOf({ price: 100, bound: 90, proved: false })).toEqual({ kind: 'bounded', save: 10, share: 0.1 });
    expect(proofOf({ price: 100, bound: 101, proved: false })).toEqual({ kind: 'bounded', save: 0, share: 0 });
    expect(proofOf({ price: 100, bound: 0, proved: false })).toEqual({ kind: 'open' });
    expect(proofOf({ price: 0, bound: Number.NaN, proved: false })).toEqual({ kind: 'open' });
  });
});

describe('the countdown', () => {
  it('weeks begin on Mondays, across years too', () => {
    expect(mondayOf('2026-03-15T00:00')).toBe('2026-03-09');
    expect(mondayOf('2026-03-16T08:00')).toBe('2026-03-16');
    expect(mondayOf('2027-01-01')).toBe('2026-12-28');
  });
  it('keeps every row once, in weeks in order, with what the week leaves', () => {
    const rows = [row(1, '2026-03-15T00:00'), row(2, '2026-03-28T08:00'), row(3, '2026-03-16T00:00'), row(4, '2026-03-22T23:00')];
    const weeks = countdownWeeks(answer({ countdown: rows, weeks: [{ begin: '2026-03-16', must_start: [3, 4], must_finish: [3], work_days_left: 7 }] }));
    expect(weeks.map(({ begin, left, finishes }) => [begin, left, finishes])).toEqual([['2026-03-09', null, 0], ['2026-03-16', 7, 1], ['2026-03-23', null, 0]]);
    expect(weeks.flatMap((week) => week.rows.map((one) => one.activity.id))).toEqual([1, 3, 4, 2]);
    expect(cutWeeks(weeks, 2).flatMap((week) => week.rows.map((one) => one.activity.id))).toEqual([1, 3]);
    expect(cutWeeks(weeks, 99)).toEqual(weeks);
  });
});

describe('the curve', () => {
  it('gives the price of a day between neighbours', () => {
    const point = (days_gained: number, price: number) => ({ finish: '2026-01-01', days_gained, price, bound: price, proved: true });
    expect(dayPrices([point(10, 500), point(5, 100), point(5, 100), point(0, 0)])).toEqual([null, 80, null, 20]);
  });
  it('offers a slider only where there is something to choose', () => {
    expect(reach(answer({ earliest_finish: '1970-01-11', normal_finish: '1970-01-21' }))).toEqual({ from: 10, to: 20 });
    expect(reach(answer({ earliest_finish: '2026-05-01', normal_finish: '2026-05-01' }))).toBeNull();
  });
});

it('offers projects being built, the latest first', () => {
  const project = (id: number, stage: string, days_late: number | null, forecast_finish: string | null = '2026-09-01') => ({ id, stage, days_late, forecast_finish }) as ProjectRow;
  const rows = [project(1, 'building', -3), project(2, 'preparing', 90), project(3, 'building', 40), project(4, 'building', null), project(5, 'building', 1, null)];
  expect(candidates(rows).map((one) => one.id)).toEqual([3, 1, 4]);
});
