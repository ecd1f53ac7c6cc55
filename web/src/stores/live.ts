// The live stream of the chosen city and who listens to it.
// SPDX-License-Identifier: Apache-2.0
import { ref } from 'vue';
import { openStream, type Change, type StreamState } from '@/api/events';

export const streamState = ref<StreamState>('connecting');
export const lastChange = ref<Change | null>(null);

const listeners = new Set<(change: Change) => void>();
let close: (() => void) | undefined;

export function follow(city: number): void {
  close?.();
  streamState.value = 'connecting';
  close = openStream(city, {
    onState: (state) => {
      streamState.value = state;
    },
    onChange: (change) => {
      lastChange.value = change;
      for (const listener of listeners) listener(change);
    },
  });
}

export function unfollow(): void {
  close?.();
  close = undefined;
}

export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
