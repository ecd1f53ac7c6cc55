// Days as counts since 1970-01-01, so that no time zone of the browser can move a date.
// SPDX-License-Identifier: Apache-2.0

const kDay = 86_400_000;
const kShape = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/;

/** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` as days, with the hour as a fraction; null when it is none. */
export function toDays(text: string | null | undefined): number | null {
  const parts = kShape.exec(text ?? '');
  if (!parts) return null;
  const [, year, month, day, hour = '0', minute = '0'] = parts;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day)) / kDay;
  return midnight + (Number(hour) * 60 + Number(minute)) / 1440;
}

export interface Civil {
  year: number;
  month: number;
  day: number;
}

export function toCivil(days: number): Civil {
  const date = new Date(Math.floor(days) * kDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function fromCivil(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / kDay;
}

/** Sunday 0 … Saturday 6. */
export function weekday(days: number): number {
  return (((Math.floor(days) + 4) % 7) + 7) % 7;
}

export function isoDay(days: number): string {
  return new Date(Math.floor(days) * kDay).toISOString().slice(0, 10);
}
