// The figures of the schedule checks as text, and what stands out.
// SPDX-License-Identifier: Apache-2.0
import type { Quality, QualityCheck, QualityFault, QualityPractice } from '@/api/types';
import { number } from '@/lib/format';

/** A sign beside each word: the result must not hang on colour. */
export const kStateSigns: Record<QualityCheck['state'], string> = { passed: '✓', failed: '✗', reported: '·', not_applicable: '–' };
export const kSeveritySigns: Record<QualityFault['severity'], string> = { error: '✗', warning: '!', info: '·', off: '' };
export const kPracticeSigns: Record<QualityPractice['state'], string> = { met: '●', partly: '◐', not_met: '○', not_assessable: '–' };

function valueText(value: number, unit: QualityCheck['unit']): string {
  if (unit === 'share') return `${number(value * 100)}%`;
  return number(value, unit === 'index' ? 2 : 0);
}

export function figureText(check: QualityCheck): string {
  return check.figure == null ? '' : valueText(check.figure, check.unit);
}

/** `≤ 5%`, `≥ 0.95`; empty when the figure is reported only. */
export function thresholdText(check: QualityCheck): string {
  const parts: string[] = [];
  if (check.at_least != null) parts.push(`≥ ${valueText(check.at_least, check.unit)}`);
  if (check.at_most != null) parts.push(`≤ ${valueText(check.at_most, check.unit)}`);
  return parts.join(' ');
}

/** The faults that were found, errors first, then as the server has them. */
export function foundFaults(quality: Quality): QualityFault[] {
  const order: QualityFault['severity'][] = ['error', 'warning', 'info', 'off'];
  return quality.faults
    .filter((fault) => fault.count > 0)
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** What makes the plan fail: failed checks, and kinds of fault that are errors. */
export function failures(quality: Quality): { checks: number; faults: number } {
  return {
    checks: quality.checks.filter((check) => check.state === 'failed').length,
    faults: quality.faults.filter((fault) => fault.severity === 'error' && fault.count > 0).length,
  };
}
