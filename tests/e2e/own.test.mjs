// Own data: brought along, understood, learned from and kept, and nothing of it is sent anywhere.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { SHORT, accuracy, card, choose, column, drop, learn, listen, onDisk, own, untilProblem, untilRead, use, visit } from './own.mjs';
import { gz, idx, npy, picked, png, shades, weather, zip } from './own-files.mjs';
import { useSite } from './site.mjs';

const site = useSite();

test('a table is dropped, learned from, judged and there after a reload; no request carries it', async t => {
  const page = await visit(site, t);
  const requests = listen(page);
  await drop(page, { 'weather.csv': weather() });
  await untilRead(page);
  assert.equal(await own(page, 'target').inputValue(), 'weather');
  assert.equal(await own(page, 'aim').inputValue(), 'classification');
  assert.equal(await column(page, 'humidity').locator('[data-own=kind]').inputValue(), 'number');
  assert.equal(await page.figure('own-train-rows') + await page.figure('own-validation-rows') + await page.figure('own-test-rows'), 400);
  await use(page);
  assert.match(page.page.url(), /[?&]data=own-[0-9a-f]{16}(&|$)/);
  assert.ok(await card(page, 'weather').locator('input[type=radio]').isChecked());

  await learn(page);
  assert.ok((await accuracy(page)) > 0.85);

  await page.page.reload();
  await page.go('collect');
  await card(page, 'weather').waitFor();
  assert.ok(await card(page, 'weather').locator('input[type=radio]').isChecked());
  await page.untilStates('done', 'collect');
  await page.go('train');
  await page.untilStatus('ready', 'done', 'paused', 'stopped');

  const origin = new URL(page.url).origin;
  for (const { url, method, body } of requests) {
    assert.equal(new URL(url).origin, origin, url);
    assert.equal(method, 'GET', url);
    assert.equal(body, '', url);
    assert.doesNotMatch(url, /canary|humidity|weather\.csv/);
  }
  await page.go('collect');
  assert.equal(await page.figure('foreign-requests'), 0);
  assert.ok((await page.figure('requests')) > 0);
});

