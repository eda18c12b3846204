// What the panels of the later stages really do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();
const SHORT = 'data=fashion-mnist&limit=1280&epochs=2&hidden=32&backend=cpu';

async function trained(t, query = SHORT) {
  const page = await site.visit(t, `${query}&run=1`);
  await page.untilStates('done', 'train', 'evaluate');
  return page;
}

test('collect counts the classes, preprocess shows one example before and after', async t => {
  const page = await site.visit(t, 'data=mnist&split=holdout&backend=cpu');
  await page.untilStates('done', 'collect', 'preprocess');
  await page.go('collect');
  assert.equal(await page.figure('train-class-rows[1]'), 6742, 'as everybody knows of MNIST');
  assert.equal(await page.figure('test-class-rows[1]'), 1135);
  await page.go('preprocess');
  await page.untilFigure('pixel-mean', 0.1);
  assert.ok(Math.abs((await page.figure('pixel-mean')) - 0.1307) < 0.002, 'the mean of MNIST');
  assert.ok(Math.abs((await page.figure('pixel-deviation')) - 0.3081) < 0.002, 'and its deviation');
  const rows = await Promise.all(['train-rows', 'validation-rows', 'test-rows'].map(name => page.figure(name)));
  assert.deepEqual(rows, [55_000, 5_000, 10_000]);
  await page.untilFigure('label');
  const [label, pixel, scaled] = await Promise.all(['label', 'pixel', 'scaled-pixel'].map(name => page.figure(name)));
  assert.equal(Math.fround(scaled), Math.fround(pixel / 255), 'in single precision, as the network gets it');
  for (let index = 0; index < 10; index++) {
    assert.equal(await page.figure(`target[${index}]`), index === label ? 1 : 0);
  }
});

test('layers are added, resized and removed in the drawing, with their parameters', async t => {
  const page = await site.visit(t, 'hidden=32&backend=cpu', { stage: 'model' });
  await page.untilStates('done', 'model');
  assert.equal(await page.figure('parameters'), 784 * 32 + 32 + 32 * 10 + 10);
  await page.press('add-layer');
  await page.page.locator('#hidden-1').fill('8');
  await page.page.locator('#hidden-1').press('Enter');
  await page.untilText('parameters', 784 * 32 + 32 + (32 * 8 + 8) + (8 * 10 + 10));
  await page.page.locator('[data-action=insert-layer][data-position="0"]').click();
  assert.match(page.page.url(), /hidden=32-32-8/);
  await page.page.locator('[data-action=remove-layer]').first().click();
  await page.untilText('parameters', 784 * 32 + 32 + (32 * 8 + 8) + (8 * 10 + 10));
  await page.press('time-model');
  await page.untilFigure('epoch-seconds-estimate', 0.001);
});

test('a cell of the confusion matrix lists exactly its pictures', async t => {
  const page = await trained(t);
  await page.go('evaluate');
  await page.page.locator('[data-cell]').first().waitFor();
  const cells = await page.page.locator('[data-cell]').evaluateAll(all => all.map(cell => cell.dataset.cell));
  const counts = {};
  for (const cell of cells) {
    const [truth, predicted] = cell.split(',');
    counts[cell] = await page.figure(`confusion[${truth}][${predicted}]`);
  }
  assert.equal(Object.values(counts).reduce((sum, count) => sum + count), 2000, 'every test picture once');
  const [cell, count] = Object.entries(counts).filter(([cell]) => cell[0] !== cell[2]).sort((a, b) => b[1] - a[1])[0];
  await page.page.locator(`[data-cell="${cell}"]`).click();
  await page.page.waitForFunction(count => document.querySelectorAll('.test-picture').length === Math.min(count, 60), count);
  assert.equal(await page.page.locator('.test-picture.bad').count(), Math.min(count, 60), 'all of them are mistakes');
  await page.press('clear-cell');
  await page.page.waitForFunction(() => document.querySelectorAll('.test-picture').length === 60);
});

test('what the network looks at can be seen for a test picture', async t => {
  const page = await trained(t);
  await page.go('apply');
  await page.page.locator('.pick').nth(2).click();
  await page.untilFigure('saliency-max', 1e-6);
  await page.untilFigure('probability[9]');
});

test('runs are compared, and one is brought back with its network', async t => {
  const page = await trained(t);
  const first = await page.csv();
  await page.set('lr', '0.01');
  await page.press('start');
  await page.untilStates('done', 'train', 'evaluate');
  assert.notEqual(await page.csv(), first);
  await page.runStage('optimise');
  assert.equal(await page.page.locator('tr[data-run]').count(), 2);
  const best = await page.figure('run[0].test-accuracy');
  assert.ok(best > 0.3);
  await page.page.locator('[data-difference=lr]').first().waitFor();
  await page.page.locator('tr[data-run="0"] [data-action=restore-run]').click();
  await page.go('train');
  await page.untilStatus('done');
  assert.equal(await page.setting('lr').inputValue(), '0.001');
  assert.equal(await page.csv(), first, 'the very network, with its record');
});

test('the trained network is tried on the other set', async t => {
  const page = await trained(t);
  await page.go('industry');
  await page.page.locator('#transfer-rows').fill('320');
  await page.page.locator('#transfer-rows').press('Enter');
  await page.page.locator('#transfer-epochs').fill('1');
  await page.page.locator('#transfer-epochs').press('Enter');
  await page.page.locator('.industry-view [data-action=run-stage]').click();
  await page.untilStates('done', 'industry');
  const [asIs, further, fresh] = await Promise.all(
    ['as-is', 'further', 'fresh'].map(name => page.figure(`transfer-${name}-accuracy`)),
  );
  assert.ok(asIs < 0.4 && further > 0.1 && fresh > 0.1, `${asIs} ${further} ${fresh}`);
  await page.page.locator('#transfer-rows').fill('640');
  await page.page.locator('#transfer-rows').press('Enter');
  await page.untilStates('stale', 'industry');
  // The network that was trained is untouched.
  await page.untilStates('done', 'train', 'evaluate');
});

test('the loop closes: own examples make everything stale, and are trained on', async t => {
  const page = await trained(t);
  await page.go('feedback');
  await page.page.locator('.feedback-view [data-action=add-example]').first().click();
  await page.untilStates('stale', 'collect', 'preprocess', 'model', 'train', 'evaluate');
  const box = await page.page.locator('.pad canvas').boundingBox();
  await page.page.mouse.move(box.x + 60, box.y + 60);
  await page.page.mouse.down();
  await page.page.mouse.move(box.x + 120, box.y + 150, { steps: 6 });
  await page.page.mouse.up();
  await page.press('add-drawing');
  await page.untilText('examples', 2);
  await page.page.reload();
  await page.untilText('examples', 2);
  await page.page.locator('.flow-stale [data-action=run-stale]').click();
  await page.untilStates('done', 'collect', 'preprocess', 'model', 'train', 'evaluate');
  await page.go('preprocess');
  await page.untilText('train-rows', 1282);
  await page.runStage('feedback');
  await page.untilFigure('examples-right', 0);
  // Taking one away is a change too, and can be undone.
  await page.page.locator('[data-action=remove-example]').first().click();
  await page.untilStates('stale', 'collect', 'train');
  await page.press('undo-remove');
  await page.untilStates('done', 'collect', 'train', 'evaluate');
});
