// 研判 and 假如: the range of a held project, the chance by any date, and what the release of its
// blocker would do; the numbers of the page are the server's.
// SPDX-License-Identifier: Apache-2.0
import { apiOf, kDemo, must, openPage, until } from './harness.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

/** A project whose finish an open blocker holds by days. */
async function findHeld(api) {
  const { decisions } = await api('GET', `/cities/${kDemo}/dispatch?top=0`);
  for (const { project_id: project } of decisions.filter((one) => one.blocker_id).slice(0, 12)) {
    const outlook = await api('GET', `/cities/${kDemo}/projects/${project}/outlook`);
    const drag = outlook.drags.find((one) => one.kind === 'blocker' && one.days >= 5);
    if (drag) return { project, outlook, drag };
  }
  throw new Error('the example holds no project that a blocker holds');
}

async function seeRange(page, base, { project, outlook }) {
  await page.goto(`${base}/${kDemo}/projects/${project}`);
  await page.getByRole('tab', { name: '研判' }).click();
  await page.locator('.headline').waitFor({ timeout: 30_000 });
  const chance = outlook.nodes[0].chance_of_baseline;
  if (chance !== null) must((await text(page, '.headline')).includes(`${Math.round(chance * 100)}%`), 'the headline tells another chance');
  const rows = await page.locator('#panel-outlook svg[aria-hidden="true"]').count();
  must(rows === Math.min(12, outlook.drivers.length), `${rows} bars of ${outlook.drivers.length} causes`);
}

async function chanceByDate(page, { outlook }) {
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/api/')) asked.push(request.url()); });
  const slider = page.getByRole('slider');
  const chances = [];
  for (const key of ['Home', 'End']) {
    await slider.press(key);
    chances.push(await text(page, '.ask strong'));
  }
  must(chances[0].includes(' 0%') && chances[1].includes('100%'), `from ${chances[0]} to ${chances[1]}`);
  await page.locator('.ask input').fill(outlook.nodes[0].p80.slice(0, 10));
  await page.locator('.ask input').press('Tab');
  const shown = Number(/(\d+)%/.exec(await text(page, '.ask strong'))?.[1]);
  must(Math.abs(shown - 80) <= 3, `the chance at P80 is told as ${shown}%`);
  must(asked.length === 0, `the slider asked the server: ${asked[0]}`);
}

async function release(page, api, { project, drag }) {
  await page.getByRole('row', { name: drag.name }).getByRole('button', { name: '假如解除' }).click();
  const answer = await api('POST', `/cities/${kDemo}/projects/${project}/what_if`, { body: { changes: [{ kind: 'release', blocker_id: drag.blocker_id }] } });
  const days = Math.round(answer.finish_days);
  await until(() => text(page, '.drawer .head'), (words) => words.includes(days > 0 ? `早 ${days} 天` : '不变'), 'what the release does');
  await page.reload();
  await until(() => text(page, '.drawer .head'), (words) => words.includes(days > 0 ? `早 ${days} 天` : '不变'), 'the same after a reload');
}

async function addAndTakeBack(page) {
  const drawer = page.locator('.drawer');
  await drawer.getByRole('combobox', { name: '哪种变动' }).selectOption('hold');
  await drawer.getByRole('button', { name: '加上' }).click();
  const number = drawer.getByRole('spinbutton');
  await number.fill('400');
  await until(() => new URL(page.url()).searchParams.get('changes') ?? '', (changes) => changes.endsWith('.400'), 'the number in the address');
  await until(() => drawer.locator('.effect').getAttribute('aria-busy'), (busy) => busy === 'false', 'the answer');
  await drawer.getByRole('button', { name: '全部撤销' }).click();
  await until(() => text(page, '.drawer .head'), (words) => words.includes('还没有变动'), 'nothing asked');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  must(await page.evaluate(() => document.activeElement?.textContent?.includes('假如')), 'the focus goes back to the button');
}

async function earned(page, base, api, { project }) {
  const value = await api('GET', `/cities/${kDemo}/projects/${project}/earned_value`);
  await page.goto(`${base}/${kDemo}/projects/${project}?tab=earned`);
  await page.getByRole('img', { name: '累计曲线' }).waitFor();
  if (value.earned !== null) must((await text(page, '.headline')).includes(`${Math.round(value.earned * 1000) / 10}%`), 'another share is done');
  await page.getByText('按月数字').last().click();
  const rows = await page.locator('#panel-earned details tbody tr').count();
  must(rows === value.months.length, `${rows} of ${value.months.length} months`);
}

async function record(page, base, api) {
  const { all } = await api('GET', `/cities/${kDemo}/calibration`);
  await page.goto(`${base}/${kDemo}/overview`);
  await page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: '预测核对' }).click();
  await page.getByRole('heading', { name: '预测核对' }).waitFor();
  if (all.forecasts === 0) await page.getByText('还没有公布过的预测').waitFor();
}

export async function outlooks({ browser, base, check }) {
  const api = apiOf(base);
  const { page, complaints } = await openPage(browser);
  const held = await findHeld(api);
  await check('the range of a held project', () => seeRange(page, base, held));
  await check('the chance by any date asks nothing', () => chanceByDate(page, held));
  await check('the release of a blocker, and the same by its address', () => release(page, api, held));
  await check('a change is added, edited, taken back', () => addAndTakeBack(page));
  await check('planned, done and spent', () => earned(page, base, api, held));
  await check('the record of forecasts, or that there is none', () => record(page, base, api));
  await check('the browser complains of nothing', () => must(complaints.length === 0, complaints.join('\n')));
  await page.close();
}
