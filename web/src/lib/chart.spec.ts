import { describe, expect, it } from 'vitest';
import { fitTicks, linePath, monthTicks, placeLabels, roundTicks, scaleOf, spanOf, textWidth, thin } from './chart';
import { isoDay, toDays } from './dates';

const span = (from: string, to: string) => ({ from: toDays(from) ?? 0, to: toDays(to) ?? 0 });

describe('ticks', () => {
  it('are round, within the span and about as many as asked', () => {
    expect(roundTicks({ from: 0, to: 39_038 }, 4)).toEqual([0, 10_000, 20_000, 30_000]);
    expect(roundTicks({ from: -0.3, to: 0.3 }, 3).map((one) => Math.round(one * 10) / 10)).toEqual([-0.2, 0, 0.2]);
    expect(roundTicks({ from: 3, to: 3 }, 4)).toEqual([]);
    expect(roundTicks({ from: 0, to: Infinity }, 4)).toEqual([]);
    for (let to = 0.001; to < 1e9; to *= 1.7) {
      const ticks = roundTicks({ from: 0, to }, 5);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.at(-1)).toBeLessThanOrEqual(to * 1.000001);
    }
  });
  it('of time are firsts of months', () => {
    expect(monthTicks(span('2026-03-15', '2026-09-20'), 8).map(isoDay)).toEqual(['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01']);
    expect(monthTicks(span('2026-03-15', '2029-09-20'), 4).map(isoDay)).toEqual(['2027-01-01', '2028-01-01', '2029-01-01']);
    expect(monthTicks(span('1969-11-15', '1970-02-20'), 8).map(isoDay)).toEqual(['1969-12-01', '1970-01-01', '1970-02-01']);
    for (let length = 61; length < 40_000; length += 211) {
      expect(monthTicks({ from: 20_000, to: 20_000 + length }, 6).length).toBeLessThanOrEqual(7);
    }
  });
});

describe('placeLabels', () => {
  it('never puts a label on another or outside', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 200; round += 1) {
      const labels = Array.from({ length: 6 }, () => ({ at: random() * 330, text: random() < 0.5 ? '批准 2027-02-08' : 'P50 3 Nov' }));
      const placed = placeLabels(labels, 330).map((one, at) => ({ ...one, right: one.left + textWidth(labels[at]?.text ?? '') }));
      for (const [at, one] of placed.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.right).toBeLessThanOrEqual(330);
        for (const other of placed.slice(at + 1)) {
          expect(one.row === other.row && one.left < other.right && other.left < one.right).toBe(false);
        }
      }
    }
  });
  it('uses one row when there is room', () => {
    expect(placeLabels([{ at: 300, text: 'b' }, { at: 20, text: 'a' }], 400).map(({ row }) => row)).toEqual([0, 0]);
  });
});

describe('fitTicks', () => {
  const months = Array.from({ length: 9 }, (_, at) => ({ at, label: '2027-01' }));
  it('keeps even steps, within the width, touching nowhere', () => {
    for (const width of [60, 130, 250, 400, 900]) {
      const shown = fitTicks(months, scaleOf({ from: 0, to: 8 }, 20, width - 10), width);
      const steps = new Set(shown.slice(1).map((one, at) => one.at - (shown[at]?.at ?? 0)));
      expect(steps.size).toBeLessThanOrEqual(1);
      for (const [at, one] of shown.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.left + textWidth(one.label)).toBeLessThanOrEqual(width);
        expect(one.left).toBeGreaterThan(at === 0 ? -1 : (shown[at - 1]?.left ?? 0) + textWidth(one.label));
      }
    }
    expect(fitTicks(months, scaleOf({ from: 0, to: 8 }, 20, 890), 900)).toHaveLength(9);
    expect(fitTicks([], (at) => at, 300)).toEqual([]);
    expect(fitTicks(months.slice(0, 1), () => 50, 300)).toHaveLength(1);
  });
});

describe('drawing', () => {
  it('spans, scales and thins', () => {
    expect(spanOf([3, 1, 2])).toEqual({ from: 1, to: 3 });
    expect(spanOf([3, 5], 0)).toEqual({ from: 0, to: 5 });
    expect(spanOf([])).toEqual({ from: 0, to: 1 });
    expect(spanOf([4])).toEqual({ from: 4, to: 5 });
    expect(scaleOf({ from: 0, to: 10 }, 100, 0)(2)).toBe(80);
    expect(linePath([{ x: 0, y: 1.04 }, { x: 2.26, y: 3 }])).toBe('M0 1 L2.3 3');
    const many = Array.from({ length: 997 }, (_, at) => at);
    const few = thin(many, 100);
    expect([few.length, few[0], few.at(-1)]).toEqual([100, 0, 996]);
    expect(thin([1, 2], 100)).toEqual([1, 2]);
  });
});
