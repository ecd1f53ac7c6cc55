// Whether the page is being put on paper: what is cut short on screen is then shown whole.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, onUnmounted, ref, type Ref } from 'vue';

export function usePrinting(): Ref<boolean> {
  const printing = ref(false);
  const paper = window.matchMedia('print');
  const follow = () => {
    printing.value = paper.matches;
  };
  const begin = () => {
    printing.value = true;
  };
  const end = () => {
    printing.value = false;
  };
  onMounted(() => {
    paper.addEventListener('change', follow);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
  });
  onUnmounted(() => {
    paper.removeEventListener('change', follow);
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  });
  return printing;
}
