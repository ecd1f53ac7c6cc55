// A plan comes in: a small XER is dropped, looked at, confirmed and seen on the project page; its
// update finds the activities again, so that a blocker stays where it is; a loop is refused.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { apiOf, axePath, kDemo, must, openPage, until } from './harness.mjs';

const axe = readFileSync(axePath, 'utf8');
const kWeek = [1, 2, 3, 4, 5, 6, 7].map((day) => `(0||${day}()(${day === 1 || day === 7 ? '' : '(0||0(s|08:00|f|16:00)())'}))`).join('');
const kCalendar = `(0||CalendarData()((0||DaysOfWeek()(${kWeek}))(0||Exceptions()())))`;
const table = (name, fields, rows) => [`%T\t${name}`, `%F\t${fields.join('\t')}`, ...rows.map((row) => `%R\t${row.join('\t')}`)];

/** Activities as [id, code, name, hours], links as [before, after]. */
function xer(tasks, links) {
  return [
    'ERMHDR\t19.12\t2026-03-20\tProject\tadmin\tadmin\tdb\tProject Management\tCNY',
    ...table('CALENDAR', ['clndr_id', 'clndr_name', 'clndr_type', 'day_hr_cnt', 'clndr_data'], [[1, '五天班', 'CA_Base', 8, kCalendar]]),
    ...table('PROJECT', ['proj_id', 'proj_short_name', 'proj_name', 'plan_start_date', 'last_recalc_date', 'clndr_id'], [[1, 'E2E', '导入示例厂', '2026-03-02 08:00', '2026-03-15 08:00', 1]]),
    ...table('PROJWBS', ['wbs_id', 'proj_id', 'wbs_short_name', 'wbs_name', 'proj_node_flag'], [[1, 1, 'E2E', '导入示例厂', 'Y']]),
    ...table('TASK', ['task_id', 'proj_id', 'wbs_id', 'clndr_id', 'task_code', 'task_name', 'task_type', 'status_code', 'target_drtn_hr_cnt', 'remain_drtn_hr_cnt'],
      tasks.map(([id, code, name, hours]) => [id, 1, 1, 1, code, name, 'TT_Task', 'TK_NotStart', hours, hours])),
    ...table('TASKPRED', ['task_pred_id', 'task_id', 'pred_task_id', 'proj_id', 'pred_proj_id', 'pred_type', 'lag_hr_cnt'],
      links.map(([before, after], at) => [at + 1, after, before, 1, 1, 'PR_FS', 0])),
    '%E', '',
  ].join('\n');
}
const kFirst = xer([[11, 'A10', '土方', 40], [12, 'A20', '基础', 80], [13, 'A30', '厂房', 160]], [[11, 12], [12, 13]]);
// From another database: new ids, a longer foundation, one activity gone and one new.
const kUpdate = xer([[91, 'A20', '基础', 160], [92, 'A30', '厂房', 160], [93, 'A40', '设备安装', 40]], [[91, 92], [92, 93]]);
const kLoop = xer([[11, 'A10', '土方', 40], [12, 'A20', '基础', 80]], [[11, 12], [12, 11]]);

const text = (page, selector) => page.locator(selector).first().innerText();
const choose = (page, content) => page.locator('input[type=file]').setInputFiles({ name: 'plan.xer', mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

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

async function firstImport(page, base, api) {
  await page.goto(`${base}/${kDemo}/projects`);
  await page.getByRole('link', { name: '导入计划' }).click();
  await page.getByRole('heading', { name: '导入计划' }).waitFor();
  await choose(page, kFirst);
  await page.locator('.big').waitFor();
  must((await text(page, '.big')).includes('竣工'), 'the finish is not told');
  for (const code of ['A10', 'A20', 'A30']) await page.getByRole('cell', { name: code, exact: true }).waitFor();
  await sound(page, 'preview');
  const { total } = await api('GET', `/cities/${kDemo}/projects`);
  await page.getByRole('button', { name: '确认导入' }).click();
  const link = page.getByRole('link', { name: '导入示例厂' });
  await link.waitFor();
  must((await api('GET', `/cities/${kDemo}/projects`)).total === total + 1, 'no project was made');
  await link.click();
  await until(() => text(page, 'h1'), (title) => title === '导入示例厂', 'title of the new project');
  await page.getByRole('button', { name: '表格' }).click();
  must(await page.locator('tbody tr').count() === 3, 'the plan is not on the page');
  return Number(/projects\/(\d+)/.exec(page.url())[1]);
}

async function updateKeepsBlocker(page, base, api, project) {
  const before = await api('GET', `/cities/${kDemo}/projects/${project}`);
  const held = before.activities.find((one) => one.code === 'A20');
  const body = { activity_id: held.id, kind: 'land', text: '征迁未完', owner_organization: '自然资源局', ask: '完成征迁' };
  const blocker = await api('POST', `/cities/${kDemo}/blockers`, { body });
  await page.goto(`${base}/${kDemo}/projects/${project}`);
  await page.getByRole('link', { name: '导入计划' }).click();
  await choose(page, kUpdate);
  await page.locator('.big').waitFor();
  must((await text(page, '.big')).includes('推迟'), 'the later finish is not told');
  await page.getByRole('tab', { name: /删除/ }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('cell', { name: 'A40', exact: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('cell', { name: 'A10', exact: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await sound(page, 'changes of an update');
  await page.setViewportSize({ width: 390, height: 844 });
  await sound(page, 'changes of an update at phone width');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: '确认导入' }).press('Enter');
  await page.getByRole('link', { name: '导入示例厂' }).click();
  await page.getByRole('tab', { name: /堵点/ }).click();
  await page.getByText('征迁未完').first().waitFor();
  const after = await api('GET', `/cities/${kDemo}/projects/${project}`);
  const kept = after.activities.find((one) => one.code === 'A20');
  must(kept.id === held.id, 'the activity has another id');
  must(after.blockers.find((one) => one.id === blocker.id).activity_id === held.id, 'the blocker has lost its activity');
  must(!after.activities.some((one) => one.code === 'A10') && after.activities.length === 3, 'the plan is not the update');
}

async function loopIsRefused(page, base, api, project) {
  const before = await api('GET', `/cities/${kDemo}/projects/${project}`);
  await page.goto(`${base}/${kDemo}/import?project=${project}`);
  await page.getByRole('heading', { name: '导入计划' }).waitFor();
  await choose(page, kLoop);
  await page.getByRole('alert').getByText('network.loop').waitFor();
  await sound(page, 'refusal');
  const after = await api('GET', `/cities/${kDemo}/projects/${project}`);
  must(after.row.revision === before.row.revision, 'something was changed');
}

export async function imports({ browser, base, check }) {
  const api = apiOf(base);
  const { page, complaints } = await openPage(browser);
  let project = 0;
  await check('a plan comes in and is on its page', async () => { project = await firstImport(page, base, api); });
  await check('an update keeps a blocker on its activity', () => updateKeepsBlocker(page, base, api, project));
  const before = complaints.length;
  await check('the browser complains of nothing during an import', () => must(before === 0, complaints.join('\n')));
  await check('a loop is refused with its rule', () => loopIsRefused(page, base, api, project));
  await page.close();
}
