// What the preview of an import shows where: pure parts of the page.
// SPDX-License-Identifier: Apache-2.0
import type { ImportedProject, Note, ScheduleImport } from '@/api/types';

export const kParts = ['added', 'removed', 'moved', 'kept', 'notes'] as const;
export type Part = (typeof kParts)[number];

/** Notes that only say what stays in the file are counted; the rest is read. */
export function splitNotes(notes: readonly Note[]): { said: Note[]; kept: Note[] } {
  return {
    said: notes.filter((note) => !note.rule.endsWith('.kept')),
    kept: notes.filter((note) => note.rule.endsWith('.kept')),
  };
}

/** Changes of the project beside added, removed and kept activities. */
export function changeCount(project: ImportedProject): number {
  const { moved, changed, links_added: added, links_removed: removed, links_changed: changedLinks } = project.counts;
  return moved + changed + (project.is_new ? 0 : added + removed + changedLinks);
}

export function partCount(part: Part, project: ImportedProject, view: ScheduleImport): number {
  switch (part) {
    case 'added':
      return project.counts.added;
    case 'removed':
      return project.counts.removed;
    case 'kept':
      return project.counts.kept;
    case 'moved':
      return changeCount(project);
    case 'notes':
      return splitNotes(view.notes).said.length + view.dropped.length;
  }
}

/** The part a reader wants first: what is lost, then what moves, then what is new. */
export function firstPart(project: ImportedProject): Part {
  if (project.is_new) return 'added';
  if (project.counts.removed > 0) return 'removed';
  if (changeCount(project) > 0) return 'moved';
  return project.counts.added > 0 ? 'added' : 'notes';
}

/** Finishes are the first free instant, so the last day worked is the one before midnight. */
export function lastDay(finish: string | null): string | null {
  if (finish === null || !finish.endsWith('T00:00')) return finish;
  const day = new Date(`${finish.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? finish : new Date(day.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** A field's value as it is read: a moment without its T, an empty one as a dash. */
export function shownValue(value: string): string {
  if (value === '') return '—';
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? value.replace('T', ' ') : value;
}
