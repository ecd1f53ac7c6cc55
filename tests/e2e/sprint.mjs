// 冲刺攻坚: from the navigation to a late project, from "cannot be met" to the cheapest plan for the
// earliest date, and along the curve; numbers on the page are the server's.
// SPDX-License-Identifier: Apache-2.0
import { apiOf, kDemo, must, openPage, until } from './harness.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

/** A project that cannot make its date, one that can by paying, and one with work under a hazard. */
export async function findSprints(api) {
  const { projects } = await api('GET', `/cities/${kDemo}/projects`);
  const found = {};
  for (const row of projects.filter((one) => one.stage === 'building')) {
    const sprint = await api('GET', `/cities/${kDemo}/projects/${row.id}/sprint?points=0`).catch(() => null);
    if (!sprint) continue;
    if (!sprint.feasible && sprint.holding.length > 0) found.late ??= sprint;
    if (sprint.feasible && sprint.measures.length > 0) found.met ??= sprint;
    if (sprint.refused.length > 0) found.refused ??= sprint;
    if (found.late && found.met && found.refused) return found;
  }
  throw new Error(`the example holds no sprint of each kind: ${Object.keys(found)}`);
}

async function fromNavigation(page, base, late) {
  await page.goto(`${base}/${kDemo}/overview`);
  await page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: '冲刺攻坚' }).click();
  await page.waitForURL(`**/${kDemo}/sprint`);
  await page.getByRole('link', { name: late.project_name, exact: true }).click();
  await until(() => text(page, '.answer'), (words) => words.includes('完不成'), 'a date that cannot be met');
  const holding = await page.locator('.answer ol li').count();
  must(holding === late.holding.length, `${holding} of ${late.holding.length} activities that hold the finish`);
}

async function earliest(page, api, late) {
  await page.locator('.answer button').click();
  await page.waitForURL(`**by=${late.earliest_finish}**`);
  const plan = await api('GET', `/cities/${kDemo}/projects/${late.project_id}/sprint?points=0&by=${late.earliest_finish}`);
  await until(() => text(page, '.answer'), (words) => words.includes(`赶 ${plan.measures.length} 项`), 'the plan for the earliest date');
  must(await page.locator('.answer').getByText('假定').count() > 0, 'an assumed price must say so');
}

async function alongTheCurve(page) {
  await page.getByRole('slider').focus();
  const before = new URL(page.url()).searchParams.get('by');
  await page.keyboard.press('ArrowRight');
  const after = await until(() => new URL(page.url()).searchParams.get('by'), (day) => day !== before, 'the date in the address');
  must(after > before, 'the arrow goes to a later day');
  const table = page.getByText('曲线各点');
  await table.waitFor({ timeout: 60_000 });
  await table.click();
  const last = page.locator('details button').last();
  await last.click();
  await until(() => text(page, '.answer'), (words) => words.includes('不用赶'), 'nothing to pay at the normal finish');
  await page.getByRole('button', { name: '用回默认日期' }).click();
  await until(() => text(page, '.answer'), (words) => words.includes('完不成'), 'the usual date again');
}

async function hazard(page, base, refused) {
  await page.goto(`${base}/${kDemo}/sprint?project=${refused.project_id}`);
  await page.getByRole('heading', { name: '不许赶的' }).waitFor();
  must(await page.locator('li s').count() > 0, 'what may not be hurried is struck out');
  await page.getByText(refused.refused[0].hazard).first().waitFor();
}

export async function sprints({ browser, base, check }) {
  const api = apiOf(base);
  const { page, complaints } = await openPage(browser);
  const { late, refused } = await findSprints(api);
  await check('from the navigation to a project that is late', () => fromNavigation(page, base, late));
  await check('from too late to the cheapest plan for the earliest date', () => earliest(page, api, late));
  await check('along the curve by keyboard and by table', () => alongTheCurve(page));
  await check('work under an open hazard is not hurried', () => hazard(page, base, refused));
  await check('the browser complains of nothing', () => must(complaints.length === 0, complaints.join('\n')));
  await page.close();
}
