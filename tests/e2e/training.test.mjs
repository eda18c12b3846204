// A run from the first step to the last, on the CPU.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleReference, furthest, lossesOf } from './losses.mjs';
import { useSite } from './site.mjs';

const site = useSite();
/** Ten steps an epoch, of the smaller set. */
const SHORT = 'data=fashion-mnist&limit=640&epochs=2&backend=cpu';

test('a run goes to its end and shows its figures', async t => {
  const page = await site.visit(t, 'limit=640&epochs=2&backend=cpu');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
  assert.equal(await page.figure('step'), 20);
  assert.equal(await page.figure('epoch'), 2);
  assert.equal(await page.text('backend'), 'cpu');
  for (const name of ['train-accuracy', 'val-accuracy']) {
    const accuracy = await page.figure(name);
    assert.ok(accuracy > 0.3 && accuracy <= 1, `${name} is ${accuracy}`);
  }
  for (const name of ['train-loss', 'val-loss', 'ms-per-step', 'samples-per-second', 'learning-rate']) {
    const value = await page.figure(name);
    assert.ok(Number.isFinite(value) && value > 0, `${name} is ${value}`);
  }
  assert.equal(await page.stageState('train'), 'done');
});

test('the table has a row for each epoch, the file a line for each step', async t => {
  const page = await site.visit(t, `${SHORT}&run=1`);
  await page.untilStatus('done');
  const epochs = await page.page.locator('tr[data-epoch]').evaluateAll(rows => rows.map(row => row.dataset.epoch));
  assert.deepEqual(epochs, ['1', '2']);
  const last = page.page.locator('tr[data-epoch="2"] td').nth(3);
  assert.equal(Number(await last.getAttribute('data-value')), await page.figure('val-accuracy'));

  const rows = await page.losses();
  assert.deepEqual(rows.map(row => row.step), Array.from({ length: 20 }, (_, index) => index + 1));
  assert.deepEqual(rows.map(row => row.epoch), [...Array(10).fill(1), ...Array(10).fill(2)]);
  assert.equal(rows.at(-1).loss, await page.figure('train-loss'));
});

test('the first 30 steps of the article’s job agree with NumPy', async t => {
  const reference = await articleReference();
  const page = await site.visit(t, `${reference.query}&backend=cpu`);
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 30);
  await page.pause();
  const rows = await page.losses();
  const difference = furthest(lossesOf(rows), reference.losses, 30);
  t.diagnostic(`largest difference of a loss: ${difference.toExponential(1)}`);
  assert.ok(difference < 1e-4, `losses differ by ${difference}`);
  assert.ok(furthest(rows.map(row => row.accuracy), reference.accuracies, 30) < 1e-6);
});

test('the same link gives the same run, to the last digit', async t => {
  const run = async () => {
    const page = await site.visit(t, `${SHORT}&seed=7&dropout=0.2&augment=shift&run=1`);
    await page.untilStatus('done');
    return { csv: await page.csv(), validation: await page.text('val-loss') };
  };
  assert.deepEqual(await run(), await run());
});

test('another seed gives another run', async t => {
  const firstLoss = async seed => {
    const page = await site.visit(t, `${SHORT}&seed=${seed}`);
    await page.untilStatus('ready');
    await page.press('step');
    await page.untilFigure('train-loss');
    return page.figure('train-loss');
  };
  assert.notEqual(await firstLoss(1), await firstLoss(2));
});

test('a run that is asked for before the data are there begins when they are', async t => {
  const page = await site.visit(t, `${SHORT}&run=1`);
  await page.untilStatus('done');
  assert.equal((await page.losses()).length, 20);
});

test('the convolutional network trains too', async t => {
  const page = await site.visit(t, 'model=cnn&limit=256&epochs=1&backend=cpu');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
  const losses = lossesOf(await page.losses());
  assert.equal(losses.length, 4);
  assert.ok(losses.every(loss => loss > 0 && loss < 5), `${losses}`);
});
