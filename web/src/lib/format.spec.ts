import { describe, expect, it } from 'vitest';
import { fromCivil, isoDay, toCivil, toDays, weekday } from './dates';
import { day, dueDay, duration, instant, moment, money, month, number, percent, points, shift, signed } from './format';

describe('dates', () => {
  it('counts days without a time zone', () => {
    expect(toDays('1970-01-02')).toBe(1);
    expect(toDays('1970-01-01T12:00')).toBe(0.5);
    expect(toDays('1969-12-31')).toBe(-1);
    expect(toDays('')).toBeNull();
    expect(toDays(null)).toBeNull();
    expect(toDays('soon')).toBeNull();
  });
  it('goes there and back for every day of 60 years', () => {
    for (let days = fromCivil(1990, 1, 1); days < fromCivil(2050, 1, 1); days += 1) {
      const { year, month, day: date } = toCivil(days);
      expect(fromCivil(year, month, date)).toBe(days);
      expect(toDays(isoDay(days))).toBe(days);
    }
  });
  it('knows weekdays, also before 1970', () => {
    expect(weekday(toDays('2026-03-15') ?? 0)).toBe(0);
    expect(weekday(toDays('1969-12-31') ?? 0)).toBe(3);
  });
});

describe('formatter', () => {
  it('writes days of this year short and others whole', () => {
    expect(day('2026-03-05', 'zh-CN', 2026)).toBe('3月5日');
    expect(day('2026-03-05', 'en', 2026)).toBe('5 Mar');
    expect(day('2027-03-05T00:00', 'zh-CN', 2026)).toBe('2027-03-05');
    expect(day(null, 'zh-CN', 2026)).toBe('');
    expect(dueDay('2026-03-20', 'zh-CN', 2026)).toBe('3月20日 周五');
    expect(dueDay('2026-03-20', 'en', 2026)).toBe('20 Mar Fri');
  });
  it('writes months of an axis', () => {
    expect(month(toDays('2026-03-31') ?? 0, 'zh-CN', 2026)).toBe('3月');
    expect(month(toDays('2026-03-31') ?? 0, 'en', 2026)).toBe('Mar');
    expect(month(toDays('2027-01-01') ?? 0, 'en', 2026)).toBe('2027-01');
  });
  it('writes money in 万元, 亿元 and millions', () => {
    expect(money(480, 'zh-CN')).toBe('480 万元');
    expect(money(9999.96, 'zh-CN')).toBe('10,000 万元');
    expect(money(12_345, 'zh-CN')).toBe('1.2 亿元');
    expect(money(480, 'en')).toBe('CNY 4.8 m');
    expect(money(39_212, 'en')).toBe('CNY 392.1 m');
    expect(money(5, 'en')).toBe('CNY 0.05 m');
    expect(money(250_000, 'en')).toBe('CNY 2.5 bn');
    expect(money(-480, 'zh-CN')).toBe('−480 万元');
  });
  it('writes numbers with a real minus and no minus nought', () => {
    expect(number(-0.01)).toBe('0');
    expect(signed(2.84)).toBe('+2.8');
    expect(signed(-2.84)).toBe('−2.8');
    expect(signed(0.04)).toBe('0');
    expect(percent(93.24)).toBe('93.2%');
    expect(points(-2.8, 'zh-CN')).toBe('−2.8 点');
    expect(duration(1, 'en')).toBe('1 day');
    expect(duration(12, 'zh-CN')).toBe('12 天');
  });
  it('tells by how much a date moved', () => {
    expect(shift(7200, 'zh-CN')).toBe('+5 天');
    expect(shift(-1440 - 61, 'en')).toBe('−1 day 1 h 1 min');
    expect(shift(2 * 1440, 'en')).toBe('+2 days');
    expect(shift(0, 'zh-CN')).toBe('不变');
    expect(instant('2026-03-15T00:00')).toBe('2026-03-15');
    expect(instant('2026-03-15T17:00')).toBe('2026-03-15 17:00');
  });
  it('shows moments on the city clock', () => {
    expect(moment('2026-03-15T20:05:00Z')).toBe('2026-03-16 04:05');
    expect(moment('never')).toBe('never');
  });
});
