import { describe, expect, it } from 'vitest';
import type { Activity, Blocker, Link } from '@/api/types';
import { fromCivil, isoDay } from '@/lib/dates';
import { barOf, buildArrows, buildRows, route, spanOf, type Point } from './rows';
import { makeScale, tickMonths, ticks, toDay, toX, winters } from './scale';

const today = fromCivil(2026, 3, 15);

function activity(id: number, change: Partial<Activity> = {}): Activity {
  return {
    id, revision: 1, code: String(id), name: `作业${String(id)}`, name_en: '', kind: 'task', wbs: '', phase: 'C', owner: '', weather: 0,
    duration_days: 10, remaining_days: null, key_node: false, constraint_kind: 'none', secondary_kind: 'none', provenance: 'reported',
    source_note: '', early_start: '2026-04-01T00:00',
    early_finish: '2026-04-11T00:00', late_start: '2026-04-01T00:00', late_finish: '2026-04-11T00:00', total_float_days: 0,
    free_float_days: 0, critical: false, driving: false, set_by: 'link', ...change,
  };
}
function link(predecessor: number, successor: number, change: Partial<Link> = {}): Link {
  return { id: 1, predecessor_id: predecessor, successor_id: successor, type: 'finish_start', lag_days: 0, driving: false, ...change };
}

describe('scale', () => {
  const scale = makeScale({ from: today, to: today + 400 }, 'quarter', 0);
  it('maps days to pixels and back', () => {
    for (let at = today; at < today + 400; at += 7) expect(toDay(scale, toX(scale, at))).toBeCloseTo(at, 9);
  });
  it('fills at least the width asked for', () => {
    expect(makeScale({ from: 0, to: 1 }, 'year', 1000).width).toBeGreaterThanOrEqual(1000);
  });
  it('fits the whole span in the width, unless that would be too coarse', () => {
    expect(makeScale({ from: 0, to: 760 }, 'fit', 800).width).toBeCloseTo(800, 6);
    expect(makeScale({ from: 0, to: 10_000 }, 'fit', 800).width).toBeGreaterThan(800);
    expect([4, 1, 0.5, 0.3].map(tickMonths)).toEqual([1, 1, 3, 12]);
  });
  it('puts ticks on first days only, none missed', () => {
    const span = { from: fromCivil(2025, 11, 20), to: fromCivil(2027, 2, 1) };
    expect(ticks(span, 1).map((tick) => isoDay(tick.at))).toHaveLength(15);
    expect(ticks(span, 3).map((tick) => isoDay(tick.at))).toEqual(['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01', '2027-01-01']);
    expect(ticks(span, 12).every((tick) => tick.major)).toBe(true);
  });
  it('finds winters that cross the new year, both ends inclusive', () => {
    const bands = winters({ from: '11-15', to: '03-14' }, { from: fromCivil(2026, 1, 1), to: fromCivil(2026, 12, 31) });
    expect(bands.map((band) => [isoDay(band.from), isoDay(band.to)])).toEqual([['2025-11-15', '2026-03-15'], ['2026-11-15', '2027-03-15']]);
    expect(winters({ from: '', to: '' }, { from: 0, to: 1000 })).toEqual([]);
    expect(winters({ from: '06-01', to: '06-30' }, { from: fromCivil(2026, 1, 1), to: fromCivil(2026, 12, 31) })).toHaveLength(1);
  });
});

