// Own data: brought along, understood, learned from and kept, and nothing of it is sent anywhere.
import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gz, idx, npy, picked, png, shades, weather, zip } from './own-files.mjs';
import { useSite } from './site.mjs';

const site = useSite();
const SHORT = 'data=fashion-mnist&limit=640&epochs=1&hidden=32&backend=cpu';

const own = (page, name) => page.page.locator(`[data-own="${name}"]`);
const column = (page, name) => page.page.locator(`[data-own=column][data-column="${name}"]`);
const card = (page, name) => page.page.locator(`[data-own=card][data-name="${name}"]`);

async function visit(t, query = SHORT, options = {}) {
  const page = await site.visit(t, query, { stage: 'collect', ...options });
  await own(page, 'shelf').waitFor();
  return page;
}

/** Chooses files as with the browser's own dialog. */
function choose(page, files) {
  return own(page, 'pick-files').setInputFiles(picked(files));
}

/** A file that is too large to be handed over in one piece. */
async function onDisk(t, name, write) {
  const folder = await mkdtemp(join(tmpdir(), 'glassbox-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  const file = await open(path, 'w');
  await write(file);
  await file.close();
  return path;
}

/** Drops files on the panel. */
async function drop(page, files) {
  const packed = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
  const transfer = await page.page.evaluateHandle(files => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) {
      transfer.items.add(new File([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], name));
    }
    return transfer;
  }, packed);
  await page.page.dispatchEvent('.collect-view', 'dragover', { dataTransfer: transfer });
  await page.page.dispatchEvent('.collect-view', 'drop', { dataTransfer: transfer });
}

/** Waits until the files have been read and nothing is going on any more. */
async function untilRead(page) {
  await page.button('use-own').waitFor();
  await page.page.locator('[data-own=workbench][aria-busy=false]').waitFor();
}

/** Makes a set of what is open and waits until it is in use. */
async function use(page) {
  await page.press('use-own');
  await own(page, 'adopted').waitFor();
  await page.untilStates('done', 'collect');
}

/** Waits for the alert and gives its words and what it points at. */
async function untilProblem(page) {
  const problem = own(page, 'problem');
  await problem.waitFor();
  const { fault, file, entry, row, column, byte } = await problem.evaluate(element => ({ ...element.dataset }));
  return { fault, file, entry, row, column, byte, words: await problem.innerText() };
}

/** Everything that the browser asks for, the workers included. */
function listen(page) {
  const requests = [];
  page.page.context().on('request', request => {
    requests.push({ url: request.url(), method: request.method(), body: request.postData() ?? '' });
  });
  return requests;
}

async function accuracy(page) {
  await page.go('evaluate');
  if (!(await page.text('test-accuracy'))) await page.measureTestSet();
  return page.figure('test-accuracy');
}

test('a table is dropped, learned from, judged and there after a reload; no request carries it', async t => {
  const page = await visit(t);
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

  await page.press('go-train');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
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
  const page = await visit(t);
  await choose(page, { 'weather.csv': weather() });
  await untilRead(page);
  await use(page);
  await page.press('go-train');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
  await page.go('evaluate');
  const cell = page.page.locator('.confusion-cell button').first();
  const count = Number(await cell.innerText());
  await cell.click();
  await page.untilInPage(`${count} rows`, count => document.querySelectorAll('.rows-table tbody tr').length === count, Math.min(count, 60));
  await page.button('open-row').first().click();
  await page.page.waitForURL(/#\/backprop/);
});

test('what was guessed can be corrected, and every correction taken back', async t => {
  const page = await visit(t);
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
  const page = await visit(t);
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
    const page = await visit(t);
    await own(page, `sample-${sample}`).click();
    await untilRead(page);
    assert.equal(await own(page, 'target').inputValue(), target);
    await use(page);
  });
}

test('a file of this site is fetched by its address, and no other site is asked', async t => {
  const page = await visit(t);
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
  const page = await visit(t);
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
  const page = await visit(t);
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
  const page = await visit(t);
  const pixels = Array.from({ length: 40 * 64 }, (_, index) => (Math.floor(index / 64) % 2 ? 230 : 20));
  const labels = Array.from({ length: 40 }, (_, row) => row % 2);
  await choose(page, { 'labels.gz': gz(idx([40], labels)), 'pictures.gz': gz(idx([40, 8, 8], pixels)) });
  await untilRead(page);
  assert.equal(await page.figure('own-pictures'), 40);
  await use(page);
});

