// The two languages. Chinese is in the first bundle; English comes when asked for.
// SPDX-License-Identifier: Apache-2.0
import { createI18n } from 'vue-i18n';
import type { Lang } from '@/lib/format';
import zh from './zh-CN.json';

const kStored = 'tongchou.lang';

export const i18n = createI18n<[typeof zh], Lang, false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh } as Record<Lang, typeof zh>,
});

export async function setLang(lang: Lang): Promise<void> {
  if (lang === 'en') {
    const { default: en } = await import('./en.json');
    i18n.global.setLocaleMessage('en', en);
  }
  i18n.global.locale.value = lang;
  document.documentElement.lang = lang;
  try {
    localStorage.setItem(kStored, lang);
  } catch {
    // Private windows may refuse storage; the choice then lasts for this page.
  }
}

/** `?lang=` of the address, else the last choice, else Chinese. */
export function firstLang(search: string): Lang {
  const asked = new URLSearchParams(search).get('lang');
  if (asked !== null) return asked.startsWith('en') ? 'en' : 'zh-CN';
  try {
    return localStorage.getItem(kStored) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}
