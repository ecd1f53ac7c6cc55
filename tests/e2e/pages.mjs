// Every page at both widths in both languages: no serious fault of accessibility, nothing wider
// than the window, no complaint of the browser. SHOTS=1 also leaves pictures in tests/e2e/out;
// PAGES=sprint looks only at pages with that in their name.
// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiOf, axePath, kDemo, kYangquan, must, openPage, shots } from './harness.mjs';
import { findSprints } from './sprint.mjs';

const axe = readFileSync(axePath, 'utf8');
const kViews = [
  { width: 1440, height: 900, lang: 'zh', scheme: 'light' },
  { width: 1440, height: 900, lang: 'en', scheme: 'light' },
  { width: 390, height: 844, lang: 'zh', scheme: 'light' },
  { width: 390, height: 844, lang: 'en', scheme: 'light' },
  { width: 1440, height: 900, lang: 'zh', scheme: 'dark' },
];

async function listPages(base) {
  const api = apiOf(base);
  const { decisions } = await api('GET', `/cities/${kDemo}/dispatch?top=0`);
  const held = decisions.find((one) => one.blocker_id) ?? decisions[0];
  const open = decisions.find((one) => !one.order_id) ?? held;
  const project = `/${kDemo}/projects/${held.project_id}`;
  const sprints = await findSprints(api);
  return {
    'overview': `/${kDemo}/overview`,
    'overview-yangquan': `/${kYangquan}/overview`,
    'projects': `/${kDemo}/projects`,
    'projects-grouped': `/${kDemo}/projects?group=stage&cols=unit,county,sector,type,stage,forecast,node,investment,done,blockers`,
    'projects-empty': `/${kDemo}/projects?q=zzzz`,
    'plan': `${project}?activity=${held.activity_id}`,
    'plan-table': `${project}?view=table`,
    'plan-yangquan': `/${kYangquan}/projects/3`,
    'nodes': `${project}?tab=nodes`,
    'blockers': `${project}?tab=blockers`,
    'orders': `${project}?tab=orders`,
    'outlook': `${project}?tab=outlook`,
    'outlook-yangquan': `/${kYangquan}/projects/3?tab=outlook`,
    'earned': `${project}?tab=earned`,
    'earned-yangquan': `/${kYangquan}/projects/3?tab=earned`,
    'calibration': `/${kDemo}/calibration`,
    'what-if': `${project}?what_if=1`,
    'what-if-asked': `${project}?tab=outlook&what_if=1&changes=release.${held.blocker_id}~crash.${held.activity_id}.5`,
    'quality': `${project}?tab=quality`,
    'quality-yangquan': `/${kYangquan}/projects/3?tab=quality`,
    'journal': `${project}?tab=journal`,
    'import': `/${kDemo}/import`,
    'import-into': `/${kDemo}/import?project=${held.project_id}`,
    'import-past': `/${kDemo}/import?as_of=2026-03-01`,
    'dispatch': `/${kDemo}/dispatch`,
    'dispatch-yangquan': `/${kYangquan}/dispatch`,
    'order': `/${kDemo}/dispatch?order=${open.rank}`,
    'sprint': `/${kDemo}/sprint`,
    'sprint-late': `/${kDemo}/sprint?project=${sprints.late.project_id}`,
    'sprint-met': `/${kDemo}/sprint?project=${sprints.met.project_id}`,
    'sprint-earliest': `/${kDemo}/sprint?project=${sprints.late.project_id}&by=${sprints.late.earliest_finish}`,
    'sprint-refused': `/${kDemo}/sprint?project=${sprints.refused.project_id}`,
    'sprint-unknown': `/${kDemo}/sprint?project=999999`,
    'past': `/${kDemo}/overview?as_of=2026-03-01`,
    'lever': `/${kDemo}/lever/funding`,
    'later': `/${kDemo}/later/domains`,
  };
}

async function faults(page) {
  const result = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes.slice(0, 1).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`) }));
  });
  return result.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

async function settle(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.skeleton') === null, undefined, { timeout: 60_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function visit(page, base, name, path, view) {
  const mark = path.includes('?') ? '&' : '?';
  await page.goto(`${base}${path}${mark}lang=${view.lang}`);
  await settle(page);
  if (process.env.SHOTS) {
    await page.screenshot({ path: join(shots, `${name}-${view.width}-${view.lang}-${view.scheme}.png`), fullPage: true });
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(wider <= 0, `wider than the window by ${wider} pixels`);
  await page.evaluate(axe);
  const found = await faults(page);
  must(found.length === 0, found.map(({ id, impact, at }) => `${id} (${impact}): ${at.join(' | ')}`).join('\n'));
}

export async function everyPage({ browser, base, check }) {
  if (process.env.SHOTS) mkdirSync(shots, { recursive: true });
  const pages = await listPages(base);
  for (const view of kViews) {
    const { page, complaints } = await openPage(browser, view);
    const label = `${view.width} px, ${view.lang}, ${view.scheme}`;
    for (const [name, path] of Object.entries(pages)) {
      if (!name.includes(process.env.PAGES ?? '')) continue;
      await check(`${name} at ${label}`, () => visit(page, base, name, path, view));
    }
    await check(`no complaint at ${label}`, () => must(complaints.length === 0, complaints.join('\n')));
    await page.close();
  }
}
