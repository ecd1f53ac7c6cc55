import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';
import { readChange } from '@/api/events';
import { Problem } from '@/api/problem';
import { follow, streamState, unfollow } from '@/stores/live';
import { useQuery } from './useQuery';

class FakeStream {
  static last: FakeStream;
  static readonly CLOSED = 2;
  readyState = 1;
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  private readonly heard = new Map<string, (event: { data: string }) => void>();
  constructor(readonly url: string) {
    FakeStream.last = this;
  }
  addEventListener(name: string, run: (event: { data: string }) => void) {
    this.heard.set(name, run);
  }
  say(name: string, data = '') {
    this.heard.get(name)?.({ data });
  }
  close() {
    this.readyState = FakeStream.CLOSED;
  }
}

let scope: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeStream);
  scope = effectScope();
  follow(990100);
  FakeStream.last.onopen();
});
afterEach(() => {
  scope.stop();
  unfollow();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = async () => {
  await vi.advanceTimersByTimeAsync(200);
  await nextTick();
};

describe('useQuery', () => {
  it('loads again when a change touches it, once for a burst', async () => {
    const load = vi.fn((key: number) => Promise.resolve(key));
    const query = scope.run(() => useQuery({ key: () => 5, load, affects: (change) => change.projects?.includes(5) ?? true }));
    await settle();
    expect(query?.data.value).toBe(5);
    for (const sequence of [1, 2, 3]) FakeStream.last.say('change', JSON.stringify({ sequence, projects: [5] }));
    FakeStream.last.say('change', JSON.stringify({ sequence: 4, projects: [6] }));
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
    FakeStream.last.say('reset');
    await settle();
    expect(load).toHaveBeenCalledTimes(3);
  });
  it('keeps what it has when a later load fails', async () => {
    let fails = false;
    const load = () => (fails ? Promise.reject(new Problem({ rule: 'a.b' })) : Promise.resolve('old'));
    const query = scope.run(() => useQuery({ key: () => 1, load }));
    await settle();
    fails = true;
    await query?.reload();
    expect([query?.data.value, query?.problem.value?.rule]).toEqual(['old', 'a.b']);
    fails = false;
    await query?.reload();
    expect(query?.problem.value).toBeNull();
  });
  it('shows the answer of the last key only, however late the first comes', async () => {
    const key = ref(1);
    const answers = new Map<number, (text: string) => void>();
    const load = (id: number) => new Promise<string>((resolve) => answers.set(id, resolve));
    const query = scope.run(() => useQuery({ key: () => key.value, load }));
    key.value = 2;
    await nextTick();
    answers.get(2)?.('second');
    answers.get(1)?.('first');
    await settle();
    expect(query?.data.value).toBe('second');
  });
  it('loads nothing without a key', async () => {
    const load = vi.fn(() => Promise.resolve(1));
    scope.run(() => useQuery({ key: () => null, load }));
    await settle();
    expect(load).not.toHaveBeenCalled();
  });
});

describe('the stream', () => {
  it('says when it is broken, opens again by itself and then reloads', async () => {
    const load = vi.fn(() => Promise.resolve(1));
    scope.run(() => useQuery({ key: () => 1, load }));
    await settle();
    const first = FakeStream.last;
    first.readyState = FakeStream.CLOSED;
    first.onerror();
    expect(streamState.value).toBe('broken');
    await vi.advanceTimersByTimeAsync(1100);
    expect(FakeStream.last).not.toBe(first);
    expect(streamState.value).toBe('broken');
    FakeStream.last.onopen();
    expect(streamState.value).toBe('live');
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
  });
  it.each(['', '{', '7', '[]', '{"projects":"x"}'])('takes the event %j to touch anything', (text) => {
    expect(readChange(text, 1).projects).toBeNull();
  });
});
