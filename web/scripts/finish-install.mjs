// Runs after `npm ci`. npm leaves out optional packages whose `engines` the running Node does not
// meet; on Debian's Node 18 those are the bundler's native parts. The lockfile brings its own newer
// Node, so the install is finished by that one. Nothing is done where nothing is missing.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const kGuard = 'TC_FINISHING_INSTALL';
const modules = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', 'node_modules');
const bin = join(modules, `node-linux-${process.arch}`, 'bin');
const natives = join(modules, '@rolldown');
const complete = existsSync(natives) && readdirSync(natives).some((name) => name.startsWith('binding-'));

if (!complete && !process.env[kGuard] && existsSync(join(bin, 'node'))) {
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, [kGuard]: '1', PATH: bin + delimiter + (process.env.PATH ?? '') };
  const done = spawnSync(join(bin, 'node'), [process.env.npm_execpath ?? '', ...words], { env, stdio: 'inherit' });
  process.exit(done.status ?? 1);
}
