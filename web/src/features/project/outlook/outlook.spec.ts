import { describe, expect, it } from 'vitest';
import type { Outlook, OutlookDriver, OutlookNode } from '@/api/types';
import { isoDay, toDays } from '@/lib/dates';
import { axisOf, bins, chanceBy, nodeDates, quantileDays, tornado } from './outlook';

const even = Array.from({ length: 101 }, (_, at) => 1000 + at);

describe('chanceBy', () => {
  it('goes from 0 to 1 and never falls', () => {
    let before = 0;
    for (let day = 990; day < 1110; day += 1) {
      const chance = chanceBy(even, day);
      expect(chance).toBeGreaterThanOrEqual(before);
      expect(chance).toBeLessThanOrEqual(1);
      before = chance;
    }
    expect(chanceBy(even, 998)).toBe(0);
    expect(chanceBy(even, 1100)).toBe(1);
  });
  it('counts a finish for the day in which it lies', () => {
    expect(chanceBy(even, 1049)).toBeCloseTo(0.5);
    expect(chanceBy(even, 1049.9)).toBeCloseTo(0.5);
    expect(chanceBy(Array.from({ length: 101 }, () => 1000.4), 1000)).toBe(1);
    expect(chanceBy(Array.from({ length: 101 }, () => 1000.4), 999)).toBe(0);
  });
  it('agrees with a count of trials', () => {
    const trials = Array.from({ length: 5000 }, (_, at) => 2000 + 90 * ((at / 5000) ** 2)).sort((a, b) => a - b);
    const quantiles = Array.from({ length: 101 }, (_, at) => trials[Math.round((at / 100) * 4999)] ?? 0);
    for (let day = 1995; day < 2095; day += 1) {
      const counted = trials.filter((one) => one < day + 1).length / trials.length;
      expect(Math.abs(chanceBy(quantiles, day) - counted)).toBeLessThan(0.011);
    }
  });
  it('says nothing of what it does not know', () => {
    expect(chanceBy([], 5)).toBe(0);
    expect(quantileDays({ quantiles: ['2026-01-02T12:00', 'never'] })).toEqual([(toDays('2026-01-02') ?? 0) + 0.5]);
  });
});

const node = (part: Partial<OutlookNode>) => ({ p10: '2026-06-01', p50: '2026-06-20', p80: '2026-07-01', p90: '2026-07-11', approved: null, current: null, winter_day: null, ...part }) as OutlookNode;

describe('the axis', () => {
  it('holds all that is drawn on it', () => {
    const span = axisOf([nodeDates(node({ approved: '2026-05-01' })), nodeDates(node({ current: '2026-09-30' }))]);
    expect(isoDay(span.from) < '2026-05-01').toBe(true);
    expect(isoDay(span.to) > '2026-09-30').toBe(true);
    expect(axisOf([]).to).toBeGreaterThan(axisOf([]).from);
  });
  it('keeps every trial in its bin', () => {
    const made = bins({ histogram: { first: '2026-06-01', width_days: 7, count: [1, 4, 2] } });
    expect(made.map((one) => [isoDay(one.from), isoDay(one.to), one.value])).toEqual([['2026-06-01', '2026-06-08', 1], ['2026-06-08', '2026-06-15', 4], ['2026-06-15', '2026-06-22', 2]]);
  });
});

describe('the tornado', () => {
  const driver = (p50_at_low: string, p50_at_high: string) => ({ p50_at_low, p50_at_high }) as OutlookDriver;
  it('lays every bar between 0 and 100 with the middle at P50', () => {
    const outlook = { nodes: [node({ p50: '2026-06-21' })], drivers: [driver('2026-06-11', '2026-07-01'), driver('2026-06-16', '2026-06-21'), driver('2026-06-26', '2026-06-16')] } as Outlook;
    const { swings, middle } = tornado(outlook, 2);
    expect(middle).toBeCloseTo(50);
    expect(swings.map(({ from, to }) => [from, to])).toEqual([[0, 100], [25, 50]]);
    expect(tornado(outlook, 9).swings[2]).toMatchObject({ from: 25, to: 75 });
  });
  it('stands when nothing swings', () => {
    expect(tornado({ nodes: [node({})], drivers: [driver('2026-06-20', '2026-06-20')] } as unknown as Outlook, 5)).toMatchObject({ middle: 50, swings: [{ from: 50, to: 50 }] });
    expect(tornado({ nodes: [], drivers: [] } as unknown as Outlook, 5).swings).toEqual([]);
  });
});
