// The name of the page in the browser's title.
// SPDX-License-Identifier: Apache-2.0
import { ref, watchEffect } from 'vue';

export const pageTitle = ref('');

export function usePageTitle(title: () => string): void {
  watchEffect(() => {
    pageTitle.value = title();
  });
}
