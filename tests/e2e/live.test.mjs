// What is seen while the network learns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();

/** A page on which the article's job has begun. */
async function training(t) {
  const page = await site.visit(t, 'backend=cpu');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 1);
  return page;
}

/** Waits until an expression has another value in the page, and again. */
async function keepsChanging(page, what, read, times = 3) {
  let before = await page.page.evaluate(read);
  for (let time = 0; time < times; time++) {
    const changed = ([read, before]) => {
      const now = new Function(`return ${read}`)();
      return now !== before && now;
    };
    before = await page.untilInPage(`a change of ${what}`, changed, [read, before]);
  }
}

test('the page says how far the run is and how long it will take', async t => {
  const page = await training(t);
  await page.untilFigure('eta-seconds', 1);
  const bar = page.page.locator('.train-view .progress[role=progressbar]');
  await page.page.waitForFunction(bar => Number(bar.getAttribute('aria-valuenow')) >= 1, await bar.elementHandle());
  assert.equal(await page.stageState('train'), 'running');
});

for (const [what, selector] of [
  ['the loss curve', '.curve canvas'],
  ['the pictures of the hidden units', '.tiles canvas'],
]) {
  test(`${what} is drawn anew as it learns`, async t => {
    const page = await training(t);
    await keepsChanging(page, what, `document.querySelector('${selector}').toDataURL()`);
  });
}

test('the predictions for some test digits follow', async t => {
  const page = await training(t);
  await page.page.locator('.strip li').first().waitFor();
  await keepsChanging(page, 'the strip', "document.querySelector('.strip').innerText");
});

test('the answer about a drawing follows', async t => {
  const page = await training(t);
  await page.go('apply');
  await page.page.locator('.pad canvas').click();
  await page.untilFigure('probability[0]');
  await keepsChanging(page, 'a probability', `document.querySelector('[data-figure="probability[0]"]').dataset.value`);
});
