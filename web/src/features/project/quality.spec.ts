import { describe, expect, it } from 'vitest';
import type { Quality, QualityCheck, QualityFault } from '@/api/types';
import { failures, figureText, foundFaults, thresholdText } from './quality';

const check = (over: Partial<QualityCheck>): QualityCheck => ({
  check: 'leads', number: 2, name: '负时距', name_en: 'Leads', source: '', state: 'passed', figure: 0, unit: 'share',
  count: 0, population: 10, at_most: null, at_least: null, reason: '', reason_en: '', offenders: [], ...over,
});
const fault = (rule: string, severity: QualityFault['severity'], count: number): QualityFault => ({
  rule, severity, count, name: '', name_en: '', advice: '', advice_en: '', places: [],
});

describe('figures', () => {
  it('are told in their unit, thresholds too', () => {
    expect(figureText(check({ figure: 0.0625 }))).toBe('6.3%');
    expect(figureText(check({ figure: 0.946, unit: 'index' }))).toBe('0.95');
    expect(figureText(check({ figure: 3, unit: 'count' }))).toBe('3');
    expect(figureText(check({ figure: null }))).toBe('');
    expect(thresholdText(check({ at_most: 0.05 }))).toBe('≤ 5%');
    expect(thresholdText(check({ at_most: 0 }))).toBe('≤ 0%');
    expect(thresholdText(check({ at_least: 0.95, unit: 'index' }))).toBe('≥ 0.95');
    expect(thresholdText(check({}))).toBe('');
  });
});

describe('faults', () => {
  const quality = {
    checks: [check({ state: 'failed' }), check({ state: 'reported' }), check({ state: 'not_applicable' })],
    faults: [fault('a', 'warning', 2), fault('b', 'info', 1), fault('c', 'error', 0), fault('d', 'error', 4), fault('e', 'warning', 1)],
  } as unknown as Quality;
  it('found ones stand errors first, in the order of the server', () => {
    expect(foundFaults(quality).map((one) => one.rule)).toEqual(['d', 'a', 'e', 'b']);
  });
  it('count as failures only when they are errors and were found', () => {
    expect(failures(quality)).toEqual({ checks: 1, faults: 1 });
  });
});
