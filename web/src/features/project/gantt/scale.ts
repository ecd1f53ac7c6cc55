// Time on the screen: days to pixels, ticks, winters. Days are counts since 1970-01-01.
// SPDX-License-Identifier: Apache-2.0
import { fromCivil, toCivil } from '@/lib/dates';

export type Zoom = 'fit' | 'month' | 'quarter' | 'year';
export const zooms: Zoom[] = ['fit', 'month', 'quarter', 'year'];

/** Pixels a day; `fit` is never coarser than the year. */
const pixelsPerDay: Record<Zoom, number> = { fit: 0.5, month: 4, quarter: 1.6, year: 0.62 };

export interface Span {
  from: number;
  to: number;
}

export interface Scale extends Span {
  perDay: number;
  width: number;
}

export interface Tick {
  at: number;
  year: number;
  month: number; // 1–12
  major: boolean; // a year begins
}

const kMargin = 20; // days before the first and after the last date
/** The finest step of ticks whose labels have room. */
export function tickMonths(perDay: number): 1 | 3 | 12 {
  if (perDay >= 1) return 1;
  return perDay >= 0.4 ? 3 : 12;
}

export function makeScale(span: Span, zoom: Zoom, width: number): Scale {
  const from = Math.floor(span.from) - kMargin;
  const end = Math.ceil(span.to) + kMargin;
  const perDay = zoom === 'fit' ? Math.max(pixelsPerDay.fit, width / (end - from)) : pixelsPerDay[zoom];
  const to = Math.max(end, from + width / perDay);
  return { from, to, perDay, width: (to - from) * perDay };
}

export const toX = (scale: Scale, at: number): number => (at - scale.from) * scale.perDay;
export const toDay = (scale: Scale, x: number): number => scale.from + x / scale.perDay;

/** First days of every `step` months within the span, counted from January. */
export function ticks(span: Span, step: 1 | 3 | 12): Tick[] {
  const start = toCivil(span.from);
  const out: Tick[] = [];
  for (let index = start.year * 12 + Math.floor((start.month - 1) / step) * step; ; index += step) {
    const year = Math.floor(index / 12);
    const month = (index % 12) + 1;
    const at = fromCivil(year, month, 1);
    if (at > span.to) return out;
    if (at >= span.from) out.push({ at, year, month, major: month === 1 });
  }
}

/** The winters that touch the span; `MM-DD` ends are inclusive and may cross the new year. */
export function winters(winter: { from: string; to: string }, span: Span): Span[] {
  const [fromMonth, fromDay] = winter.from.split('-').map(Number);
  const [toMonth, toDayOfMonth] = winter.to.split('-').map(Number);
  if (!fromMonth || !fromDay || !toMonth || !toDayOfMonth) return [];
  const crosses = toMonth < fromMonth || (toMonth === fromMonth && toDayOfMonth < fromDay);
  const out: Span[] = [];
  for (let year = toCivil(span.from).year - 1; year <= toCivil(span.to).year; year += 1) {
    const from = fromCivil(year, fromMonth, fromDay);
    const to = fromCivil(year + (crosses ? 1 : 0), toMonth, toDayOfMonth) + 1;
    if (to > span.from && from < span.to) out.push({ from, to });
  }
  return out;
}
