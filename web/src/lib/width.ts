// How wide an element is, followed as the window changes: drawings are made for their real width,
// so that their letters keep their size.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, onUnmounted, ref, type Ref } from 'vue';

export function elementWidth(element: Readonly<Ref<HTMLElement | null>>, first: number): Ref<number> {
  const width = ref(first);
  let watcher: ResizeObserver | undefined;
  onMounted(() => {
    if (!element.value) return;
    watcher = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) width.value = Math.floor(entry.contentRect.width);
    });
    watcher.observe(element.value);
  });
  onUnmounted(() => watcher?.disconnect());
  return width;
}
