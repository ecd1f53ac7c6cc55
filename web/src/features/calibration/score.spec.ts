import { describe, expect, it } from 'vitest';
import type { Score } from '@/api/types';
import { keptShare, reliabilityPoints, stateOf, verdictOf } from './score';

const score = (part: Partial<Score>): Score => ({
  key: '', name_zh: '', name_en: '', forecasts: 0, open: 0, levels: [], reliability: [], chances: 0, brier: null, brier_of_base_rate: null, finished: 0, crps_days: null, p50_error_days: null, ...part,
});
const p80 = (due: number, kept: number) => score({ forecasts: due, levels: [{ level: 80, due, kept }] });

describe('the state of the record', () => {
  it('tells never published from not yet due', () => {
    expect(stateOf(score({}))).toBe('none');
    expect(stateOf(score({ forecasts: 4, open: 4, levels: [{ level: 80, due: 0, kept: 0 }] }))).toBe('waiting');
    expect(stateOf(p80(1, 0))).toBe('scored');
    expect(stateOf(score({ forecasts: 1, finished: 1 }))).toBe('scored');
  });
});

describe('shares', () => {
  it('of nothing are nothing', () => {
    expect(keptShare(p80(0, 0), 80)).toBeNull();
    expect(keptShare(p80(5, 4), 50)).toBeNull();
    expect(keptShare(p80(5, 4), 80)).toBe(0.8);
  });
  it('are judged only when there are enough', () => {
    expect(verdictOf(p80(19, 0))).toBe('few');
    expect(verdictOf(p80(100, 80))).toBe('sound');
    expect(verdictOf(p80(100, 73))).toBe('sound');
    expect(verdictOf(p80(100, 71))).toBe('bold');
    expect(verdictOf(p80(100, 89))).toBe('timid');
    expect(verdictOf(score({}))).toBe('few');
  });
});

it('the curve has no point where nothing was said', () => {
  const row = (count: number, stated: number | null) => ({ from: 0, to: 20, count, came_true: 0, stated, observed: stated });
  expect(reliabilityPoints(score({ reliability: [row(0, 0.1), row(3, null), row(2, 0.3)] }))).toEqual([{ x: 30, y: 30, count: 2 }]);
});
