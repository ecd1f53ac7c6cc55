// The first screen's data, and the named sets of projects behind its numbers.
// SPDX-License-Identifier: Apache-2.0
import { getOverview } from '@/api/client';
import type { Overview } from '@/api/types';
import { frame } from '@/stores/session';
import { useQuery } from './useQuery';

export function useOverview(wanted: () => boolean = () => true) {
  return useQuery({
    key: () => (wanted() && frame.value.city !== 0 ? frame.value : null),
    load: getOverview,
    affects: (_change, key) => key.asOf === undefined,
  });
}

/** A set named in the address: `kpi.NAME`, `kpi.NAME.exceptions` or `change.KIND`. */
export function pickIds(overview: Overview, pick: string): Set<number> | null {
  const [family, name, part] = pick.split('.');
  if (family === 'kpi') {
    const kpi = overview.kpis.find((one) => one.name === name);
    return kpi ? new Set(part === 'exceptions' ? kpi.exception_ids : kpi.project_ids) : null;
  }
  const change = overview.changes.find((one) => one.kind === name);
  return family === 'change' && change ? new Set(change.project_ids) : null;
}
