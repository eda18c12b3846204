// A trained network in use: the pad, and the test set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();

/** A page with a network that has seen 6 400 digits. */
async function trained(t) {
  const page = await site.visit(t, 'limit=6400&epochs=1&backend=cpu&run=1');
  await page.untilStatus('done');
  return page;
}

async function probabilities(page) {
  const bars = page.page.locator('[data-figure^="probability["]');
  return bars.evaluateAll(bars => bars.map(bar => Number(bar.dataset.value || NaN)));
}

/** Draws lines through points given in parts of the pad's side. */
async function draw(page, ...strokes) {
  const box = await page.page.locator('.pad canvas').boundingBox();
  for (const stroke of strokes) {
    const [first, ...rest] = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
    await page.page.mouse.move(...first);
    await page.page.mouse.down();
    for (const point of rest) await page.page.mouse.move(...point, { steps: 8 });
    await page.page.mouse.up();
  }
}

test('a drawing gets probabilities', async t => {
  const page = await trained(t);
  await page.go('apply');
  assert.ok((await probabilities(page)).every(Number.isNaN), 'nothing is said about an empty pad');
  await draw(page, [[0.5, 0.15], [0.5, 0.85]]);
  await page.untilFigure('probability[9]');
  const answer = await probabilities(page);
  assert.equal(answer.length, 10);
  assert.ok(Math.abs(answer.reduce((sum, p) => sum + p) - 1) < 1e-5, `${answer}`);
  const prediction = await page.figure('prediction');
  assert.equal(answer[prediction], Math.max(...answer));
  assert.equal(prediction, 1, 'an upright line is a one');
});

test('where on the pad a digit is drawn and how large does not matter', async t => {
  const page = await trained(t);
  await page.go('apply');
  const zero = (x, y, size) =>
    Array.from({ length: 25 }, (_, i) => (i * Math.PI) / 12).map(a => [
      x + 0.7 * size * Math.sin(a),
      y - size * Math.cos(a),
    ]);
  const answers = [];
  for (const place of [[0.5, 0.5, 0.38], [0.33, 0.36, 0.3]]) {
    await draw(page, zero(...place));
    await page.untilFigure('probability[0]');
    await page.untilText('prediction', 0);
    answers.push(await page.figure('probability[0]'));
    await page.page.locator('.pad .bar button').last().click();
    await page.untilText('prediction', '');
  }
  assert.ok(answers.every(p => p > 0.5), `${answers}`);
});

test('the pad can be drawn on with the keyboard', async t => {
  const page = await trained(t);
  await page.go('apply');
  await page.page.locator('.pad canvas').focus();
  const keys = ['ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', ' ', ...Array(6).fill('Shift+ArrowDown')];
  for (const key of keys) await page.page.keyboard.press(key);
  await page.untilText('prediction', 1);
});

test('the test set is measured and its mistakes can be looked at', async t => {
  const page = await trained(t);
  const validation = await page.text('val-accuracy');
  await page.go('evaluate');
  await page.untilFigure('test-accuracy');
  assert.equal(await page.text('test-accuracy'), validation, 'the article validates on the test set');
  const wrong = await page.figure('wrong-count');
  assert.ok(Math.abs(1 - wrong / 10_000 - (await page.figure('test-accuracy'))) < 1e-9);
  assert.ok((await page.figure('test-loss')) > 0);
  const pictures = page.page.locator('.test-picture');
  await pictures.first().waitFor();
  assert.equal(await pictures.count(), 60);
  await page.page.locator('.browser-choices input[type=checkbox]').check();
  await page.page.locator('.test-picture:not(.bad)').waitFor({ state: 'detached' });
  assert.ok((await page.page.locator('.test-picture.bad').count()) > 0);
  await pictures.first().click();
  await page.page.locator('dialog.detail[open]').waitFor();
  await page.untilFigure('probability[0]');
});

test('an honest split keeps the test set unseen until the end', async t => {
  const page = await site.visit(t, 'limit=1200&split=holdout&epochs=1&backend=cpu&run=1');
  await page.untilStatus('done');
  const validation = await page.figure('val-accuracy');
  const right = validation * 100;
  assert.ok(Math.abs(right - Math.round(right)) < 1e-9, `validated on a twelfth of 1 200 rows: ${right} of 100`);
  await page.go('evaluate');
  await page.untilFigure('test-accuracy');
  assert.notEqual(await page.figure('test-accuracy'), validation);
});
