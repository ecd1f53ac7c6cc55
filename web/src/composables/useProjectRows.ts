// The rows of the city's projects, for the list and the search.
// SPDX-License-Identifier: Apache-2.0
import { listProjects } from '@/api/client';
import type { ProjectRow } from '@/api/types';
import { frame } from '@/stores/session';
import { useQuery } from './useQuery';

/** `live` false: names seldom change, so a search need not follow every event. */
export function useProjectRows(wanted: () => boolean = () => true, live = true) {
  return useQuery({
    key: () => (wanted() && frame.value.city !== 0 ? frame.value : null),
    load: listProjects,
    affects: (_change, key) => live && key.asOf === undefined,
  });
}

/** Every word must occur in the name, unit, county or the pinyin initials. */
export function matches(row: Pick<ProjectRow, 'name' | 'unit' | 'county' | 'initials'>, text: string): boolean {
  const heap = `${row.name} ${row.unit} ${row.county} ${row.initials}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => heap.includes(word));
}
