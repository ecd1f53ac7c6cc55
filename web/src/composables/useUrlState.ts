// Filters live in the address: back works, and a link sent to a colleague shows the same view.
// SPDX-License-Identifier: Apache-2.0
import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQuery, type Router } from 'vue-router';

// Several filters may change before the router has moved once; they go into one move.
let pending: LocationQuery | undefined;

function setQuery(router: Router, name: string, value: string | undefined): void {
  const first = pending === undefined;
  const query = (pending ??= { ...router.currentRoute.value.query });
  if (value === undefined) Reflect.deleteProperty(query, name);
  else query[name] = value;
  if (!first) return;
  queueMicrotask(() => {
    pending = undefined;
    void router.replace({ query });
  });
}

export function useUrlState(name: string, fallback = ''): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return typeof value === 'string' ? value : fallback;
    },
    set: (value) => {
      setQuery(router, name, value === fallback ? undefined : value);
    },
  });
}
