// A key that works anywhere on the page except while typing. The last one mounted wins.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, onUnmounted } from 'vue';

interface Shortcut {
  key: string;
  run: () => void;
}
const shortcuts: Shortcut[] = [];

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (document.querySelector('dialog[open]')) return;
  const shortcut = shortcuts.findLast(({ key }) => key === event.key);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

export function useShortcut(key: string, run: () => void): void {
  const mine: Shortcut = { key, run };
  onMounted(() => {
    if (shortcuts.length === 0) window.addEventListener('keydown', onKey);
    shortcuts.push(mine);
  });
  onUnmounted(() => {
    shortcuts.splice(shortcuts.indexOf(mine), 1);
    if (shortcuts.length === 0) window.removeEventListener('keydown', onKey);
  });
}
