import { describe, expect, it } from 'vitest';
import { isoDay } from '@/lib/dates';
import { curvesOf, monthEnd, spentShare } from './earned';

describe('monthEnd', () => {
  it('is the first of the next month, over the year too', () => {
    expect(isoDay(monthEnd('2026-02') ?? 0)).toBe('2026-03-01');
    expect(isoDay(monthEnd('2025-12') ?? 0)).toBe('2026-01-01');
  });
  it.each(['', '2026', '2026-13', '2026-00', '2026-1', 'soon'])('knows no month %j', (text) => {
    expect(monthEnd(text)).toBeNull();
  });
});

describe('curvesOf', () => {
  const months = [
    { month: '2026-01', planned: 0.1, earned: 0.05, spent: 50 },
    { month: 'x', planned: 0.2, earned: 0.1, spent: 60 },
    { month: '2026-02', planned: 0.3, earned: null, spent: null },
  ];
  it('is in per cent and leaves out what is not known', () => {
    const { planned, earned, spent } = curvesOf({ months, budget: 1000 });
    expect(planned.map((one) => one.y)).toEqual([10, 30]);
    expect(earned.map((one) => one.y)).toEqual([5]);
    expect(spent.map((one) => one.y)).toEqual([5]);
  });
  it('draws no money without a budget', () => {
    expect(curvesOf({ months, budget: null }).spent).toEqual([]);
    expect(curvesOf({ months, budget: 0 }).spent).toEqual([]);
    expect(spentShare({ spent: 5, budget: 0 })).toBeNull();
    expect(spentShare({ spent: 50, budget: 200 })).toBe(0.25);
  });
});