test('a cell of the confusion matrix lists exactly its rows, and a row opens in the microscope', async t => {
  const page = await visit(site, t);
  await choose(page, { 'weather.csv': weather() });
  await untilRead(page);
  await use(page);
  await learn(page);
  await page.go('evaluate');
  const cell = page.page.locator('.confusion-cell button').first();
  const count = Number(await cell.innerText());
  await cell.click();
  await page.untilInPage(`${count} rows`, count => document.querySelectorAll('.rows-table tbody tr').length === count, Math.min(count, 60));
  await page.button('open-row').first().click();
  await page.page.waitForURL(/#\/backprop/);
});

test('what was guessed can be corrected, and every correction taken back', async t => {
  const page = await visit(site, t);
  await choose(page, { 'weather.csv': weather({ rows: 60 }) });
  await untilRead(page);
  const target = own(page, 'target');
  await target.selectOption('temperature');
  await untilRead(page);
  await page.untilInPage('a number as the aim', () => document.querySelector('[data-own=aim]').value === 'regression');
  await page.press('undo-own');
  await untilRead(page);
  assert.equal(await target.inputValue(), 'weather');
  await column(page, 'station').locator('[data-own=used]').uncheck();
  await own(page, 'name').focus();
  await page.page.locator('#own-bench-title').focus();
  await page.page.keyboard.press('Control+z');
  assert.ok(await column(page, 'station').locator('[data-own=used]').isChecked());
  await page.page.keyboard.press('Control+Shift+Z');
  assert.ok(!(await column(page, 'station').locator('[data-own=used]').isChecked()));

  const row = page.page.locator('[data-own=row]').first();
  await row.locator('[data-own=keep-row]').uncheck();
  await page.untilInPage('one row fewer', () => {
    const rows = name => Number(document.querySelector(`[data-figure=${name}]`).dataset.value);
    return rows('own-train-rows') + rows('own-validation-rows') + rows('own-test-rows') === 59;
  });
  const label = row.locator('[data-own=label]');
  const other = (await label.inputValue()) === 'rain' ? 'sun' : 'rain';
  await label.selectOption(other);
  await page.page.locator('.own-label.changed').waitFor();
  await own(page, 'header').selectOption('false');
  await untilRead(page);
  await page.page.locator('[data-own=column]').nth(3).waitFor();
  assert.equal(await column(page, 'humidity').count(), 0);
});

test('a table of semicolons without a header, pasted as text', async t => {
  const page = await visit(site, t);
  await page.page.evaluate(text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.querySelector('.collect-view').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, weather({ rows: 60, header: false, delimiter: ';' }));
  await untilRead(page);
  assert.equal(await own(page, 'delimiter').inputValue(), String(';'.charCodeAt(0)));
  assert.equal(await own(page, 'header').inputValue(), 'false');
});

for (const [sample, target] of [['breast-cancer', 'diagnosis'], ['german-credit', 'creditability']]) {
  test(`the sample ${sample} is a click away`, async t => {
    const page = await visit(site, t);
    await own(page, `sample-${sample}`).click();
    await untilRead(page);
    assert.equal(await own(page, 'target').inputValue(), target);
    await use(page);
  });
}

test('a file of this site is fetched by its address, and no other site is asked', async t => {
  const page = await visit(site, t);
  const requests = listen(page);
  await page.page.locator('.own-drop summary').click();
  await own(page, 'link-address').fill('https://example.org/weather.csv');
  await page.press('fetch-link');
  const { fault, words } = await untilProblem(page);
  assert.equal(fault, 'other-site');
  assert.match(words, /example\.org/);
  await page.press('dismiss-problem');
  await own(page, 'link-address').fill('data/samples/nowhere.csv');
  await page.press('fetch-link');
  assert.equal((await untilProblem(page)).fault, 'not-there');
  await own(page, 'link-address').fill('data/samples/breast_cancer_wdbc.csv');
  await page.press('fetch-link');
  await untilRead(page);
  assert.ok(requests.every(request => !request.url.includes('example.org')));
});

test('personal data are pointed out and hidden with one click', async t => {
  const page = await visit(site, t);
  const lines = Array.from({ length: 40 }, (_, row) => `person${row}@example.org,${1950 + row},${row % 2 ? 'yes' : 'no'}`);
  await choose(page, { 'people.csv': `email,year_of_birth,bought\n${lines.join('\n')}\n` });
  await untilRead(page);
  const email = column(page, 'email');
  assert.equal(await email.locator('[data-remark=personal]').getAttribute('data-personal'), 'email');
  const pseudonym = email.locator('[data-action=personal-pseudonym]');
  await pseudonym.click();
  assert.equal(await pseudonym.getAttribute('aria-pressed'), 'true');
  const coarse = column(page, 'year_of_birth').locator('[data-action=personal-coarse]');
  await coarse.click();
  assert.equal(await coarse.getAttribute('aria-pressed'), 'true');
  await page.press('leave-out-personal');
  assert.ok(!(await email.locator('[data-own=used]').isChecked()));
});

test('pictures in a ZIP, with one that cannot be read', async t => {
  const page = await visit(site, t);
  const files = { ...shades(), 'dark/broken.png': png(12, 1).subarray(0, 40) };
  await choose(page, { 'shades.zip': zip(files) });
  await untilRead(page);
  assert.equal(await page.figure('own-pictures'), 24);
  await page.page.locator('[data-own=unreadable] summary').click();
  assert.match(await own(page, 'unreadable').innerText(), /dark\/broken\.png/);
  await page.press('use-own');
  const { fault, entry } = await untilProblem(page);
  assert.deepEqual([fault, entry], ['bad-picture', 'dark/broken.png']);
  await page.press('skip-unreadable');
  await untilRead(page);
  await own(page, 'sheet-class').selectOption('all');
  const first = page.page.locator('[data-own=picture]').first();
  await first.click();
  await own(page, 'keep-picture').uncheck();
  await own(page, 'picture-label').selectOption('light');
  await use(page);
});

test('pictures and labels as IDX.gz', async t => {
  const page = await visit(site, t);
  const pixels = Array.from({ length: 40 * 64 }, (_, index) => (Math.floor(index / 64) % 2 ? 230 : 20));
  const labels = Array.from({ length: 40 }, (_, row) => row % 2);
  await choose(page, { 'labels.gz': gz(idx([40], labels)), 'pictures.gz': gz(idx([40, 8, 8], pixels)) });
  await untilRead(page);
  assert.equal(await page.figure('own-pictures'), 40);
  await use(page);
});

test('a network of own pictures is asked about another picture, which is treated like those', async t => {
  const server = await site.serve(t);
  const page = await visit(site, t, `${SHORT}&hidden=16`, { server, serviceWorkers: 'block' });
  await choose(page, { 'shades.zip': zip(shades()) });
  await untilRead(page);
  await use(page);
  await learn(page);
  await page.go('apply');
  const bring = page.page.locator('[data-control=bring-picture]');
  await bring.setInputFiles(picked({ 'night.png': png(40, 4) }));
  await page.untilFigure('prediction');
  await page.page.locator('.answer .big', { hasText: 'dark' }).waitFor();
  await bring.setInputFiles(picked({ 'noon.png': png(9, 250) }));
  await page.page.locator('.answer .big', { hasText: 'light' }).waitFor();
  await bring.setInputFiles(picked({ 'letter.png': 'Dear Sir' }));
  await page.page.locator('.bring-said.refused', { hasText: 'letter.png' }).waitFor();
  assert.match(await page.page.locator('.answer .big').innerText(), /light/);
  // What reads files does not start this time.
  server.faults['reader_bg.wasm'] = 'missing';
  await bring.setInputFiles(picked({ 'midnight.png': png(40, 2) }));
  await page.page.locator('.bring-said.refused', { hasText: /midnight\.png.*Try again/ }).waitFor();
  delete server.faults['reader_bg.wasm'];
  await bring.setInputFiles(picked({ 'midnight.png': png(40, 2) }));
  await page.page.locator('.answer .big', { hasText: 'dark' }).waitFor();
});

test('a set is renamed, opened again, handed out and deleted', async t => {
  const page = await visit(site, t);
  await choose(page, { 'weather.csv': weather() });
  await untilRead(page);
  await own(page, 'name').fill('Rain in spring');
  await own(page, 'name').press('Enter');
  await use(page);
  const old = card(page, 'Rain in spring');
  await old.locator('[data-action=rename-own]').click();
  await own(page, 'new-name').fill('Rain');
  await page.press('confirm-rename');
  const renamed = card(page, 'Rain');
  await renamed.waitFor();
  assert.equal(await old.count(), 0);

  const [download] = await Promise.all([
    page.page.waitForEvent('download'),
    renamed.locator('[data-action=export-own]').click(),
  ]);
  assert.equal(await readFile(await download.path(), 'utf8'), weather());

  await renamed.locator('[data-action=change-own]').click();
  await untilRead(page);
  assert.equal(await own(page, 'target').inputValue(), 'weather');
  await page.press('close-own');
  await page.page.reload();
  await renamed.waitFor();
  await renamed.locator('[data-action=delete-own]').click();
  await page.press('confirm-delete');
  await renamed.waitFor({ state: 'detached' });
  await page.page.reload();
  await own(page, 'shelf').waitFor();
  await own(page, 'storage').waitFor();
  assert.equal(await card(page, 'Rain').count(), 0);
});

test('the cleaned table is handed out: rows left out, labels corrected, people hidden', async t => {
  const page = await visit(site, t);
  const lines = Array.from({ length: 40 }, (_, row) => `person${row}@example.org,${row},${row % 2 ? 'yes' : 'no'}`);
  await choose(page, { 'people.csv': `email,age,bought\n${lines.join('\n')}\n` });
  await untilRead(page);
  const email = column(page, 'email');
  await email.locator('[data-action=personal-pseudonym]').click();
  await email.locator('[data-own=used]').check();
  await page.page.locator('[data-own=row]').first().locator('[data-own=keep-row]').uncheck();
  await page.page.locator('[data-own=row]').nth(1).locator('[data-own=label]').selectOption('no');
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.press('clean-own')]);
  assert.equal(download.suggestedFilename(), 'people.csv');
  const rows = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n').map(line => line.split(','));
  assert.deepEqual(rows.map(row => row.slice(1)), [
    ['age', 'bought'], ['1', 'no'], ...lines.slice(2).map(line => line.split(',').slice(1)),
  ]);
  assert.ok(rows.slice(1).every(([email]) => email && !email.includes('@')));
  await untilRead(page);
});

