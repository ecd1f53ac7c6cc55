import { describe, expect, it } from 'vitest';
import { rowWindow, scrollToShow } from './window';

describe('rowWindow', () => {
  it('always covers what is in sight and adds up to the whole height', () => {
    for (const count of [0, 1, 7, 3000]) {
      for (let top = 0; top <= count * 36 + 400; top += 97) {
        const { first, end, before, after } = rowWindow(count, 36, top, 700);
        expect(before + (end - first) * 36 + after).toBe(count * 36);
        const firstSeen = Math.floor(top / 36);
        const lastSeen = Math.min(count, Math.ceil((top + 700) / 36));
        if (firstSeen < count) {
          expect(first).toBeLessThanOrEqual(firstSeen);
          expect(end).toBeGreaterThanOrEqual(lastSeen);
        }
        expect(end - first).toBeLessThan(60);
      }
    }
  });
});

describe('scrollToShow', () => {
  it('moves no more than needed', () => {
    expect(scrollToShow(3, 36, 0, 700)).toBe(0);
    expect(scrollToShow(3, 36, 500, 700)).toBe(108);
    expect(scrollToShow(100, 36, 0, 700)).toBe(101 * 36 - 700);
  });
});
