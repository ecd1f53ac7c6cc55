// The last answer stays while the next one is computed, unless it is an answer about another thing.
// SPDX-License-Identifier: Apache-2.0
import { shallowRef, watch, type ShallowRef } from 'vue';

export function useKept<T>(data: Readonly<ShallowRef<T | undefined>>, about: () => unknown): ShallowRef<T | undefined> {
  const kept = shallowRef<T>();
  watch(about, () => {
    kept.value = undefined;
  });
  watch(
    data,
    (answer) => {
      if (answer !== undefined) kept.value = answer;
    },
    { immediate: true },
  );
  return kept;
}
