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