test('flat arrays keep their test part', async t => {
  const page = await visit(site, t);
  const x = rows => npy('|u1', [rows, 3], Array.from({ length: rows * 3 }, (_, place) => (place * 7) % 50));
  const y = rows => npy('|u1', [rows], Array.from({ length: rows }, (_, row) => row % 2));
  await choose(page, { 'flat.npz': zip({ 'x_train.npy': x(60), 'y_train.npy': y(60), 'x_test.npy': x(12), 'y_test.npy': y(12) }) });
  await untilRead(page);
  assert.equal(await own(page, 'split-by').inputValue(), 'given');
  assert.equal(await page.figure('own-test-rows'), 12);
  await own(page, 'split-by').selectOption('random');
  await page.untilInPage('a split by lot', () => document.querySelector('[data-figure=own-test-rows]').dataset.value === '14');
  await page.press('undo-own');
  await use(page);
});

test('two tables with the same columns are one set, tested on the one that is called so', async t => {
  const page = await visit(site, t);
  await choose(page, { 'sky-test.csv': weather({ rows: 50 }), 'sky-train.csv.gz': gz(Buffer.from(weather({ rows: 300 }))) });
  await untilRead(page);
  assert.deepEqual([await page.figure('own-test-rows'), await page.figure('own-train-rows') + await page.figure('own-validation-rows')], [50, 300]);
  await use(page);
  await card(page, 'sky').waitFor();
  // It is read again from what was kept.
  await card(page, 'sky').locator('[data-action=change-own]').click();
  await untilRead(page);
  assert.equal(await page.figure('own-test-rows'), 50);
});

