import { describe, expect, it } from 'vitest';
import type { Activity, Blocker, WhatIfChange } from '@/api/types';
import { kMostChanges, openActivities, openBlockers, parseChanges, textOf, withChange } from './changes';

const all: WhatIfChange[] = [
  { kind: 'release', blocker_id: 7 },
  { kind: 'crash', activity_id: 112, days: 20 },
  { kind: 'hold', activity_id: 5, days: 0 },
  { kind: 'shift', activity_id: 9, day: '2026-05-01' },
];

describe('changes in the address', () => {
  it('come back as they went', () => {
    expect(textOf(all)).toBe('release.7~crash.112.20~hold.5.0~shift.9.2026-05-01');
    expect(parseChanges(textOf(all))).toEqual(all);
    expect(parseChanges('')).toEqual([]);
  });
  it.each(['release', 'release.', 'release.0', 'release.-1', 'release.7.3', 'crash.5', 'crash.5.99999', 'crash.5.3661', 'crash.5.2.2', 'hold.5.1e3', 'shift.9.soon', 'shift.9.20260501', 'add.5.2', 'release.99999999999999999'])('leave out %j', (text) => {
    expect(parseChanges(`${text}~release.7`)).toEqual([{ kind: 'release', blocker_id: 7 }]);
  });
  it('are never more than the contract takes', () => {
    const many = Array.from({ length: 80 }, (_, at) => `release.${String(at + 1)}`).join('~');
    expect(parseChanges(many)).toHaveLength(kMostChanges);
    expect(withChange(parseChanges(many), { kind: 'release', blocker_id: 900 })).toHaveLength(kMostChanges);
  });
});

describe('withChange', () => {
  it('replaces the same change and keeps the others', () => {
    const next = withChange(all, { kind: 'crash', activity_id: 112, days: 5 });
    expect(next.map((one) => one.days)).toEqual([undefined, 5, 0, undefined]);
    expect(withChange(all, { kind: 'hold', activity_id: 112, days: 5 })).toHaveLength(5);
    expect(withChange(all, { kind: 'release', blocker_id: 7 })).toEqual(all);
  });
});

it('offers only what is still open', () => {
  const activity = (id: number, kind: Activity['kind'], actual_finish: string | null) => ({ id, kind, actual_finish }) as Activity;
  expect(openActivities({ activities: [activity(1, 'task', '2026-01-01'), activity(2, 'task', null), activity(3, 'summary', null), activity(4, 'gate', null)] }).map((one) => one.id)).toEqual([2, 4]);
  const blocker = (id: number, state: Blocker['state'], activity_id: number | null) => ({ id, state, activity_id }) as Blocker;
  expect(openBlockers({ blockers: [blocker(1, 'closed', 2), blocker(2, 'raised', 2), blocker(3, 'raised', null), blocker(4, 'resolved', 2)] }).map((one) => one.id)).toEqual([2]);
});
