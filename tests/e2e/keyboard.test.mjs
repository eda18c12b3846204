// The keyboard alone, and small screens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAGES, useSite } from './site.mjs';

const site = useSite();

/** Presses Tab until the element that fits has the focus. */
async function tabTo(page, selector) {
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.page.keyboard.press('Tab');
    if (await page.page.evaluate(selector => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

async function ready(t, query = 'data=fashion-mnist&backend=cpu', options) {
  const page = await site.visit(t, query, options);
  await page.untilStatus('ready');
  return page;
}

test('Tab leads to Train, Enter starts, Enter pauses', async t => {
  const page = await ready(t);
  await tabTo(page, '[data-action=start]');
  await page.page.keyboard.press('Enter');
  await page.untilStatus('training');
  assert.ok(await page.page.evaluate(() => document.activeElement.matches('[data-action=pause]')), 'the focus stays');
  await page.untilFigure('step', 1);
  await page.page.keyboard.press('Enter');
  await page.untilStatus('paused');
});

test('the first stop is a way past the chart', async t => {
  const page = await ready(t);
  await page.page.keyboard.press('Tab');
  assert.ok(await page.page.evaluate(() => document.activeElement.matches('.skip-link')));
  const before = page.page.url();
  await page.page.keyboard.press('Enter');
  assert.equal(await page.page.evaluate(() => document.activeElement.id), 'main');
  assert.equal(page.page.url(), before, 'the set-up in the address stays');
});

test('Space starts and pauses, s makes a step', async t => {
  const page = await ready(t);
  await page.page.keyboard.press('s');
  await page.untilText('step', 1);
  await page.untilStatus('paused');
  await page.page.keyboard.press('Space');
  await page.untilStatus('training');
  await page.page.keyboard.press('Space');
  await page.untilStatus('paused');
});

test('keys are letters where letters are written', async t => {
  const page = await ready(t);
  await page.setting('hidden').first().focus();
  await page.page.keyboard.type('s ?');
  assert.match(await page.setting('hidden').first().inputValue(), /s \?/);
  assert.equal(await page.status(), 'ready');
  assert.equal(await page.page.locator('dialog[open]').count(), 0);
});

test('? opens the help, Escape closes it and gives the focus back', async t => {
  const page = await ready(t);
  await tabTo(page, '[data-action=help]');
  await page.page.keyboard.press('?');
  await page.page.locator('.help-dialog[open]').waitFor();
  await page.page.keyboard.press('Escape');
  await page.page.locator('.help-dialog[open]').waitFor({ state: 'detached' });
  assert.ok(await page.page.evaluate(() => document.activeElement.matches('[data-action=help]')));
});

test('the chart can be walked with the keyboard', async t => {
  const page = await ready(t);
  // One stop for the whole chart: the open stage.
  await tabTo(page, '[data-stage=train] > a');
  const focused = () => page.page.evaluate(() => Object.values(document.activeElement.closest('g').dataset)[0]);
  const way = { ArrowUp: ['mlp', 'model', 'preprocess', 'collect', 'feedback'], ArrowDown: ['collect', 'preprocess', 'model', 'mlp'], ArrowRight: ['cnn'], ArrowLeft: ['mlp'], End: ['feedback'], Home: ['collect'] };
  for (const [key, boxes] of Object.entries(way)) {
    for (const box of boxes) {
      await page.page.keyboard.press(key);
      assert.equal(await focused(), box, `after ${key}`);
    }
  }
  await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('Enter');
  await page.page.locator('.preprocess-view').waitFor();
  assert.equal(await page.box('preprocess').getAttribute('aria-current'), 'page');
  assert.equal(await focused(), 'preprocess', 'the focus stays');
});

for (const [name, width, height] of [['a phone', 390, 844], ['a laptop', 1366, 768], ['200 % zoom', 683, 384]]) {
  test(`nothing is cut off sideways on ${name}`, async t => {
    const page = await ready(t, 'limit=640&epochs=1&backend=cpu', { viewport: { width, height } });
    for (const stage of STAGES) {
      await page.go(stage);
      const [content, window] = await page.page.evaluate(() => {
        const root = document.documentElement;
        return [Math.max(root.scrollWidth, document.querySelector('main').scrollWidth), root.clientWidth];
      });
      assert.ok(content <= window, `${stage} is ${content} wide in a window of ${window}`);
    }
  });
}
