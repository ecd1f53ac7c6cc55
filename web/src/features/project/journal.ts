// What a journal entry changed: field by field, before and after.
// SPDX-License-Identifier: Apache-2.0
import type { JournalEntry } from '@/api/types';

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

const kSilent = new Set(['id', 'revision', 'project_id']);

function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(show).join('、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

export function fieldChanges(entry: Pick<JournalEntry, 'before' | 'after'>): FieldChange[] {
  const before: Record<string, unknown> = entry.before ?? {};
  const after: Record<string, unknown> = entry.after ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => !kSilent.has(field))
    .map((field) => ({ field, before: show(before[field]), after: show(after[field]) }))
    .filter((change) => change.before !== change.after);
}

export interface EntryGroup {
  key: number;
  entries: JournalEntry[]; // one use case at one moment; never empty
  nouns: { noun: string; count: number }[];
}

/** Entries that one action wrote at one moment stand together, as an import writes hundreds. */
export function groupEntries(entries: readonly JournalEntry[]): EntryGroup[] {
  const groups: EntryGroup[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    const first = last?.entries[0];
    if (last && first?.action === entry.action && first.recorded_at === entry.recorded_at) last.entries.push(entry);
    else groups.push({ key: entry.sequence, entries: [entry], nouns: [] });
  }
  for (const group of groups) {
    const counts = new Map<string, number>();
    for (const { noun } of group.entries) counts.set(noun, (counts.get(noun) ?? 0) + 1);
    group.nouns = [...counts].map(([noun, count]) => ({ noun, count }));
  }
  return groups;
}
