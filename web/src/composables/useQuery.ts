// What a page asks of the server: loaded when its key changes, loaded again when a change of the
// city touches it. Old data stay on screen while new ones come, and stay when these fail.
// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Change } from '@/api/events';
import { isAbort, toProblem, type Problem } from '@/api/problem';
import { onChange } from '@/stores/live';

export interface Query<T> {
  data: ShallowRef<T | undefined>;
  problem: ShallowRef<Problem | null>;
  loading: Ref<boolean>;
  reload: () => Promise<void>;
}

export interface QuerySource<K, T> {
  /** A null key loads nothing. */
  key: () => K | null;
  load: (key: K, signal: AbortSignal) => Promise<T>;
  affects?: (change: Change, key: K) => boolean;
}

const kGather = 120; // ms: changes that come in a burst are answered by one request

export function useQuery<K, T>(source: QuerySource<K, T>): Query<T> {
  const data = shallowRef<T>();
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const reload = async () => {
    const key = source.key();
    running?.abort();
    if (key === null) return;
    const mine = new AbortController();
    running = mine;
    loading.value = true;
    try {
      const answer = await source.load(key, mine.signal);
      if (mine.signal.aborted) return;
      data.value = answer;
      problem.value = null;
    } catch (cause) {
      if (mine.signal.aborted || isAbort(cause)) return;
      problem.value = toProblem(cause);
    }
    loading.value = false;
  };

  watch(
    () => JSON.stringify(source.key()),
    () => {
      data.value = undefined;
      problem.value = null;
      void reload();
    },
    { immediate: true },
  );
  const stop = onChange((change) => {
    const key = source.key();
    if (key === null || source.affects?.(change, key) === false) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), kGather);
  });
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
    running?.abort();
  });
  return { data, problem, loading, reload };
}