test('a coloured picture lies in the microscope as it is, a map for each colour', async t => {
  const page = await visit(site, t);
  const pixels = Array.from({ length: 60 * 768 }, (_, index) => (Math.floor(index / 768) % 2 ? [250, 30, 10] : [10, 40, 240])[index % 3]);
  await choose(page, { 'flags.npz': zip({ 'X.npy': npy('|u1', [60, 16, 16, 3], pixels), 'y.npy': npy('|u1', [60], Array.from({ length: 60 }, (_, row) => row % 2)) }) });
  await untilRead(page);
  await use(page);
  await learn(page);
  await accuracy(page);
  await page.page.locator('.test-picture').first().click();
  await page.page.locator('dialog[open] [data-action=microscope]').click();
  const map = page.page.locator('canvas[data-heat=x]');
  await map.waitFor();
  await page.untilInPage('three planes', () => {
    const { width, height } = document.querySelector('canvas[data-heat=x]');
    return height > 1 && width === 3 * height + 2;
  });
  const side = await map.evaluate(canvas => canvas.height);
  await map.focus();
  await page.page.keyboard.press('End');
  await page.page.locator('.heat-readout', { hasText: `x[${3 * side * side - 1}] · blue` }).first().waitFor();
});

test('thousands of columns are shown a page at a time, and found by name', async t => {
  const page = await visit(site, t);
  const names = Array.from({ length: 3000 }, (_, index) => `c${index}`);
  const lines = Array.from({ length: 30 }, (_, row) => [...names.map((_, index) => (row * 7 + index) % 11), row % 2 ? 'a' : 'b']);
  await choose(page, { 'wide.csv': [[...names, 'label'], ...lines].map(cells => cells.join(',')).join('\n') });
  await untilRead(page);
  assert.equal(await page.figure('own-columns'), 3001);
  await page.untilInPage('a page of columns', () => document.querySelectorAll('[data-own=column]').length === 50);
  await page.page.locator('[data-own=column-pages] [data-action=page-forth]').click();
  await column(page, 'c50').waitFor();
  await own(page, 'search').fill('c2999');
  await column(page, 'c2999').waitFor();
  assert.equal(await page.page.locator('[data-own=column]').count(), 1);
});

test('a reading can be cancelled', async t => {
  const lines = '1.25,2.5,3.75,0.5,class\n'.repeat(400_000);
  const path = await onDisk(t, 'long.csv', async file => {
    await file.write('a,b,c,d,label\n');
    for (let part = 0; part < 20; part += 1) await file.write(lines);
  });
  const page = await visit(site, t);
  await own(page, 'pick-files').setInputFiles(path);
  await page.button('cancel-reading').click();
  await own(page, 'drop-zone').waitFor();
  assert.equal(await own(page, 'problem').count(), 0);
  await choose(page, { 'weather.csv': weather({ rows: 60 }) });
  await untilRead(page);
});

test('it speaks Chinese', async t => {
  const page = await visit(site, t, `${SHORT}&lang=zh`);
  await page.page.getByRole('heading', { name: '你自己的数据', exact: true }).waitFor();
  await choose(page, { '坏表.csv': 'a,b\n1,2\n3\n' });
  const { fault, words } = await untilProblem(page);
  assert.equal(fault, 'ragged-row');
  assert.match(words, /坏表\.csv.*第 3 行/s);
  await choose(page, { '天气.csv': '温度,天气\n' + '12,晴\n3,雨\n'.repeat(30) });
  await untilRead(page);
  assert.equal(await own(page, 'target').inputValue(), '天气');
});
