// The one formatter of dates, money and durations. Money comes in 万元.
// SPDX-License-Identifier: Apache-2.0
import { toCivil, toDays, weekday } from './dates';

export type Lang = 'zh-CN' | 'en';

const kMinus = '−';
const kMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const kWeekdays: Record<Lang, string[]> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** At most `digits` decimals, thousands separated, a real minus. */
export function number(value: number, digits = 1): string {
  const text = Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: digits });
  return value < 0 && text !== '0' ? kMinus + text : text;
}

export function signed(value: number, digits = 1): string {
  const text = number(value, digits);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/** `3月15日` or `15 Mar` in `thisYear`, else `2027-03-15`. */
export function day(text: string | null | undefined, lang: Lang, thisYear: number): string {
  const days = toDays(text);
  if (days === null) return '';
  const { year, month, day: date } = toCivil(days);
  if (year !== thisYear) return (text ?? '').slice(0, 10);
  return lang === 'en' ? `${String(date)} ${kMonths[month - 1] ?? ''}` : `${String(month)}月${String(date)}日`;
}

/** A month on an axis: `3月` or `Mar` in `thisYear`, else `2027-03`; `days` is any day of it. */
export function month(days: number, lang: Lang, thisYear: number): string {
  const { year, month: index } = toCivil(days);
  if (year !== thisYear) return `${String(year)}-${String(index).padStart(2, '0')}`;
  return lang === 'en' ? (kMonths[index - 1] ?? '') : `${String(index)}月`;
}

export function dueDay(text: string | null | undefined, lang: Lang, thisYear: number): string {
  const days = toDays(text);
  if (days === null) return '';
  return `${day(text, lang, thisYear)} ${kWeekdays[lang][weekday(days)] ?? ''}`;
}

/** 万元 to 亿元 above ten thousand 万; in English in millions and billions of yuan. */
export function money(wan: number, lang: Lang): string {
  if (lang === 'en') {
    const million = wan / 100;
    const big = Math.abs(million) >= 1000;
    const digits = Math.abs(million) < 10 ? 2 : 1;
    return big ? `CNY ${number(million / 1000)} bn` : `CNY ${number(million, digits)} m`;
  }
  return Math.abs(wan) >= 10_000 ? `${number(wan / 10_000)} 亿元` : `${number(wan)} 万元`;
}

export function duration(count: number, lang: Lang): string {
  const text = number(count);
  if (lang === 'zh-CN') return `${text} 天`;
  return Math.abs(count) === 1 ? `${text} day` : `${text} days`;
}

/** Elapsed minutes with their sign: `+5 天 4 小时`, `−1 day`. */
export function shift(minutes: number, lang: Lang): string {
  const all = Math.abs(minutes);
  const zh = lang === 'zh-CN';
  const days = Math.floor(all / 1440);
  const parts: [number, string][] = [
    [days, zh ? '天' : days === 1 ? 'day' : 'days'],
    [Math.floor((all % 1440) / 60), zh ? '小时' : 'h'],
    [all % 60, zh ? '分钟' : 'min'],
  ];
  const text = parts.filter(([count]) => count > 0).map(([count, unit]) => `${String(count)} ${unit}`).join(' ');
  if (text === '') return zh ? '不变' : 'no move';
  return (minutes > 0 ? '+' : kMinus) + text;
}

/** `2026-03-15T17:00` as the plan has it; the day alone at midnight. */
export function instant(text: string): string {
  return text.endsWith('T00:00') ? text.slice(0, 10) : text.replace('T', ' ');
}

export function percent(value: number): string {
  return `${number(value)}%`;
}

export function points(value: number, lang: Lang): string {
  return `${signed(value)} ${lang === 'en' ? 'pts' : '点'}`;
}

/** `2026-03-15T08:05:00Z` on the city's clock (China has one zone and no summer time). */
export function moment(utc: string): string {
  const at = Date.parse(utc);
  if (Number.isNaN(at)) return utc;
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
