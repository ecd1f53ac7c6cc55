// Why a date is what it is: chosen in the plan, told step by step in both languages and on a phone;
// a step leads to its activity; a day to compare with is told change by change, or why it cannot be.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { apiOf, axePath, kDemo, must, openPage, until } from './harness.mjs';

const axe = readFileSync(axePath, 'utf8');
const text = (page, selector) => page.locator(selector).first().innerText();

/** A project that waits for something, and the last activity of its driving chain. */
async function findActivity(api) {
  const { projects } = await api('GET', `/cities/${kDemo}/projects`);
  for (const row of projects) {
    const page = await api('GET', `/cities/${kDemo}/projects/${row.id}`);
    if (page.chain.length > 3) return { page, last: page.activities.find((one) => one.id === page.chain.at(-1)) };
  }
  throw new Error('the example holds no project with a chain');
}

async function sound(page, what) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(wider <= 0, `${what}: wider than the window by ${wider} pixels`);
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')}`);
  });
  must(found.length === 0, `${what}: ${found.join('\n')}`);
}

async function tell(page, base, api) {
  const { page: project, last } = await findActivity(api);
  const told = await api('GET', `/cities/${kDemo}/projects/${project.row.id}/activities/${last.id}/explanation`);
  await page.goto(`${base}/${kDemo}/projects/${project.row.id}?tab=plan&activity=${last.id}`);
  await until(() => text(page, '.why .said'), (said) => said === told.text, 'sentence of the page');
  await sound(page, 'explanation');
  const late = page.getByRole('button', { name: '最迟完成' });
  await late.focus();
  await page.keyboard.press('Enter');
  await until(() => text(page, '.why .said'), (said) => said.includes('最迟'), 'sentence of the late finish');
  must(await late.getAttribute('aria-pressed') === 'true', 'the choice does not say that it is chosen');
  await page.getByRole('button', { name: '最早开始' }).click();
  await until(() => text(page, '.why .said'), (said) => said === told.text, 'sentence of the start again');
  const before = told.chain.find((one) => one.activity.id !== last.id).activity;
  await page.locator('.why .chain button').first().click();
  await page.waitForURL(`**activity=${before.id}**`);
  await until(() => text(page, '.why .said'), (said) => said.includes(before.name), 'the step that was followed');
}

async function compare(page, base, api) {
  const { page: project, last } = await findActivity(api);
  const address = `${base}/${kDemo}/projects/${project.row.id}?tab=plan&activity=${last.id}`;
  await page.goto(address);
  await page.getByLabel('与此日相比').fill(project.as_of);
  await until(() => text(page, '.move .said'), (said) => said.includes(project.as_of), 'what moved since today');
  must((await text(page, '.move .said')).includes('没有变'), 'nothing has changed since today');
  await sound(page, 'comparison');
  await page.goto(`${address}&since=${project.as_of.slice(0, 4) - 30}-01-01`);
  await page.locator('.move .problem').waitFor();
  must((await text(page, '.move .problem')).includes('why.since'), 'the rule is not told');
  must((await text(page, '.why .said')).length > 0, 'the explanation went with the comparison');
}

async function onPhone(page, base, api) {
  const { page: project, last } = await findActivity(api);
  await page.addInitScript(() => localStorage.setItem('tongchou.lang', 'en'));
  await page.goto(`${base}/${kDemo}/projects/${project.row.id}?tab=plan&activity=${last.id}&since=${project.as_of}`);
  await until(() => text(page, '.why .said'), (said) => said.includes('starts on'), 'the English sentence');
  await page.locator('.move .said').waitFor();
  await sound(page, 'phone');
}

export async function explanations({ browser, base, check }) {
  const api = apiOf(base);
  const runs = { 'why: told step by step': [tell], 'why: compared with a day': [compare], 'why: English on a phone': [onPhone, { width: 390, height: 844 }] };
  for (const [name, [run, size]] of Object.entries(runs)) {
    await check(name, async () => {
      const { page, complaints } = await openPage(browser, size);
      await run(page, base, api);
      const meant = complaints.filter((one) => !one.includes('since='));
      must(meant.length === 0, `the browser complained: ${meant.join('; ')}`);
      await page.close();
    });
  }
}
