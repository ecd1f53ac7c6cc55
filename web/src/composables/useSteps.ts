// A long list is drawn in steps, so that it does not hold the page; paper shows all of it.
// SPDX-License-Identifier: Apache-2.0
import { computed, ref, type ComputedRef } from 'vue';
import { usePrinting } from './usePrinting';

export interface Steps<T> {
  shown: ComputedRef<T[]>;
  hidden: ComputedRef<number>;
  more: () => void;
}

const kFirst = 60;
const kGrowth = 5;

export function useSteps<T>(items: () => T[]): Steps<T> {
  const limit = ref(kFirst);
  const printing = usePrinting();
  const shown = computed(() => (printing.value ? items() : items().slice(0, limit.value)));
  return {
    shown,
    hidden: computed(() => items().length - shown.value.length),
    more: () => {
      limit.value *= kGrowth;
    },
  };
}
