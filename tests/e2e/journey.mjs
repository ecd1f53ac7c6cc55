// The main journey: open, switch city, find a project, see what drives it, report an activity
// finished through the API and watch the page follow without a reload.
// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { apiOf, kDemo, kYangquan, must, openPage, until } from './harness.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

/** A started project whose light is not green, with work that could be reported finished. */
async function findProject(api) {
  const { projects } = await api('GET', `/cities/${kDemo}/projects`);
  for (const row of projects.filter((one) => one.stage === 'building' && ['red', 'yellow'].includes(one.light.color))) {
    const page = await api('GET', `/cities/${kDemo}/projects/${row.id}`);
    if (page.row.light.rule.startsWith('progress') && page.chain.length > 1) return page;
  }
  throw new Error('the example holds no late project to work on');
}

const isOpen = (activity) => activity.actual_finish === null;

/** Reports one activity finished on the data date; false when nothing is left. */
async function finishNext(api, project) {
  const page = await api('GET', `/cities/${kDemo}/projects/${project}`);
  const open = new Set(page.activities.filter(isOpen).map((one) => one.id));
  const waits = new Set(page.links.filter((link) => open.has(link.predecessor_id)).map((link) => link.successor_id));
  const next = page.activities.find((one) => open.has(one.id) && !waits.has(one.id));
  if (!next) return false;
  const finish = `${page.as_of}T00:00`;
  const body = { actual_start: next.actual_start ?? finish, actual_finish: finish, reason: 'e2e' };
  await api('PATCH', `/cities/${kDemo}/activities/${next.id}`, { body, revision: next.revision });
  return true;
}

async function watchLight(api, page, id) {
  const before = await api('GET', `/cities/${kDemo}/projects/${id}`);
  const shownBefore = await text(page, 'details .light');
  await page.evaluate(() => { window.notReloaded = true; });
  must(await finishNext(api, id), 'there was nothing to finish');
  await until(async () => (await api('GET', `/cities/${kDemo}/projects/${id}`)).row.done_percent,
    (percent) => percent > before.row.done_percent, 'progress of the project');
  await until(() => text(page, 'details .reason'), (reason) => reason !== before.row.light.reason_zh, 'reason on the page');
  let after = before;
  for (let turns = 0; turns < 40 && after.row.light.color === before.row.light.color; turns += 1) {
    if (!await finishNext(api, id)) break;
    after = await api('GET', `/cities/${kDemo}/projects/${id}`);
  }
  must(after.row.light.color !== before.row.light.color, `the light stayed ${before.row.light.color}`);
  await until(() => text(page, 'details .light'), (light) => light !== shownBefore, 'light on the page');
  await until(() => text(page, 'details .reason'), (reason) => reason === after.row.light.reason_zh, 'last reason on the page');
  must(await page.evaluate(() => window.notReloaded === true), 'the page was reloaded');
}

