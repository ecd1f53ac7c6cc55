// Links that keep the city and the past day.
// SPDX-License-Identifier: Apache-2.0
import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router';
import { session } from '@/stores/session';

export type PageName = 'overview' | 'projects' | 'project' | 'import' | 'dispatch' | 'sprint' | 'calibration' | 'lever' | 'later';

export function useGo() {
  return (name: PageName, params: Record<string, string | number> = {}, query: LocationQueryRaw = {}): RouteLocationRaw => ({
    name,
    params: { city: session.city, ...params },
    query: session.asOf ? { as_of: session.asOf, ...query } : query,
  });
}