describe('bars', () => {
  it('shows what is done up to the data date', () => {
    const running = barOf(activity(1, { actual_start: '2026-03-01T08:00' }), today);
    expect(running.doneTo).toBe(today);
    expect(barOf(activity(1), today).doneTo).toBe(fromCivil(2026, 4, 1));
    const finished = barOf(activity(1, { actual_start: '2026-02-01', actual_finish: '2026-02-20' }), today);
    expect(finished.doneTo).toBe(finished.to);
    expect(finished.floatTo).toBeNull();
  });
  it('never ends before it starts', () => {
    const odd = barOf(activity(1, { actual_start: '2026-05-01', early_finish: '2026-04-11T00:00' }), today);
    expect(odd.to).toBeGreaterThanOrEqual(odd.from);
  });
  it('shows float as a tail and a milestone without approved dates as such', () => {
    expect(barOf(activity(1, { late_finish: '2026-05-01T00:00' }), today).floatTo).toBe(fromCivil(2026, 5, 1));
    for (const kind of ['milestone', 'start_milestone', 'finish_milestone'] as const) {
      const milestone = barOf(activity(1, { kind, approved_finish: '2026-03-20' }), today);
      expect(milestone.milestone).toBe(true);
      expect(milestone.approved).toEqual({ from: fromCivil(2026, 3, 20), to: fromCivil(2026, 3, 20) });
    }
    expect(barOf(activity(1, { kind: 'summary' }), today).milestone).toBe(false);
  });
});

describe('rows', () => {
  const activities = [
    activity(1, { phase: 'S1', driving: true }),
    activity(2, { early_start: '2026-06-01T00:00', early_finish: '2026-07-01T00:00', driving: true }),
    activity(3, { approved_finish: '2028-01-01' }),
  ];
  const blocker = { id: 9, activity_id: 2, state: 'raised', drag_days: 12 } as Blocker;
  it('groups by phase, sorts by start and pins blockers on their activity', () => {
    const rows = buildRows(activities, [blocker], today, new Set());
    expect(rows.map((row) => (row.kind === 'phase' ? row.phase : row.activity.id))).toEqual(['S1', 1, 'C', 3, 2]);
    expect(rows.flatMap((row) => (row.kind === 'activity' ? row.pins.map((pin) => [row.activity.id, pin.days]) : []))).toEqual([[2, 12]]);
    expect(buildRows(activities, [{ ...blocker, state: 'closed' }], today, new Set(['C', 'S1'])).map((row) => row.kind)).toEqual(['phase', 'phase']);
  });
  it('spans every date, also approved ones and today', () => {
    const span = spanOf(buildRows(activities, [], today, new Set()), today);
    expect(isoDay(span.from)).toBe('2026-03-15');
    expect(isoDay(span.to)).toBe('2028-01-01');
  });
  it('draws driving links and those of the chosen activity, never to hidden rows', () => {
    const links = [link(1, 2, { driving: true }), link(1, 3)];
    expect(buildArrows(buildRows(activities, [], today, new Set()), links, null)).toEqual([
      { fromRow: 1, toRow: 4, fromFinish: true, toStart: true, driving: true },
    ]);
    expect(buildArrows(buildRows(activities, [], today, new Set()), links, 3)).toHaveLength(2);
    expect(buildArrows(buildRows(activities, [], today, new Set(['C'])), links, 3)).toEqual([]);
  });
  it('lays out ten thousand rows quickly', () => {
    const many = Array.from({ length: 10_000 }, (_, id) => activity(id, { phase: `P${String(id % 12)}` }));
    const start = performance.now();
    spanOf(buildRows(many, [], today, new Set()), today);
    expect(performance.now() - start).toBeLessThan(300);
  });
});

describe('route', () => {
  const rightAngled = (points: Point[]) =>
    points.every((point, index) => {
      const before = points[index - 1];
      return !before || before.x === point.x || before.y === point.y;
    });
  it('is right-angled from end to end in every direction', () => {
    for (const leave of [1, -1] as const) {
      for (const enter of [1, -1] as const) {
        for (const x of [-50, -3, 0, 3, 50]) {
          const to = { x, y: 56 };
          const points = route({ x: 0, y: 0 }, to, leave, enter);
          expect(rightAngled(points)).toBe(true);
          expect(points.at(-1)).toEqual(to);
          const last = points.at(-2);
          expect(last && Math.sign(to.x - last.x)).toBe(enter);
        }
      }
    }
  });
});
