// The ranges of an outlook: chances read off its quantiles, the dates on one axis, the bars of the
// tornado. Moments are days since 1970-01-01 with the hour as a fraction.
// SPDX-License-Identifier: Apache-2.0
import type { Outlook, OutlookDriver, OutlookNode } from '@/api/types';
import type { Span } from '@/lib/chart';
import { toDays } from '@/lib/dates';

/** The quantiles as days, in order; what cannot be read is left out. */
export function quantileDays(node: Pick<OutlookNode, 'quantiles'>): number[] {
  return node.quantiles.map(toDays).filter((one) => one !== null);
}

/** The chance, 0 to 1, to be done by the end of `day`: linear between neighbouring quantiles. */
export function chanceBy(quantiles: readonly number[], day: number): number {
  const end = Math.floor(day) + 1;
  const last = quantiles.length - 1;
  const first = quantiles[0];
  if (first === undefined || end <= first) return 0;
  if (end > (quantiles[last] ?? first)) return 1;
  const at = quantiles.findIndex((one) => one >= end);
  const low = quantiles[at - 1] ?? first;
  const high = quantiles[at] ?? low;
  const within = high > low ? (end - low) / (high - low) : 1;
  return last === 0 ? 1 : (at - 1 + within) / last;
}

export function nodeKey(node: Pick<OutlookNode, 'kind' | 'id'>): string {
  return `${node.kind}.${node.id}`;
}

export interface NodeDates {
  p10: number;
  p50: number;
  p80: number;
  p90: number;
  approved: number | null;
  current: number | null;
  winter: number | null;
}

export function nodeDates(node: OutlookNode): NodeDates {
  const at = (text: string) => toDays(text) ?? 0;
  return {
    p10: at(node.p10), p50: at(node.p50), p80: at(node.p80), p90: at(node.p90),
    approved: toDays(node.approved), current: toDays(node.current), winter: toDays(node.winter_day),
  };
}

/** An axis that holds all bars and their approved and current dates, with a little room. */
export function axisOf(nodes: readonly NodeDates[]): Span {
  const all = nodes.flatMap((one) => [one.p10, one.p90, one.approved, one.current]).filter((one) => one !== null);
  if (all.length === 0) return { from: 0, to: 1 };
  const from = Math.min(...all);
  const to = Math.max(...all);
  const room = Math.max(3, (to - from) * 0.06);
  return { from: from - room, to: to + room };
}

export interface Bin {
  from: number;
  to: number;
  value: number;
}

export function bins(node: Pick<OutlookNode, 'histogram'>): Bin[] {
  const first = toDays(node.histogram.first) ?? 0;
  const width = node.histogram.width_days;
  return node.histogram.count.map((value, at) => ({ from: first + at * width, to: first + (at + 1) * width, value }));
}

/** The bar of a cause in per cent of the widest reach of all, and where P50 lies in it. */
export interface Swing {
  driver: OutlookDriver;
  from: number;
  to: number;
}

export function tornado(outlook: Outlook, most: number): { swings: Swing[]; middle: number } {
  const p50 = toDays(outlook.nodes[0]?.p50) ?? 0;
  const drivers = outlook.drivers.slice(0, most);
  const ends = drivers.map((one) => ({ driver: one, low: toDays(one.p50_at_low) ?? p50, high: toDays(one.p50_at_high) ?? p50 }));
  const from = Math.min(p50, ...ends.flatMap((one) => [one.low, one.high]));
  const to = Math.max(p50, ...ends.flatMap((one) => [one.low, one.high]));
  const share = (at: number) => (to > from ? ((at - from) / (to - from)) * 100 : 50);
  return {
    swings: ends.map((one) => ({ driver: one.driver, from: share(Math.min(one.low, one.high)), to: share(Math.max(one.low, one.high)) })),
    middle: share(p50),
  };
}
