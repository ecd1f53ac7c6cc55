// The way of one import: a file is chosen, sent and looked at, confirmed, done. Each intention has
// one key, so that a retry after a lost answer does nothing twice.
// SPDX-License-Identifier: Apache-2.0
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { isAbort, toProblem, type Problem } from '@/api/problem';
import type { ScheduleImport, ScheduleImported } from '@/api/types';
import { confirmImport, previewImport, type ImportTarget } from '@/api/upload';

export type Step = 'choose' | 'sending' | 'preview' | 'confirming' | 'done';

interface Shown {
  step: Ref<Step>;
  share: Ref<number>;
  problem: ShallowRef<Problem | null>;
}

/** One request at a time; a newer one, or leaving the page, ends the running one. */
function makeRunner({ step, share, problem }: Shown) {
  let running: AbortController | undefined;
  async function run<T>(ways: { during: Step; back: Step }, work: (signal: AbortSignal) => Promise<T>, then: (answer: T) => void) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    step.value = ways.during;
    share.value = 0;
    problem.value = null;
    try {
      const answer = await work(mine.signal);
      if (!mine.signal.aborted) then(answer);
    } catch (cause) {
      if (mine.signal.aborted || isAbort(cause)) return;
      problem.value = toProblem(cause);
      step.value = ways.back;
    }
  }
  return { run, stop: () => running?.abort() };
}

export function useImport(target: Ref<ImportTarget>) {
  const step = ref<Step>('choose');
  const file = shallowRef<File | null>(null);
  const share = ref(0);
  const problem = shallowRef<Problem | null>(null);
  const preview = shallowRef<ScheduleImport | null>(null);
  const done = shallowRef<ScheduleImported | null>(null);
  const { run, stop } = makeRunner({ step, share, problem });
  const progress = (value: number) => {
    share.value = value;
  };
  let confirmKey = '';

  async function look(chosen: File | null = file.value) {
    if (!chosen) return;
    file.value = chosen;
    preview.value = null;
    const key = crypto.randomUUID();
    await run({ during: 'sending', back: 'choose' }, (signal) => previewImport(target.value, chosen, { key, progress, signal }), (answer) => {
      preview.value = answer;
      confirmKey = crypto.randomUUID();
      step.value = 'preview';
    });
  }
  async function confirm() {
    const [chosen, seen] = [file.value, preview.value];
    if (!chosen || !seen) return;
    const watched = { key: confirmKey, progress };
    await run({ during: 'confirming', back: 'preview' }, (signal) => confirmImport(target.value, chosen, seen.token, { ...watched, signal }), (answer) => {
      done.value = answer;
      step.value = 'done';
    });
  }
  function again() {
    stop();
    for (const part of [file, preview, done, problem]) part.value = null;
    step.value = 'choose';
  }

  // Another target is another question about the same file.
  watch(
    () => JSON.stringify(target.value),
    () => {
      if (file.value && step.value !== 'done') void look();
    },
  );
  onScopeDispose(stop);
  const busy = computed(() => step.value === 'sending' || step.value === 'confirming');
  return { step, file, share, problem, preview, done, busy, look, confirm, again };
}
