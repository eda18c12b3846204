// The chart: what it shows, what makes what out of date, and what a reload keeps.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { STAGES, useSite } from './site.mjs';

const site = useSite();
/** Ten steps an epoch, of the smaller set. */
const SHORT = 'data=fashion-mnist&limit=640&epochs=1&hidden=16&backend=cpu';
const UNTOUCHED = ['collect', 'preprocess', 'model'];
const AFTER_TRAINING = ['train', 'apply', 'evaluate', 'optimise'];

/** A visit in which everything up to `optimise` has been done. */
async function done(t, query = SHORT) {
  const page = await site.visit(t, `${query}&run=1`);
  await page.untilStates('done', ...UNTOUCHED, 'train', 'evaluate');
  for (const stage of ['apply', 'optimise']) await page.runStage(stage);
  return page;
}

test('a new visit: what is there is done, what is possible is ready, the rest waits', async t => {
  const page = await site.visit(t, SHORT);
  const states = await page.untilStates('done', ...UNTOUCHED);
  assert.deepEqual(Object.keys(states), STAGES, 'nine stages in the order of the process');
  assert.equal(states.train, 'ready');
  assert.equal(states.evaluate, 'idle');
  // The two branches of the decision, the chosen one marked.
  assert.deepEqual(await page.page.locator('[data-branch]').evaluateAll(all => all.map(b => b.dataset.branch)), ['mlp', 'cnn']);
  assert.match(await page.page.locator('[data-branch].chosen').textContent(), /MLP/);
});

test('another batch size makes train and what follows stale, and one button puts it right', async t => {
  const page = await done(t);
  await page.go('train');
  await page.set('batch', '32');
  await page.untilStates('stale', ...AFTER_TRAINING);
  await page.untilStates('done', ...UNTOUCHED);
  await page.press('run-stale');
  await page.untilStates('done', ...UNTOUCHED, ...AFTER_TRAINING);
  assert.equal(await page.figure('step'), 20, 'trained with the new batch size');
});

test('the same with the keyboard alone, and a reload keeps it all', async t => {
  const page = await done(t);
  const keys = page.page.keyboard;
  const tabTo = async selector => {
    for (let pressed = 0; pressed < 80; pressed++) {
      await keys.press('Tab');
      if (await page.page.evaluate(selector => document.activeElement.matches(selector), selector)) return;
    }
    assert.fail(`Tab does not lead to ${selector}`);
  };
  await tabTo('[data-stage=optimise] > a');
  for (let up = 0; up < 3; up++) await keys.press('ArrowUp');
  await keys.press('Enter');
  await page.page.locator('.train-view').waitFor();
  await tabTo('[data-setting=batch]');
  await keys.press('Control+A');
  await keys.type('32');
  await keys.press('Enter');
  await page.untilStates('stale', ...AFTER_TRAINING);

  // Out of date stays out of date.
  await page.page.reload();
  await page.untilStates('done', ...UNTOUCHED);
  await page.untilStates('stale', ...AFTER_TRAINING);
  await page.page.keyboard.press('Tab');
  await tabTo('[data-action=run-stale]');
  await keys.press('Enter');
  await page.untilStates('done', ...UNTOUCHED, ...AFTER_TRAINING);

  const figures = async () => {
    const all = page.page.locator('.flow-figure');
    return all.evaluateAll(texts => texts.map(text => text.textContent));
  };
  const before = await figures();
  const losses = await page.csv();
  await page.untilSaved(20);
  await page.page.reload();
  await page.untilStates('done', ...UNTOUCHED, ...AFTER_TRAINING);
  await page.untilText('step', 20);
  assert.deepEqual(await figures(), before);
  assert.equal(await page.csv(), losses);
  await page.go('evaluate');
  await page.untilFigure('test-accuracy');
  await page.go('optimise');
  assert.equal(await page.page.locator('tr[data-run]').count(), 2, 'both runs of this visit');
});

