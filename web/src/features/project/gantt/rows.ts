// What the Gantt draws for each activity, from the project page's data. Pure.
// SPDX-License-Identifier: Apache-2.0
import type { Activity, Blocker, Link } from '@/api/types';
import { toDays } from '@/lib/dates';
import type { Span } from './scale';

export interface Pin {
  id: number;
  at: number;
  days: number | null; // cost of the blocker in days of the finish
}

export interface Bar extends Span {
  doneTo: number; // the part before it is done; equals `from` when nothing is
  approved: Span | null;
  floatTo: number | null; // the end may move as far as this
  milestone: boolean; // drawn as a diamond
  gate: boolean;
  driving: boolean;
  inferred: boolean;
  finished: boolean;
}

export interface ActivityRow {
  kind: 'activity';
  activity: Activity;
  bar: Bar;
  pins: Pin[];
}
export interface PhaseRow extends Span {
  kind: 'phase';
  phase: string;
  count: number;
  open: boolean;
  driving: boolean;
}
export type Row = ActivityRow | PhaseRow;

export interface Arrow {
  fromRow: number;
  toRow: number;
  fromFinish: boolean; // leaves the predecessor's finish, else its start
  toStart: boolean; // enters the successor's start, else its finish
  driving: boolean;
}

const kMilestones: ReadonlySet<Activity['kind']> = new Set(['milestone', 'start_milestone', 'finish_milestone']);

export function barOf(activity: Activity, today: number): Bar {
  const from = toDays(activity.actual_start) ?? toDays(activity.early_start) ?? today;
  const to = Math.max(from, toDays(activity.actual_finish) ?? toDays(activity.early_finish) ?? from);
  const finished = toDays(activity.actual_finish) !== null;
  const started = toDays(activity.actual_start) !== null;
  const approvedTo = toDays(activity.approved_finish);
  const approvedFrom = toDays(activity.approved_start) ?? approvedTo;
  const late = toDays(activity.late_finish);
  return {
    from,
    to,
    doneTo: finished ? to : started ? Math.min(to, Math.max(from, today)) : from,
    approved: approvedTo === null || approvedFrom === null ? null : { from: Math.min(approvedFrom, approvedTo), to: approvedTo },
    floatTo: !finished && late !== null && late > to + 0.5 ? late : null,
    milestone: kMilestones.has(activity.kind) || to === from,
    gate: activity.kind === 'gate',
    driving: activity.driving,
    inferred: activity.provenance === 'inferred' || activity.provenance === 'assumed',
    finished,
  };
}

function pinsOf(activity: Activity, bar: Bar, blockers: readonly Blocker[], today: number): Pin[] {
  return blockers
    .filter((blocker) => blocker.activity_id === activity.id && blocker.state !== 'closed' && blocker.state !== 'resolved')
    .map((blocker) => ({ id: blocker.id, at: Math.min(bar.to, Math.max(bar.from, today)), days: blocker.drag_days ?? null }));
}

/** Rows by phase in the order of the file, within a phase by start. */
export function buildRows(activities: readonly Activity[], blockers: readonly Blocker[], today: number, closed: ReadonlySet<string>): Row[] {
  const phases = new Map<string, ActivityRow[]>();
  for (const activity of activities) {
    const bar = barOf(activity, today);
    const row: ActivityRow = { kind: 'activity', activity, bar, pins: pinsOf(activity, bar, blockers, today) };
    const phase = phases.get(activity.phase);
    if (phase) phase.push(row);
    else phases.set(activity.phase, [row]);
  }
  const out: Row[] = [];
  for (const [phase, rows] of phases) {
    rows.sort((a, b) => a.bar.from - b.bar.from || a.bar.to - b.bar.to || a.activity.id - b.activity.id);
    const open = !closed.has(phase);
    const from = Math.min(...rows.map((row) => row.bar.from));
    const to = Math.max(...rows.map((row) => row.bar.to));
    out.push({ kind: 'phase', phase, count: rows.length, open, from, to, driving: rows.some((row) => row.bar.driving) });
    if (open) out.push(...rows);
  }
  return out;
}

/** All dates that must be on the axis. */
export function spanOf(rows: readonly Row[], today: number): Span {
  let from = today;
  let to = today;
  for (const row of rows) {
    const bar = row.kind === 'phase' ? row : row.bar;
    const approved = row.kind === 'phase' ? null : row.bar.approved;
    from = Math.min(from, bar.from, approved?.from ?? from);
    to = Math.max(to, bar.to, approved?.to ?? to);
  }
  return { from, to };
}

/** Driving links between shown rows, and all links of the chosen activity. */
export function buildArrows(rows: readonly Row[], links: readonly Link[], chosen: number | null): Arrow[] {
  const place = new Map<number, { index: number; driving: boolean }>();
  rows.forEach((row, index) => {
    if (row.kind === 'activity') place.set(row.activity.id, { index, driving: row.bar.driving });
  });
  return links.flatMap((link) => {
    const from = place.get(link.predecessor_id);
    const to = place.get(link.successor_id);
    if (!from || !to) return [];
    const driving = link.driving && from.driving && to.driving;
    if (!driving && link.predecessor_id !== chosen && link.successor_id !== chosen) return [];
    const fromFinish = link.type === 'finish_start' || link.type === 'finish_finish';
    const toStart = link.type === 'finish_start' || link.type === 'start_start';
    return [{ fromRow: from.index, toRow: to.index, fromFinish, toStart, driving }];
  });
}

const kHalfRow = 14; // pixels to the line between two rows

export interface Point {
  x: number;
  y: number;
}

/** A right-angled way from one bar's end to another's; it steps back when the target lies behind. */
export function route(from: Point, to: Point, leave: 1 | -1, enter: 1 | -1, gap = 6): Point[] {
  const out = from.x + leave * gap;
  const into = to.x - enter * gap;
  const ahead = leave === 1 ? out <= into + gap : out >= into - gap;
  if (leave !== enter || ahead) {
    const turn = leave === enter ? out : leave === 1 ? Math.max(out, into) : Math.min(out, into);
    return [from, { x: turn, y: from.y }, { x: turn, y: to.y }, to];
  }
  const middle = from.y + (to.y > from.y ? 1 : -1) * kHalfRow;
  return [from, { x: out, y: from.y }, { x: out, y: middle }, { x: into, y: middle }, { x: into, y: to.y }, to];
}
