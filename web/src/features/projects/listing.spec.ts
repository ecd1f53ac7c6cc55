import { describe, expect, it } from 'vitest';
import type { LightColor, ProjectRow } from '@/api/types';
import { matches } from '@/composables/useProjectRows';
import { chosenColumns, exportCells, reportAge } from './columns';
import { choices, filterRows, groupRows, sortRows, totals, type Filters } from './listing';

function row(id: number, change: Partial<ProjectRow> = {}): ProjectRow {
  const light = { color: 'green' as LightColor, pack: 'p', pack_name_zh: '', pack_name_en: '', rule: '', reason_zh: '', reason_en: '', numbers: [], provenance: 'reported' as const };
  return {
    id, name: `项目${String(id)}`, initials: `xm${String(id)}`, unit: '', county: '', sector: '', type: '', type_zh: '', type_en: '',
    stage: 'building', side_state: 'none', level: 'unstated', light, days_late: null, next_node: null, top_cause: null,
    open_blockers: 0, open_orders: 0, open_promises: 0, done_percent: null, provenance: 'reported', revision: 1, ...change,
  };
}
const everything: Filters = { text: '', county: '', sector: '', stage: '', light: '', picked: null };
const red = (id: number, change: Partial<ProjectRow> = {}) => row(id, { ...change, light: { ...row(id).light, color: 'red' } });

describe('filterRows', () => {
  const rows = [row(1, { county: '郊区' }), red(2), row(3, { name: '污水处理厂', initials: 'wsclc' })];
  it('filters by text, initials, light, county and set', () => {
    const ids = (change: Partial<Filters>) => filterRows(rows, { ...everything, ...change }, matches).map((one) => one.id);
    expect(ids({})).toEqual([1, 2, 3]);
    expect(ids({ text: 'WSC' })).toEqual([3]);
    expect(ids({ text: '污水 厂' })).toEqual([3]);
    expect(ids({ light: 'red' })).toEqual([2]);
    expect(ids({ county: '-' })).toEqual([2, 3]);
    expect(ids({ county: '郊区' })).toEqual([1]);
    expect(ids({ picked: new Set([3]) })).toEqual([3]);
    expect(ids({ picked: new Set() })).toEqual([]);
  });
});

describe('sortRows', () => {
  it('puts the unknown last in both directions and ties by id', () => {
    const rows = [row(1), row(2, { days_late: 5 }), row(3, { days_late: -2 }), row(4), row(5, { days_late: 5 })];
    const ids = (by: string) => sortRows(rows, by).map((one) => one.id);
    expect(ids('late')).toEqual([3, 2, 5, 1, 4]);
    expect(ids('-late')).toEqual([2, 5, 3, 1, 4]);
    expect(ids('')).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('groupRows', () => {
  const rows = [row(1), red(2), row(3, { county: '平定县' })];
  it('keeps every row once, in groups in a fixed order', () => {
    const items = groupRows(rows, 'light', new Set());
    expect(items.map((item) => (item.kind === 'group' ? `${item.key}:${String(item.count)}` : item.row.id))).toEqual(['red:1', 2, 'green:2', 1, 3]);
    expect(groupRows(rows, 'county', new Set(['-'])).map((item) => (item.kind === 'group' ? item.key : item.row.id))).toEqual(['平定县', 3, '-']);
  });
  it('counts what occurs', () => {
    expect(choices(rows, 'light')).toEqual([{ key: 'red', count: 1 }, { key: 'green', count: 2 }]);
  });
  it('handles three thousand rows at once', () => {
    const many = Array.from({ length: 3000 }, (_, id) => row(id, { days_late: (id * 7919) % 400, county: `县${String(id % 9)}` }));
    const start = performance.now();
    groupRows(sortRows(filterRows(many, { ...everything, text: 'xm' }, matches), '-late'), 'county', new Set());
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('totals and export', () => {
  it('adds what is known', () => {
    expect(totals([row(1, { investment: 100, days_late: 3 }), row(2, { worth_per_day: 4, open_blockers: 2 })])).toEqual({
      count: 2, investment: 100, worth: 4, blockers: 2, late: 1,
    });
  });
  it('exports whole dates and bare numbers', () => {
    const words = { light: () => '红', stage: () => '在建', type: () => '' };
    const one = row(1, { approved_finish: '2026-09-30T00:00', forecast_finish: '2026-10-12T18:00', last_return_day: '2026-03-01' });
    expect(exportCells('dates', one, '2026-03-15', words)).toEqual(['2026-09-30', null, '2026-10-12']);
    expect(exportCells('name', one, '2026-03-15', words)).toEqual(['项目1']);
    expect(reportAge(one, '2026-03-15')).toBe(14);
    expect(reportAge(row(2), '2026-03-15')).toBeNull();
  });
  it('always shows light and name', () => {
    expect(chosenColumns('unit').map((one) => one.id)).toEqual(['light', 'name', 'unit']);
    expect(chosenColumns('').length).toBeGreaterThan(5);
  });
});
