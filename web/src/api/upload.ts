// Planning files to the server: the one request whose way up is worth showing, and which the
// generated client cannot follow. Answers as client.ts does: the noun, or a Problem.
// SPDX-License-Identifier: Apache-2.0
import { Problem } from './problem';
import type { ProblemBody, ScheduleImport, ScheduleImported } from './types';

export const kMostBytes = 64 * 1024 * 1024; // what the server takes

export interface ImportTarget {
  city: number;
  project: number | null; // null: new projects
  inProject: string; // code of one project of the file; empty: the only one, or all
}

export interface Watch {
  key: string; // the same over retries of one intention
  progress: (share: number) => void; // 0 to 1, of what is sent
  signal: AbortSignal;
}

function address(target: ImportTarget, file: File, part: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ file_name: file.name, ...more });
  if (target.project === null) query.set('new', 'true');
  else query.set('project', String(target.project));
  if (target.inProject !== '') query.set('in_project', target.inProject);
  return `/api/v1/cities/${String(target.city)}/schedule-imports${part}?${query.toString()}`;
}

function problemOf(request: XMLHttpRequest): Problem {
  try {
    const body = JSON.parse(request.responseText) as Partial<ProblemBody>;
    if (typeof body.rule === 'string') return new Problem({ status: request.status, ...body });
  } catch {
    // Not our server's words; said below.
  }
  return new Problem({ status: request.status, rule: 'web.no_problem_body' });
}

function send<T>(url: string, file: File, watch: Watch): Promise<T> {
  if (file.size > kMostBytes) return Promise.reject(new Problem({ rule: 'http.body_size', status: 413 }));
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', watch.key);
    request.upload.onprogress = ({ loaded, total }) => {
      watch.progress(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      if (request.status !== 200) {
        reject(problemOf(request));
        return;
      }
      watch.progress(1);
      resolve(JSON.parse(request.responseText) as T);
    };
    request.onerror = () => {
      reject(new Problem({ rule: 'web.unreachable' }));
    };
    request.onabort = () => {
      reject(new DOMException('aborted', 'AbortError'));
    };
    watch.signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
}

export function previewImport(target: ImportTarget, file: File, watch: Watch): Promise<ScheduleImport> {
  return send(address(target, file, '/preview'), file, watch);
}

export function confirmImport(target: ImportTarget, file: File, token: string, watch: Watch): Promise<ScheduleImported> {
  return send(address(target, file, '', { token }), file, watch);
}
