// The only place that asks the server. Every function answers with the noun or throws a Problem.
// SPDX-License-Identifier: Apache-2.0
import createClient from 'openapi-fetch';
import { Problem } from './problem';
import type { paths } from './schema.gen';
import type {
  Calibration, Changed, City, DispatchSheet, EarnedValue, Explanation, JournalEntry, KeptForecast, OrderDraft,
  Outlook, Overview, ProblemBody, ProjectPage, ProjectRow, Quality, Sprint, WhatIfAnswer, WhatIfChange,
} from './types';

/** The city, and the past day whose state is wanted; no day means now. */
export interface Frame {
  city: number;
  asOf?: string | undefined;
}

export interface ProjectList {
  city: City;
  as_of: string;
  read_only: boolean;
  total: number;
  projects: ProjectRow[];
}

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

const kPage = 500;
const client = createClient<paths>({ baseUrl: '/' });

function problemOf(error: unknown, status: number): Problem {
  const isProblem = typeof error === 'object' && error !== null && 'rule' in error;
  const body: Partial<ProblemBody> = isProblem ? error as ProblemBody : { rule: 'web.no_problem_body' };
  return new Problem({ status, ...body });
}

async function unwrap<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (error !== undefined || !response.ok) throw problemOf(error, response.status);
  if (data === undefined) throw problemOf(undefined, response.status);
  return data;
}

function path(frame: Frame) {
  return { path: { city: frame.city }, query: frame.asOf ? { as_of: frame.asOf } : {} };
}

export async function listCities(signal?: AbortSignal): Promise<City[]> {
  return (await unwrap(client.GET('/api/v1/cities', { signal }))).cities;
}

export function getOverview(frame: Frame, signal?: AbortSignal): Promise<Overview> {
  return unwrap(client.GET('/api/v1/cities/{city}/overview', { params: path(frame), signal }));
}

/** All rows of a city, fetched page by page (the contract gives 500 at most in one answer). */
export async function listProjects(frame: Frame, signal?: AbortSignal): Promise<ProjectList> {
  const rows: ProjectRow[] = [];
  for (;;) {
    const { path: where, query } = path(frame);
    const params = { path: where, query: { ...query, offset: rows.length, limit: kPage } };
    const part = await unwrap(client.GET('/api/v1/cities/{city}/projects', { params, signal }));
    rows.push(...part.projects);
    if (part.projects.length === 0 || rows.length >= part.total) return { ...part, projects: rows };
  }
}

export function getProject(frame: Frame, project: number, signal?: AbortSignal): Promise<ProjectPage> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query };
  return unwrap(client.GET('/api/v1/cities/{city}/projects/{project}', { params, signal }));
}

export async function getJournal(city: number, project: number, signal?: AbortSignal): Promise<JournalEntry[]> {
  const params = { path: { city, project } };
  const answer = await unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/journal', { params, signal }));
  return answer.entries;
}

export function getQuality(frame: Frame, project: number, signal?: AbortSignal): Promise<Quality> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query };
  return unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/quality', { params, signal }));
}

/** Which date of an activity is asked about, and since when its move. */
export interface WhyAsk {
  project: number;
  activity: number;
  date?: 'early_start' | 'early_finish' | 'late_start' | 'late_finish' | 'float' | undefined;
  since?: string | undefined;
}

export function getExplanation(frame: Frame, ask: WhyAsk, signal?: AbortSignal): Promise<Explanation> {
  const { path: where, query } = path(frame);
  const asked = { ...query, ...(ask.date ? { date: ask.date } : {}), ...(ask.since ? { since: ask.since } : {}) };
  const params = { path: { ...where, project: ask.project, activity: ask.activity }, query: asked };
  return unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/activities/{activity}/explanation', { params, signal }));
}

/** `by` absent asks for the usual date; `points` 0 leaves the curve out, which takes longest. */
export function getSprint(frame: Frame, project: number, ask: { by?: string; points: number }, signal?: AbortSignal): Promise<Sprint> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query: { ...query, points: ask.points, ...(ask.by ? { by: ask.by } : {}) } };
  return unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/sprint', { params, signal }));
}

export function getOutlook(frame: Frame, project: number, signal?: AbortSignal): Promise<Outlook> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query };
  return unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/outlook', { params, signal }));
}

/** Keeps nothing on the server; a key is given because every POST carries one. */
export function askWhatIf(frame: Frame, project: number, changes: WhatIfChange[], signal?: AbortSignal): Promise<WhatIfAnswer> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query, header: { 'Idempotency-Key': crypto.randomUUID() } };
  return unwrap(client.POST('/api/v1/cities/{city}/projects/{project}/what_if', { params, body: { changes }, signal }));
}

export async function listForecasts(frame: Frame, project: number, signal?: AbortSignal): Promise<KeptForecast[]> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query };
  return (await unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/forecasts', { params, signal }))).forecasts;
}

export function getEarnedValue(frame: Frame, project: number, signal?: AbortSignal): Promise<EarnedValue> {
  const { path: where, query } = path(frame);
  const params = { path: { ...where, project }, query };
  return unwrap(client.GET('/api/v1/cities/{city}/projects/{project}/earned_value', { params, signal }));
}

export function getCalibration(frame: Frame, signal?: AbortSignal): Promise<Calibration> {
  return unwrap(client.GET('/api/v1/cities/{city}/calibration', { params: path(frame), signal }));
}

export function getDispatch(frame: Frame, signal?: AbortSignal): Promise<DispatchSheet> {
  const { path: where, query } = path(frame);
  const params = { path: where, query: { ...query, top: 0 } };
  return unwrap(client.GET('/api/v1/cities/{city}/dispatch', { params, signal }));
}

/** `key` stays the same over retries of one intention, so that a repeated click gives one order. */
export function giveOrder(city: number, key: string, draft: OrderDraft): Promise<Changed> {
  const params = { path: { city }, header: { 'Idempotency-Key': key } };
  return unwrap(client.POST('/api/v1/cities/{city}/orders', { params, body: draft }));
}
