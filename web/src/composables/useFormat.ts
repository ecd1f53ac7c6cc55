// The formatter in the language and the year of the screen.
// SPDX-License-Identifier: Apache-2.0
import { useI18n } from 'vue-i18n';
import { isoDay, toCivil } from '@/lib/dates';
import * as format from '@/lib/format';
import { thisYear } from '@/stores/session';

type Text = string | null | undefined;

export function useFormat() {
  const { locale } = useI18n();
  const lang = () => locale.value as format.Lang;
  return {
    number: format.number,
    percent: format.percent,
    moment: format.moment,
    day: (text: Text) => format.day(text, lang(), thisYear.value),
    dueDay: (text: Text) => format.dueDay(text, lang(), thisYear.value),
    /** A tick of a time axis: its month, or the day when the span is too short for months. */
    tick: (days: number) => (toCivil(days).day === 1 ? format.month(days, lang(), thisYear.value) : format.day(isoDay(days), lang(), thisYear.value)),
    money: (wan: number) => format.money(wan, lang()),
    duration: (count: number) => format.duration(count, lang()),
    shift: (minutes: number) => format.shift(minutes, lang()),
    instant: format.instant,
    points: (value: number) => format.points(value, lang()),
    /** The Chinese or the English one of two texts of the server. */
    pick: (zh: string, en: string) => (lang() === 'en' && en !== '' ? en : zh),
  };
}