async function findAndOpen(page, base, project) {
  await page.goto(`${base}/`);
  await page.waitForURL(`**/${kYangquan}/overview`);
  await page.getByRole('combobox', { name: '城市' }).selectOption(String(kDemo));
  await page.waitForURL(`**/${kDemo}/overview`);
  must((await text(page, '.top-bar')).includes('示例数据'), 'a synthetic city must say so in the bar');
  await page.keyboard.press('/');
  await page.keyboard.type(project.row.initials);
  await page.getByRole('option', { name: project.row.name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/${kDemo}/projects/*`);
  await page.goto(`${base}/${kDemo}/projects/${project.row.id}`);
  await until(() => text(page, 'h1'), (title) => title === project.row.name, 'title');
}

async function seeChain(page, project) {
  const chain = await text(page, '.chain');
  must(chain.includes(project.chain_text), 'the driving chain is not told in words');
  const box = page.getByRole('region', { name: /横道图/ });
  await box.focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('.detail').waitFor();
  must(page.url().includes('activity='), 'the chosen activity is not in the address');
  await page.getByRole('button', { name: '表格' }).click();
  const rows = await page.locator('tbody tr').count();
  must(rows === project.activities.length, `the table shows ${rows} of ${project.activities.length} activities`);
  must(await page.locator('tr.driving').count() === project.activities.filter((one) => one.driving).length, 'driving rows');
}

async function useList(page, base, api) {
  const { total, projects } = await api('GET', `/cities/${kDemo}/projects`);
  await page.goto(`${base}/${kDemo}/projects`);
  await page.locator('tbody th a').first().waitFor();
  must((await text(page, 'tfoot')).includes(String(total)), 'the totals row must count all');
  await page.getByRole('combobox', { name: '灯' }).selectOption('red');
  const red = projects.filter((one) => one.light.color === 'red').length;
  await until(() => text(page, '.page-head'), (head) => head.includes(`${red} / ${total}`), 'count of red projects');
  must(page.url().includes('light=red'), 'the filter is not in the address');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  must(file.startsWith('\uFEFF') && file.trim().split('\r\n').length === red + 1, 'the export is not what is seen');
  await page.reload();
  await until(() => text(page, '.page-head'), (head) => head.includes(`${red} / ${total}`), 'count after a reload');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Enter');
  await until(() => text(page, 'h1'), (title) => title === name, 'project opened by keyboard');
  await page.goBack();
  await until(() => text(page, '.page-head'), (head) => head.includes(`${red} / ${total}`), 'count after going back');
}

async function giveOrder(page, base, api) {
  const sheet = await api('GET', `/cities/${kDemo}/dispatch?top=0`);
  const decision = sheet.decisions.find((one) => !one.order_id);
  await page.goto(`${base}/${kDemo}/dispatch`);
  await page.getByRole('button', { name: `转交办 ${decision.rank}`, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '下达交办' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const again = await api('GET', `/cities/${kDemo}/dispatch?top=0`);
  const same = again.decisions.find((one) => one.project_id === decision.project_id && one.what === decision.what);
  must(same?.order_id, 'the sheet does not know the order');
  await until(() => page.getByRole('button', { name: `转交办 ${same.rank}`, exact: true }).count(), (count) => count === 0, 'button of the decision');
}

async function lookBack(page, base) {
  await page.goto(`${base}/${kDemo}/dispatch?as_of=2026-03-01`);
  await page.locator('.strip.past').waitFor();
  await page.getByRole('alert').getByText('as_of.empty').waitFor();
  const buttons = page.getByRole('button', { name: /^转交办/ });
  for (let at = 0; at < await buttons.count(); at += 1) must(await buttons.nth(at).isDisabled(), 'a past day must offer no order');
}

async function statesOfPages(page, base) {
  await page.goto(`${base}/${kDemo}/projects?q=zzzzzz`);
  await page.getByText('没有符合条件的项目').waitFor();
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.locator('tbody th a').first().waitFor();
  await page.goto(`${base}/${kDemo}/projects/99999999`);
  await page.getByRole('alert').getByText('project.unknown').waitFor();
  await page.goto(`${base}/123456/overview`);
  await page.getByRole('heading', { name: '没有这一页' }).waitFor();
}

export async function journeys({ browser, base, check }) {
  const api = apiOf(base);
  const { page, complaints } = await openPage(browser);
  const project = await findProject(api);
  await check('open, switch city, find a project', () => findAndOpen(page, base, project));
  await check('the chain is drawn, told and tabled', () => seeChain(page, project));
  await check('finished work changes the light without a reload', async () => {
    await page.goto(`${base}/${kDemo}/projects/${project.row.id}`);
    await page.locator('.stream.live').waitFor();
    await page.locator('details .light').first().waitFor();
    await watchLight(api, page, project.row.id);
  });
  await check('the list filters, exports and obeys the keyboard', () => useList(page, base, api));
  await check('a decision becomes an order', () => giveOrder(page, base, api));
  await check('a day before all records says so', () => lookBack(page, base));
  await check('the language changes in place', async () => {
    await page.goto(`${base}/${kYangquan}/overview`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '总览' }).waitFor();
  });
  const before = complaints.length;
  await check('the browser complains of nothing', () => must(before === 0, complaints.join('\n')));
  await check('empty, unknown and wrong addresses say so', () => statesOfPages(page, base));
  await page.close();
}
