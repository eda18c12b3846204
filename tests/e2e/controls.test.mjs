// The buttons of a run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();
/** Ten steps an epoch, of the smaller set. */
const SHORT = 'data=fashion-mnist&limit=640&epochs=2&backend=cpu';

async function ready(t, query) {
  const page = await site.visit(t, query);
  await page.untilStatus('ready');
  return page;
}

test('one step is one step', async t => {
  const page = await ready(t, SHORT);
  for (const step of [1, 2, 3]) {
    await page.press('step');
    await page.untilText('step', step);
    await page.untilStatus('paused');
  }
  assert.equal((await page.losses()).length, 3);
});

test('one epoch ends with its validation, and the second one ends the run', async t => {
  const page = await ready(t, SHORT);
  await page.press('step');
  await page.untilText('step', 1);
  await page.untilStatus('paused');
  await page.press('epoch');
  await page.untilText('epoch', 1);
  await page.untilStatus('paused');
  assert.equal(await page.figure('step'), 10);
  assert.ok((await page.figure('val-accuracy')) > 0.1);
  await page.press('epoch');
  await page.untilStatus('done');
  assert.equal(await page.figure('step'), 20);
});

test('pausing changes nothing in the end', async t => {
  const query = 'data=fashion-mnist&batch=32&epochs=4&hidden=192&backend=cpu';
  const [halted, straight] = [await ready(t, query), await ready(t, query)];
  await halted.press('start');
  await halted.untilFigure('step', 5);
  const step = await halted.pause();
  assert.ok(step < 4 * 313, 'it was halted under way');
  assert.equal(await halted.stageState('train'), 'running');
  assert.ok(await halted.page.locator('[data-stage=train][data-halted]').isVisible());
  assert.equal((await halted.losses()).length, step);
  await halted.press('resume');
  await halted.untilStatus('done');
  await straight.press('start');
  await straight.untilStatus('done');
  assert.equal(await halted.csv(), await straight.csv());
});

test('while it is paused nothing is learned', async t => {
  const page = await ready(t, 'backend=cpu');
  await page.press('start');
  await page.untilFigure('step', 5);
  const step = await page.pause();
  // The worker answers this after whatever it may still have been doing.
  await page.go('evaluate');
  await page.measureTestSet();
  await page.go('train');
  assert.equal(await page.figure('step'), step);
});

test('a stopped run is over, its weights can be used, and Train begins anew', async t => {
  const page = await ready(t, 'backend=cpu');
  await page.press('start');
  await page.untilFigure('step', 200);
  await page.press('stop');
  await page.untilStatus('stopped');
  assert.ok(await page.button('stop').isDisabled());
  await page.go('evaluate');
  await page.measureTestSet();
  assert.ok((await page.figure('test-accuracy')) > 0.5, 'it has learned something by then');
  await page.go('train');
  await page.press('start');
  await page.untilBelow('step', 200);
});

test('a reset gives the same fresh network again', async t => {
  const page = await ready(t, SHORT);
  await page.press('step');
  await page.untilFigure('train-loss');
  const first = await page.figure('train-loss');
  await page.untilStatus('paused');
  await page.press('reset');
  await page.untilStatus('ready');
  await page.untilText('step', 0);
  await page.press('step');
  await page.untilFigure('train-loss');
  assert.equal(await page.figure('train-loss'), first);
});

test('the learning rate can be changed under way', async t => {
  const page = await ready(t, 'backend=cpu');
  await page.press('start');
  await page.untilFigure('step', 5);
  await page.set('lr', '0.01');
  await page.untilText('learning-rate', 0.01);
  assert.equal(await page.status(), 'training');
  assert.match(page.page.url(), /[?&]lr=0\.01(&|$)/);
  const step = await page.pause();
  assert.ok(await page.button('resume').isVisible(), 'the run still goes on from here');
  await page.press('resume');
  await page.untilFigure('step', step + 5);
});

test('another setting before the first step makes another network at once', async t => {
  const page = await ready(t, SHORT);
  await page.set('epochs', '7');
  await page.page.locator('.figures').getByText('/ 70').waitFor();
  await page.page.locator('.changed-note:empty').waitFor({ state: 'attached' });
});

test('other settings than those of the run make a fresh network at the next Train', async t => {
  const page = await ready(t, SHORT);
  await page.press('step');
  await page.untilText('step', 1);
  await page.untilStatus('paused');
  await page.set('hidden', '32-16');
  await page.press('start');
  await page.untilStatus('done');
  assert.equal((await page.losses()).length, 20);
  await page.go('model');
  assert.equal(await page.figure('parameters'), 784 * 32 + 32 + 32 * 16 + 16 + 16 * 10 + 10);
});
