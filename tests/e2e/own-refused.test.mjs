// Own data that cannot be used: what is said, and that what was there before stays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracy, choose, column, onDisk, own, untilProblem, untilRead, visit } from './own.mjs';
import { gz, idx, npy, png, weather, zip } from './own-files.mjs';
import { useSite } from './site.mjs';

const site = useSite();

const TWO = { 'cat/1.png': png(8, 10), 'dog/1.png': png(8, 200) };
const PAIR = npy('|u1', [2, 8, 8], new Uint8Array(128));

/** Files that cannot be opened, and what is said: fault, and where. */
const BAD = [
  ['an empty file', { 'empty.csv': '' }, 'empty', { file: 'empty.csv' }],
  ['a header without rows', { 'head.csv': 'a,b\n' }, 'empty', { file: 'head.csv' }],
  ['a file of an unknown kind', { 'song.mp3': [0x49, 0x44, 0x33, 4, 0, 0, 1, 0, 0, 2, 0, 0] }, 'unknown-kind', { file: 'song.mp3' }],
  ['a ragged row', { 'a.csv': 'a,b\n1,2\n3\n4,5\n' }, 'ragged-row', { file: 'a.csv', row: '3' }],
  ['an unclosed quote', { 'a.csv': 'a,b\n1,2\n3,"4\n5,6\n' }, 'unclosed-quote', { file: 'a.csv', row: '3' }],
  ['two tables that differ', { 'a.csv': 'size,label\n1,a\n2,b\n', 'b.csv': 'size\n1\n2\n' }, 'lacks-column', { file: 'b.csv', column: 'label' }],
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
  ['an array with a number that is none', { 'a.npz': zip({ 'x_train.npy': npy('<f4', [2, 2], [...Buffer.alloc(8), 0, 0, 0xc0, 0x7f, ...Buffer.alloc(4)]), 'y_train.npy': npy('|u1', [2], [0, 1]) }) }, 'not-finite', { file: 'a.npz', entry: 'x_train.npy' }],
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
  const page = await visit(site, t);
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
  const page = await visit(site, t);
  const lines = Array.from({ length: 60 }, (_, row) => `${{ 10: 'oops', 20: 'Inf', 30: 'NaN' }[row] ?? row},${row % 2 ? 'a' : 'b'}`);
  await choose(page, { 'mixed.csv': `size,label\n${lines.join('\n')}\n` });
  await untilRead(page);
  const size = column(page, 'size');
  assert.equal(await size.locator('[data-own=kind]').inputValue(), 'number');
  await size.locator('[data-remark=odd] summary').click();
  assert.match(await size.locator('[data-remark=odd]').innerText(), /row 12.*oops/s);
});

/** Small files of which 300 MB come out. */
const BOMBS = {
  gzip: () => {
    const labels = Buffer.alloc(300 << 20);
    idx([labels.length - 8], []).copy(labels);
    return { 'labels.gz': gz(labels) };
  },
  ZIP: () => {
    const zeros = Buffer.alloc(150 << 20);
    return { 'pictures.zip': zip({ 'cat/1.png': zeros, 'dog/1.png': zeros }, { packed: true }) };
  },
};

for (const [kind, bomb] of Object.entries(BOMBS)) {
  test(`a ${kind} bomb stops at the limit, and the limit can be raised`, async t => {
    const page = await visit(site, t);
    await page.page.locator('.own-drop summary').click();
    await own(page, 'limit-unpacked').selectOption('256');
    const files = bomb();
    await choose(page, files);
    const { fault, file } = await untilProblem(page);
    assert.deepEqual([fault, file], ['bomb', Object.keys(files)[0]]);
    await page.press('raise-limit');
    // It is read to its end then, and it holds nothing of use.
    await page.page.locator('[data-own=problem]:not([data-fault=bomb])').waitFor();
  });
}

test('a file over the limit is refused before it is read', async t => {
  const path = await onDisk(t, 'huge.csv', async file => {
    await file.write('a,b\n1,2\n');
    await file.truncate(5 * 2 ** 30); // takes no place on the disk
  });
  const page = await visit(site, t);
  await own(page, 'pick-files').setInputFiles(path);
  const { fault, words } = await untilProblem(page);
  assert.equal(fault, 'too-large', words);
  assert.match(words, /huge\.csv/);
});

test('a full store says so, and nothing half-kept is left behind', async t => {
  const page = await visit(site, t);
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
