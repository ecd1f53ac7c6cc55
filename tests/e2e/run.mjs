// Page tests in Chromium over the real program. TONGCHOU names the program; BASE an address where
// one already serves the examples; PART=pages, journey, import, why, sprint or outlook runs one
// part. Last line: `N passed, N failed`.
// SPDX-License-Identifier: Apache-2.0
import { launch, makeReport, startServer } from './harness.mjs';
import { imports } from './import.mjs';
import { journeys } from './journey.mjs';
import { outlooks } from './outlook.mjs';
import { everyPage } from './pages.mjs';
import { sprints } from './sprint.mjs';
import { explanations } from './why.mjs';

const { result, check } = makeReport();
const parts = { pages: everyPage, journey: journeys, import: imports, why: explanations, sprint: sprints, outlook: outlooks };
const wanted = process.env.PART ? [process.env.PART] : Object.keys(parts);
let server;
let browser;
try {
  if (!process.env.BASE) server = await startServer();
  browser = await launch();
  const base = process.env.BASE ?? server.base;
  for (const part of wanted) await parts[part]({ browser, base, check });
} catch (error) {
  result.failed += 1;
  console.log(`FAILED to run: ${error.stack ?? error}`);
} finally {
  await browser?.close();
  await server?.stop();
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed === 0 && result.passed > 0 ? 0 : 1;