test('a set is renamed, opened again, handed out and deleted', async t => {
  const page = await visit(t);
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

test('thousands of columns are shown a page at a time, and found by name', async t => {
  const page = await visit(t);
  const names = Array.from({ length: 3000 }, (_, index) => `c${index}`);
  const lines = Array.from({ length: 30 }, (_, row) => [...names.map((_, index) => (row * 7 + index) % 11), row % 2 ? 'a' : 'b']);
  await choose(page, { 'wide.csv': [[...names, 'label'], ...lines].map(cells => cells.join(',')).join('\n') });
  await untilRead(page);
  assert.equal(await page.figure('own-columns'), 3001);
  assert.equal(await page.page.locator('[data-own=column]').count(), 50);
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
  const page = await visit(t);
  await own(page, 'pick-files').setInputFiles(path);
  await page.button('cancel-reading').click();
  await own(page, 'drop-zone').waitFor();
  assert.equal(await own(page, 'problem').count(), 0);
  await choose(page, { 'weather.csv': weather({ rows: 60 }) });
  await untilRead(page);
});

test('it speaks Chinese', async t => {
  const page = await visit(t, `${SHORT}&lang=zh`);
  await page.page.getByRole('heading', { name: '你自己的数据', exact: true }).waitFor();
  await choose(page, { '坏表.csv': 'a,b\n1,2\n3\n' });
  const { fault, words } = await untilProblem(page);
  assert.equal(fault, 'ragged-row');
  assert.match(words, /坏表\.csv.*第 3 行/s);
  await choose(page, { '天气.csv': '温度,天气\n' + '12,晴\n3,雨\n'.repeat(30) });
  await untilRead(page);
  assert.equal(await own(page, 'target').inputValue(), '天气');
});

const TWO = { 'cat/1.png': png(8, 10), 'dog/1.png': png(8, 200) };
const PAIR = npy('|u1', [2, 8, 8], new Uint8Array(128));

/** Files that cannot be opened, and what is said: fault, and where. */
const BAD = [
  ['an empty file', { 'empty.csv': '' }, 'empty', { file: 'empty.csv' }],
  ['a header without rows', { 'head.csv': 'a,b\n' }, 'empty', { file: 'head.csv' }],
  ['a file of an unknown kind', { 'song.mp3': [0x49, 0x44, 0x33, 4, 0, 0, 1, 0, 0, 2, 0, 0] }, 'unknown-kind', { file: 'song.mp3' }],
  ['a ragged row', { 'a.csv': 'a,b\n1,2\n3\n4,5\n' }, 'ragged-row', { file: 'a.csv', row: '3' }],
  ['an unclosed quote', { 'a.csv': 'a,b\n1,2\n3,"4\n5,6\n' }, 'unclosed-quote', { file: 'a.csv', row: '3' }],
  ['a million columns', { 'wide.csv': '1,'.repeat(1_000_000) + '1\n' }, 'too-many-columns', { file: 'wide.csv' }],
  ['pictures without labels', { x: idx([3, 8, 8], new Uint8Array(192)) }, 'partner', { file: 'x' }],
  ['labels without pictures', { y: idx([3], [0, 1, 0]) }, 'partner', { file: 'y' }],
  ['two labels for three pictures', { x: idx([3, 8, 8], new Uint8Array(192)), y: idx([2], [0, 1]) }, 'label-count', {}],
  ['a wrong magic', { x: idx([3, 8, 8], new Uint8Array(192)), y: 'hello' }, 'wrong-magic', { file: 'y', byte: '0' }],
  ['an array that breaks off', { x: idx([3, 8, 8], new Uint8Array(100)) }, 'truncated', { file: 'x' }],
  ['an encrypted archive', { 'a.zip': zip(TWO, { encrypted: true }) }, 'encrypted', { file: 'a.zip', entry: 'cat/1.png' }],
  ['a path trick', { 'a.zip': zip({ ...TWO, '../evil.png': png(8, 1) }) }, 'unsafe-path', { file: 'a.zip', entry: '../evil.png' }],
  ['an archive that breaks off', { 'a.zip': zip(TWO).subarray(0, 120) }, 'truncated', { file: 'a.zip' }],
  ['pictures without classes', { 'a.zip': zip({ '1.png': png(8, 1), '2.png': png(8, 2) }) }, 'no-folders', { file: 'a.zip' }],
  ['pickled objects', { 'a.npz': zip({ 'x_train.npy': PAIR, 'y_train.npy': npy('|O', [2], [0x80, 4]) }) }, 'pickled', { file: 'a.npz', entry: 'y_train.npy' }],
  ['complex numbers', { 'a.npz': zip({ 'x_train.npy': npy('<c8', [2, 8, 8], new Uint8Array(1024)), 'y_train.npy': npy('|u1', [2], [0, 1]) }) }, 'array-type', { file: 'a.npz', entry: 'x_train.npy' }],
];

/** Files that can be opened, but not used as they are. */
const UNUSABLE = [
  ['one class only', { 'a.csv': 'day,label\n' + Array.from({ length: 40 }, (_, row) => `2024-03-${10 + ((row * 7) % 11)},same\n`).join('') }, 'one-class'],
  ['fewer rows than parts', { 'a.csv': 'size,label\n1,a\n2,b\n' }, 'too-few-rows'],
];

/** What must not change: the stages, the address, the chosen set. */
async function standing(page) {
  const chosen = await page.page.locator('[data-setting=data]:checked').getAttribute('value');
  return { states: await page.states(), url: page.page.url(), chosen };
}

/** A page with a trained network. */
async function trained(t) {
  const page = await visit(t);
  await page.go('train');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
  const losses = await page.csv();
  await page.go('collect');
  return { page, losses };
}

async function untouched(page, losses) {
  await page.go('train');
  assert.equal(await page.csv(), losses);
  assert.equal(await page.status(), 'done');
  assert.ok((await accuracy(page)) > 0.1);
}

test('bad files are named, and what was there before stays', async t => {
  const { page, losses } = await trained(t);
  const before = await standing(page);
  for (const [name, files, fault, place] of BAD) {
    await t.test(name, async () => {
      await choose(page, files);
      const problem = await untilProblem(page);
      assert.equal(problem.fault, fault, problem.words);
      for (const [key, value] of Object.entries(place)) assert.equal(problem[key], value, `${key}: ${problem.words}`);
      if (place.file) assert.ok(problem.words.includes(place.file), problem.words);
      if (place.row) assert.ok(problem.words.includes(`row ${place.row}`), problem.words);
      await page.press('dismiss-problem');
      await own(page, 'drop-zone').waitFor();
      assert.deepEqual(await standing(page), before);
    });
  }
  await untouched(page, losses);
});

test('sets that cannot be made are refused, and what was there before stays', async t => {
  const { page, losses } = await trained(t);
  const before = await standing(page);
  for (const [name, files, fault] of UNUSABLE) {
    await t.test(name, async () => {
      await choose(page, files);
      await untilRead(page);
      await page.press('use-own');
      const problem = await untilProblem(page);
      assert.equal(problem.fault, fault, problem.words);
      await page.button('use-own').waitFor();
      await page.press('close-own');
      assert.deepEqual(await standing(page), before);
    });
  }
  await untouched(page, losses);
});

test('numbers, words, NaN and infinity in one column: each odd cell has its place', async t => {
  const page = await visit(t);
  const lines = Array.from({ length: 60 }, (_, row) => `${{ 10: 'oops', 20: 'Inf', 30: 'NaN' }[row] ?? row},${row % 2 ? 'a' : 'b'}`);
  await choose(page, { 'mixed.csv': `size,label\n${lines.join('\n')}\n` });
  await untilRead(page);
  const size = column(page, 'size');
  assert.equal(await size.locator('[data-own=kind]').inputValue(), 'number');
  await size.locator('[data-remark=odd] summary').click();
  assert.match(await size.locator('[data-remark=odd]').innerText(), /row 12.*oops/s);
});

test('a bomb stops at the limit, and the limit can be raised', async t => {
  const page = await visit(t);
  await page.page.locator('.own-drop summary').click();
  await own(page, 'limit-unpacked').selectOption('256');
  const labels = Buffer.alloc(300 << 20);
  idx([labels.length - 8], []).copy(labels);
  await choose(page, { 'labels.gz': gz(labels) });
  const { fault, file } = await untilProblem(page);
  assert.deepEqual([fault, file], ['bomb', 'labels.gz']);
  await page.press('raise-limit');
  // It is read to its end then, and there are no pictures to these labels.
  await page.page.locator('[data-own=problem]:not([data-fault=bomb])').waitFor();
});

test('a file over the limit is refused before it is read', async t => {
  const path = await onDisk(t, 'huge.csv', async file => {
    await file.write('a,b\n1,2\n');
    await file.truncate(5 * 2 ** 30); // takes no place on the disk
  });
  const page = await visit(t);
  await own(page, 'pick-files').setInputFiles(path);
  const { fault, words } = await untilProblem(page);
  assert.equal(fault, 'too-large', words);
  assert.match(words, /huge\.csv/);
});

test('a full store says so, and nothing half-kept is left behind', async t => {
  const page = await visit(t);
  await page.go('train');
  await page.untilStatus('ready');
  await page.go('collect');
  const session = await page.page.context().newCDPSession(page.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url).origin, quotaSize: 1000 });
  await choose(page, { 'weather.csv': weather({ rows: 20_000 }) });
  await untilRead(page);
  await page.press('use-own');
  assert.equal((await untilProblem(page)).fault, 'storage-full');
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url).origin });
  await page.press('close-own');
  await page.page.reload();
  await own(page, 'shelf').waitFor();
  assert.equal(await own(page, 'card').count(), 0);
});
