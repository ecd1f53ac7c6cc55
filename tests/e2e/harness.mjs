// What every journey needs: the program on a free loopback port over a temporary database, a
// browser, and a list of checks that goes on after a failure.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(join(root, 'web', 'package.json'));
export const { chromium } = require('playwright-core');
export const axePath = require.resolve('axe-core/axe.min.js');
export const shots = join(root, 'tests', 'e2e', 'out');

export const kYangquan = 140300;
export const kDemo = 990100;
const kBrowserArgs = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run'];
const kStartSeconds = 20;

export function programPath() {
  const places = [process.env.TONGCHOU, join(root, 'build', 'test', 'tongchou'), join(root, 'build', 'release', 'tongchou')];
  const found = places.find((path) => path && existsSync(path));
  if (!found) throw new Error('no program: set TONGCHOU to the built tongchou');
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kBrowserArgs });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Both examples in a new database, served. `stop` ends the program and removes the database. */
export async function startServer() {
  const program = programPath();
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-e2e-'));
  const db = ['--db', `sqlite:${join(folder, 'e2e.db')}`];
  for (const example of ['yangquan', 'demo-city']) {
    execFileSync(program, [...db, 'init', '--example', example], { stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const base = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, [...db, 'serve', '--listen', base.slice('http://'.length)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => { errors = (errors + text).slice(-4000); });
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < kStartSeconds * 10; tries += 1) {
    const ready = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { base, stop };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`the server did not become ready: ${errors}`);
}

/** The API as any client uses it; throws with the rule of a problem. */
export function apiOf(base) {
  return async (method, path, { body, revision } = {}) => {
    const headers = { 'Content-Type': 'application/json' };
    if (revision !== undefined) headers['If-Match'] = `"${revision}"`;
    if (method !== 'GET') headers['Idempotency-Key'] = randomUUID();
    const answer = await fetch(`${base}/api/v1${path}`, { method, headers, body: body ? JSON.stringify(body) : undefined });
    const value = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${value.rule}: ${value.message}`);
    return value;
  };
}

export function makeReport() {
  const result = { passed: 0, failed: 0 };
  const check = async (name, run) => {
    try {
      await run();
      result.passed += 1;
    } catch (error) {
      result.failed += 1;
      console.log(`FAILED ${name}\n  ${String(error.message ?? error).split('\n').slice(0, 12).join('\n  ')}`);
    }
  };
  return { result, check };
}

export function must(condition, message) {
  if (!condition) throw new Error(message);
}

/** Waits until `read` gives a value for which `fits` holds. */
export async function until(read, fits, what, milliseconds = 8000) {
  const end = Date.now() + milliseconds;
  let seen;
  while (Date.now() < end) {
    seen = await read();
    if (fits(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: still ${JSON.stringify(seen)} after ${milliseconds} ms`);
}

/** A page that remembers what the browser complained about. */
export async function openPage(browser, { width = 1440, height = 900, scheme = 'light' } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, acceptDownloads: true });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The examples hold no past; a look back is answered 404 and the page says so.
    // So is a project that no city holds.
    const { url } = message.location();
    const expected = url.includes('as_of=') || url.includes('/projects/999999');
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { page, complaints };
}
