import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem, toProblem } from './problem';

type Reply = (request: Request) => { status: number; body: unknown; type?: string };

// The generated client builds its requests against the page's own address.
function answerWith(reply: Reply): Request[] {
  const seen: Request[] = [];
  vi.stubGlobal('Request', class extends Request {
    constructor(input: string | URL | Request, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://here') : input, init);
    }
  });
  vi.stubGlobal('fetch', (request: Request) => {
    seen.push(request);
    const { status, body, type = 'application/json' } = reply(request);
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } }));
  });
  return seen;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

async function freshClient() {
  vi.resetModules();
  return await import('./client');
}

describe('client', () => {
  it('gathers all pages of a long list', async () => {
    const seen = answerWith((request) => {
      const offset = Number(new URL(request.url).searchParams.get('offset'));
      const projects = Array.from({ length: Math.min(500, 1203 - offset) }, (_, id) => ({ id: offset + id }));
      return { status: 200, body: { total: 1203, projects } };
    });
    const client = await freshClient();
    const list = await client.listProjects({ city: 990100, asOf: '2026-03-01' });
    expect(list.projects.map((row) => row.id)).toEqual(Array.from({ length: 1203 }, (_, id) => id));
    expect(seen).toHaveLength(3);
    expect(seen.every((request) => request.url.includes('as_of=2026-03-01'))).toBe(true);
  });
  it('stops when the server gives less than it promised', async () => {
    answerWith(() => ({ status: 200, body: { total: 10, projects: [] } }));
    const client = await freshClient();
    expect((await client.listProjects({ city: 1 })).projects).toEqual([]);
  });
  it('throws the problem that the server states', async () => {
    answerWith(() => ({ status: 404, type: 'application/problem+json', body: { rule: 'project.unknown', message: 'no project 9', where: 'path', status: 404, title: '', type: '' } }));
    const client = await freshClient();
    await expect(client.getProject({ city: 1 }, 9)).rejects.toMatchObject({ rule: 'project.unknown', message: 'no project 9', where: 'path', status: 404 });
  });
  it('words an answer that is no problem object itself', async () => {
    answerWith(() => ({ status: 502, body: {} }));
    const client = await freshClient();
    await expect(client.getProject({ city: 1 }, 9)).rejects.toMatchObject({ rule: 'web.no_problem_body', status: 502 });
  });
  it('asks why a date is what it is, and since when it moved', async () => {
    const seen = answerWith(() => ({ status: 200, body: { move: null } }));
    const client = await freshClient();
    await client.getExplanation({ city: 990100, asOf: '2026-04-01' }, { project: 2, activity: 40, date: 'float', since: '2026-03-15' });
    await client.getExplanation({ city: 990100 }, { project: 2, activity: 40 });
    const base = '/api/v1/cities/990100/projects/2/activities/40/explanation';
    expect(seen.map(({ url }) => url.replace('http://here', ''))).toEqual([`${base}?as_of=2026-04-01&date=float&since=2026-03-15`, base]);
  });
  it('sends an order with its key', async () => {
    const seen = answerWith(() => ({ status: 201, body: { noun: 'orders', id: 1 } }));
    const client = await freshClient();
    await client.giveOrder(990100, 'key-1', { addressee: '某局', text: '办' });
    expect(seen[0]?.headers.get('Idempotency-Key')).toBe('key-1');
    expect(await seen[0]?.json()).toEqual({ addressee: '某局', text: '办' });
  });
});

describe('toProblem', () => {
  it('tells an unreachable server from a fault of our own', () => {
    expect(toProblem(new TypeError('Failed to fetch')).rule).toBe('web.unreachable');
    expect(toProblem(new Error('x'))).toMatchObject({ rule: 'web.unknown', message: 'x' });
    const same = new Problem({ rule: 'a.b' });
    expect(toProblem(same)).toBe(same);
  });
});
