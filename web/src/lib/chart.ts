// Arithmetic of charts: ticks at round numbers and at firsts of months, paths, and labels that do
// not cover each other. Lengths are pixels; days count from 1970-01-01.
// SPDX-License-Identifier: Apache-2.0
import { fromCivil, toCivil } from './dates';

export interface Point {
  x: number;
  y: number;
}
export interface Span {
  from: number;
  to: number;
}

const kWideLetter = 12.5;
const kNarrowLetter = 7;
const kBroadLetter = 11; // per cent and m
const kGap = 8; // between two labels of one row

/** The span of some values; `floor` is kept within it. Never empty. */
export function spanOf(values: readonly number[], floor?: number): Span {
  const all = floor === undefined ? values : [...values, floor];
  let from = Infinity;
  let to = -Infinity;
  for (const value of all) {
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) return { from: 0, to: 1 };
  return from === to ? { from, to: from + 1 } : { from, to };
}

/** A linear scale from values to pixels; either end of the pixels may be the larger one. */
export function scaleOf(span: Span, start: number, end: number): (value: number) => number {
  const width = span.to - span.from || 1;
  return (value) => start + ((value - span.from) / width) * (end - start);
}

/** About `count` round numbers (1, 2 or 5 times a power of ten) within the span. */
export function roundTicks(span: Span, count: number): number[] {
  const raw = (span.to - span.from) / Math.max(1, count);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((one) => one * power >= raw) ?? 10) * power;
  const first = Math.ceil(span.from / step - 1e-9);
  const last = Math.floor(span.to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * step);
}

/** Firsts of months within the span, so far apart that at most `count` come; days of a short span. */
export function monthTicks(span: Span, count: number): number[] {
  const months = (span.to - span.from) / 30.44;
  if (months < 2) return roundTicks(span, count).filter(Number.isInteger);
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => months / one <= count) ?? 240;
  const { year, month } = toCivil(span.from);
  const first = Math.floor((year * 12 + month - 1) / step) * step;
  const ticks: number[] = [];
  for (let at = first; ; at += step) {
    const day = fromCivil(Math.floor(at / 12), (at % 12) + 1, 1);
    if (day > span.to) return ticks;
    if (day >= span.from) ticks.push(day);
  }
}

/** An estimate that errs on the wide side: fonts differ, and nothing is measured before it is drawn. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e7f ? kWideLetter : '%mMW'.includes(letter) ? kBroadLetter : kNarrowLetter;
  return width;
}

export interface Placed {
  left: number;
  row: number;
}

/** Puts labels centred on their points where they fit: within the width, and in the first row in
    which they touch no other. The answer is in the order of the labels. */
export function placeLabels(labels: readonly { at: number; text: string }[], width: number): Placed[] {
  const rows: Span[][] = [];
  const order = labels.map((label, index) => ({ label, index })).sort((a, b) => a.label.at - b.label.at || a.index - b.index);
  const placed = labels.map((): Placed => ({ left: 0, row: 0 }));
  for (const { label, index } of order) {
    const own = textWidth(label.text);
    const left = Math.max(0, Math.min(width - own, label.at - own / 2));
    const touches = (taken: Span) => left < taken.to + kGap && left + own + kGap > taken.from;
    let row = rows.findIndex((taken) => !taken.some(touches));
    if (row < 0) row = rows.push([]) - 1;
    rows[row]?.push({ from: left, to: left + own });
    placed[index] = { left, row };
  }
  return placed;
}

export interface AxisLabel {
  at: number;
  label: string;
  left: number;
}

/** The labels of an axis, each centred on its point but within the width; when they would touch,
    every second, third … of them, so that their steps stay even. */
export function fitTicks(ticks: readonly { at: number; label: string }[], scale: (at: number) => number, width: number): AxisLabel[] {
  const all = ticks.map((tick) => {
    const own = textWidth(tick.label);
    return { ...tick, left: Math.max(0, Math.min(width - own, scale(tick.at) - own / 2)), own };
  });
  for (let step = 1; step <= all.length; step += 1) {
    const some = all.filter((_, index) => index % step === 0);
    if (some.every((one, index) => index === 0 || one.left >= (some[index - 1]?.left ?? 0) + (some[index - 1]?.own ?? 0) + kGap)) return some;
  }
  return [];
}

const near = (value: number) => String(Math.round(value * 10) / 10);

/** An SVG path through the points. */
export function linePath(points: readonly Point[]): string {
  return points.map((point, at) => `${at === 0 ? 'M' : 'L'}${near(point.x)} ${near(point.y)}`).join(' ');
}

/** At most `count` of the points, the first and the last always among them: a screen shows no more. */
export function thin<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, at) => items[Math.round(at * step)] as T);
}
