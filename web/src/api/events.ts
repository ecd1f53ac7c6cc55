// The stream of changes of one city. The browser reconnects by itself; when the server ends the
// stream for good (restart, limit) we open a new one with growing pauses.
// SPDX-License-Identifier: Apache-2.0

export type StreamState = 'connecting' | 'live' | 'broken';

/** `projects` null: anything may have changed. */
export interface Change {
  city: number;
  sequence: number;
  projects: number[] | null;
}

export interface StreamHandlers {
  onState: (state: StreamState) => void;
  onChange: (change: Change) => void;
}

const kFirstPause = 1000;
const kLongestPause = 15000;

export function readChange(text: string, city: number): Change {
  const anything: Change = { city, sequence: 0, projects: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return anything;
  }
  if (typeof value !== 'object' || value === null) return anything;
  const { sequence, projects } = value as { sequence?: unknown; projects?: unknown };
  const ids = Array.isArray(projects) ? projects.filter((id) => typeof id === 'number') : null;
  return { city, sequence: typeof sequence === 'number' ? sequence : 0, projects: ids };
}

/** Opens the stream; the answer closes it. */
export function openStream(city: number, handlers: StreamHandlers): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = kFirstPause;
  let wasBroken = false;

  const reset = () => {
    handlers.onChange({ city, sequence: 0, projects: null });
  };
  const open = () => {
    source = new EventSource(`/api/v1/events?city=${String(city)}`);
    handlers.onState(wasBroken ? 'broken' : 'connecting');
    source.onopen = () => {
      pause = kFirstPause;
      handlers.onState('live');
      if (wasBroken) reset();
      wasBroken = false;
    };
    source.addEventListener('change', (event) => {
      handlers.onChange(readChange(String(event.data), city));
    });
    source.addEventListener('reset', reset);
    source.onerror = () => {
      wasBroken = true;
      handlers.onState('broken');
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, kLongestPause);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
