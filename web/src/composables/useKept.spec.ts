import { describe, expect, it } from 'vitest';
import { effectScope, nextTick, ref, shallowRef } from 'vue';
import { useKept } from './useKept';

describe('useKept', () => {
  it('keeps the last answer while the next is computed, but not about another thing', async () => {
    const data = shallowRef<string | undefined>('first');
    const about = ref(1);
    const scope = effectScope();
    const kept = scope.run(() => useKept(data, () => about.value));
    expect(kept?.value).toBe('first');
    data.value = undefined;
    await nextTick();
    expect(kept?.value).toBe('first');
    data.value = 'second';
    await nextTick();
    expect(kept?.value).toBe('second');
    about.value = 2;
    data.value = undefined;
    await nextTick();
    expect(kept?.value).toBeUndefined();
    data.value = 'of two';
    await nextTick();
    expect(kept?.value).toBe('of two');
    scope.stop();
  });
  it('shows an answer about the new thing even when it is there at once', async () => {
    const data = shallowRef<string | undefined>('of one');
    const about = ref(1);
    const scope = effectScope();
    const kept = scope.run(() => useKept(data, () => about.value));
    about.value = 2;
    data.value = 'of two';
    await nextTick();
    expect(kept?.value).toBe('of two');
    scope.stop();
  });
});
