// The changes of a what-if, as the address carries them: `release.7~crash.112.20~hold.5.30~
// shift.9.2026-05-01`. A link sent to a colleague asks the same question.
// SPDX-License-Identifier: Apache-2.0
import type { Activity, Blocker, ProjectPage, WhatIfChange } from '@/api/types';
import { toDays } from '@/lib/dates';

export type Kind = WhatIfChange['kind'];
export const kinds: Kind[] = ['release', 'hold', 'crash', 'shift'];
export const kMostChanges = 50; // the contract takes no more
export const kMostDays = 3660;

const kShapes: Record<Kind, RegExp> = {
  release: /^release\.([1-9]\d{0,15})$/,
  hold: /^hold\.([1-9]\d{0,15})\.(\d{1,4})$/,
  crash: /^crash\.([1-9]\d{0,15})\.(\d{1,4})$/,
  shift: /^shift\.([1-9]\d{0,15})\.(\d{4}-\d\d-\d\d)$/,
};

function parseOne(text: string): WhatIfChange | null {
  for (const kind of kinds) {
    const parts = kShapes[kind].exec(text);
    if (!parts) continue;
    const id = Number(parts[1]);
    const last = parts[2] ?? '';
    if (kind === 'release') return { kind, blocker_id: id };
    if (kind === 'shift') return toDays(last) === null ? null : { kind, activity_id: id, day: last };
    return Number(last) > kMostDays ? null : { kind, activity_id: id, days: Number(last) };
  }
  return null;
}

/** What cannot be read is left out: an address may be cut or mistyped. */
export function parseChanges(text: string): WhatIfChange[] {
  return text.split('~').map(parseOne).filter((one) => one !== null).slice(0, kMostChanges);
}

export function textOf(changes: readonly WhatIfChange[]): string {
  return changes
    .map((one) => (one.kind === 'release' ? `release.${String(one.blocker_id)}` : `${one.kind}.${String(one.activity_id)}.${one.kind === 'shift' ? (one.day ?? '') : String(one.days)}`))
    .join('~');
}

/** A change of the same kind to the same thing takes the place of the earlier one. */
export function withChange(changes: readonly WhatIfChange[], added: WhatIfChange): WhatIfChange[] {
  const same = (one: WhatIfChange) => one.kind === added.kind && one.activity_id === added.activity_id && one.blocker_id === added.blocker_id;
  return changes.some(same) ? changes.map((one) => (same(one) ? added : one)) : [...changes, added].slice(0, kMostChanges);
}

/** Work that can still be changed, in the order of the plan. */
export function openActivities(page: Pick<ProjectPage, 'activities'>): Activity[] {
  return page.activities.filter((one) => one.actual_finish == null && one.kind !== 'summary' && one.kind !== 'level_of_effort');
}

export function openBlockers(page: Pick<ProjectPage, 'blockers'>): Blocker[] {
  return page.blockers.filter((one) => one.state !== 'closed' && one.state !== 'resolved' && one.activity_id != null);
}

/** The days an activity has left: where a new crash begins. */
export function daysLeft(activity: Pick<Activity, 'remaining_days' | 'duration_days'>): number {
  return Math.max(0, Math.round(activity.remaining_days ?? activity.duration_days));
}