test('every setting makes its own stage stale and what follows, and nothing before', async t => {
  const page = await done(t);
  const cases = [
    ['preprocess', 'limit', '320', 1],
    ['model', 'act', 'tanh', 2],
    ['train', 'lr', '0.01', 3],
  ];
  for (const [stage, key, value, first] of cases) {
    await page.go(stage);
    await page.set(key, value);
    const states = await page.untilStates('stale', ...STAGES.slice(first, 7));
    for (const before of STAGES.slice(0, first)) assert.equal(states[before], 'done', `${key}: ${before}`);
    await page.press('undo');
    await page.untilStates('done', ...STAGES.slice(0, 7));
  }
  // Back and forth by keys, outside of any field.
  await page.go('train');
  await page.set('batch', '16');
  await page.untilStates('stale', 'train');
  await page.box('train').focus();
  await page.page.keyboard.press('Control+z');
  await page.untilStates('done', 'train');
  assert.equal(await page.setting('batch').inputValue(), '64');
  await page.page.keyboard.press('Control+Shift+z');
  await page.untilStates('stale', 'train');
  assert.equal(await page.setting('batch').inputValue(), '16');
});

test('the other branch is one click away, and says what it changes', async t => {
  const page = await done(t);
  await page.page.locator('[data-branch=cnn] > a').click();
  await page.page.locator('.model-view').waitFor();
  await page.untilStates('stale', 'model', 'train', 'evaluate');
  assert.match(page.page.url(), /model=cnn/);
  await page.press('undo');
  await page.untilStates('done', 'model', 'train', 'evaluate');
});

test('a stage that failed says why, and what was there before still stands', async t => {
  const server = await site.serve(t, { faults: { 'data/fashion-mnist/train-0.bin': 'missing' } });
  const page = await site.visit(t, SHORT, { server, stage: 'collect' });
  await page.untilStates('failed', 'collect');
  assert.match(await page.page.locator('.last-run .bad').innerText(), /train-0\.bin/);
  assert.equal(await page.stageState('preprocess'), 'idle');
  assert.ok(!Object.values(await page.states()).includes('stale'), 'what was never done is not out of date');
});

test('the chart can be taken away: Mermaid, SVG, PNG, with the present state', async t => {
  const page = await site.visit(t, `${SHORT}&run=1`);
  await page.untilStates('done', 'evaluate');
  const accuracy = await page.page.locator('[data-stage=evaluate] .flow-figure').textContent();
  const file = async action => {
    const [download] = await Promise.all([page.page.waitForEvent('download'), page.press(action)]);
    return readFile(await download.path());
  };
  await page.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.press('copy-mermaid');
  await page.page.waitForFunction(() => /Copied/.test(document.querySelector('[data-action=copy-mermaid]').innerText));
  const text = await page.page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^graph TD\n/);
  for (const stage of STAGES) assert.match(text, new RegExp(`^ {4}${stage}[[{]`, 'm'));
  assert.ok(text.includes(accuracy), text);
  assert.match(text, /feedback -\.->/);
  const svg = (await file('save-svg')).toString();
  assert.match(svg, /^<svg xmlns/);
  assert.ok(svg.includes(accuracy));
  const png = await file('save-png');
  assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
  assert.ok(png.length > 10_000);
});

test('lines move while something flows, and keep still when the system asks for it', async t => {
  const query = 'data=fashion-mnist&epochs=50&hidden=16&backend=cpu';
  for (const [reducedMotion, moves] of [['no-preference', true], ['reduce', false]]) {
    const page = await site.visit(t, query, { reducedMotion });
    await page.untilStatus('ready');
    await page.press('start');
    await page.untilFigure('step', 5);
    const dot = page.page.locator('[data-line=mlp-train].moving .flow-dot').first();
    await dot.waitFor({ state: 'attached' });
    const name = await dot.evaluate(dot => getComputedStyle(dot).animationName);
    assert.equal(name !== 'none', moves, name);
    await page.press('pause');
    await page.untilStatus('paused');
    assert.equal(await page.page.locator('.flow-line.moving').count(), 0, 'nothing flows while it is halted');
  }
});

test('on a phone the chart is a vertical strip with the open stage in sight', async t => {
  const page = await site.visit(t, SHORT, { viewport: { width: 390, height: 844 }, stage: 'evaluate' });
  await page.page.locator('.evaluate-view').waitFor();
  await page.page.waitForTimeout(300);
  const tops = await page.page.locator('[data-stage]').evaluateAll(all => all.map(box => box.getBoundingClientRect().top));
  assert.ok(tops.every((top, index) => index === 0 || top > tops[index - 1]), `${tops}`);
  const [strip, box] = await Promise.all([page.page.locator('.flow-scroll').boundingBox(), page.box('evaluate').boundingBox()]);
  assert.ok(strip.height < 260 && box.y >= strip.y - 1 && box.y + box.height <= strip.y + strip.height + 1, 'the open stage is in sight');
});
