// One shape for everything that goes wrong: a rule, what was seen, where, and what to do.
// SPDX-License-Identifier: Apache-2.0
import type { ProblemBody } from './types';

export class Problem extends Error {
  readonly rule: string;
  readonly status: number;
  readonly where: string;
  readonly advice: string;
  readonly requestId: string;

  constructor(body: Partial<ProblemBody>) {
    super(body.message ?? body.title ?? '');
    this.name = 'Problem';
    this.rule = body.rule ?? 'web.unknown';
    this.status = body.status ?? 0;
    this.where = body.where ?? '';
    this.advice = body.advice ?? '';
    this.requestId = body.request_id ?? '';
  }
}

/** Rules of the browser side carry no message; the page words them in its own language. */
export function toProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  if (cause instanceof TypeError) return new Problem({ rule: 'web.unreachable' });
  return new Problem({ rule: 'web.unknown', message: cause instanceof Error ? cause.message : '' });
}

export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}
