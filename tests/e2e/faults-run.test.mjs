// A run that is interrupted, or that breaks off: nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lossesOf } from './losses.mjs';
import { accident, crashes } from './saboteurs.mjs';
import { useSite } from './site.mjs';

const site = useSite();
/** Long enough to be interrupted on a fast machine too. */
const RUN = 'data=fashion-mnist&batch=32&epochs=4&hidden=192&backend=cpu';
const STEPS = 4 * 313;

/** The file of the same run without any accident. */
async function undisturbed(t) {
  const page = await site.visit(t, `${RUN}&run=1`);
  await page.untilStatus('done');
  return page.csv();
}

test('a crashed worker is reported and replaced, and the run goes on from its checkpoint', async t => {
  const server = await site.serve(t, { faults: { 'worker.js': crashes } });
  const page = await site.visit(t, RUN, { server });
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 10);
  const saved = await page.pause();
  await accident(page.page);
  const words = await page.untilNotice('worker-replaced');
  assert.match(words, /a screw came loose/);
  assert.match(words, new RegExp(`step ${saved}\\b`));
  await page.untilStatus('paused');
  assert.equal(await page.figure('step'), saved);
  await page.press('resume');
  await page.untilStatus('done');
  assert.equal(await page.csv(), await undisturbed(t));
});

test('a worker that crashes in mid-run is replaced too', async t => {
  const server = await site.serve(t, { faults: { 'worker.js': crashes } });
  const page = await site.visit(t, 'data=fashion-mnist&epochs=9&backend=cpu', { server });
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 5);
  const saved = await page.pause();
  await page.press('resume');
  await page.untilFigure('step', saved + 5);
  await accident(page.page);
  await page.untilNotice('worker-replaced');
  await page.untilStatus('paused');
  const step = await page.figure('step');
  assert.ok(step >= saved, `it goes on from step ${step}, saved at ${saved}`);
  await page.press('resume');
  await page.untilFigure('step', step + 20);
});

test('a worker that keeps crashing is given up', async t => {
  const broken = body => Buffer.concat([Buffer.from("postMessage('crashed: as always');\n"), body]);
  const server = await site.serve(t, { faults: { 'worker.js': broken } });
  const page = await site.visit(t, RUN, { server });
  assert.match(await page.untilNotice('failure'), /as always/);
  await page.untilStatus('failed');
});

test('a loss that is not a number stops the run; one click goes back and on with a smaller rate', async t => {
  // This decay turns every weight into −9 times itself at each step; with a tenth of the rate into 0.
  const page = await site.visit(t, 'data=fashion-mnist&limit=640&epochs=8&opt=sgd&l2=10&lr=1&hidden=32&backend=cpu');
  await page.untilStatus('ready');
  await page.press('start');
  const words = await page.untilNotice('diverged');
  assert.match(words, /learning rate of 1\b/);
  await page.untilStatus('failed');
  assert.equal(await page.stageState('train'), 'failed');
  assert.match(await page.page.locator('.last-run .bad').innerText(), /learning rate/, 'the stage says why');
  assert.ok(lossesOf(await page.losses()).every(Number.isFinite));

  await page.press('recover');
  await page.untilStatus('done');
  assert.equal(await page.notice('diverged').count(), 0);
  assert.equal(await page.setting('lr').inputValue(), '0.1');
  assert.equal(await page.figure('learning-rate'), 0.1);
  const losses = lossesOf(await page.losses());
  assert.equal(losses.length, 80);
  assert.ok(losses.every(Number.isFinite));
});

test('a run survives a reload', async t => {
  const page = await site.visit(t, RUN);
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 10);
  const saved = await page.pause();
  await page.press('resume');
  await page.untilFigure('step', saved + 5);
  await page.page.reload();
  const words = await page.untilNotice('saved-run');
  assert.match(words, /784/, 'it says which network');
  await page.press('resume-saved');
  await page.untilStatus('paused');
  const step = await page.figure('step');
  assert.ok(step >= saved && step < STEPS, `it goes on from step ${step}, saved at ${saved}`);
  await page.press('resume');
  await page.untilStatus('done');
  assert.equal(await page.csv(), await undisturbed(t));
});

test('a saved run brings its own settings, whatever the link says', async t => {
  const page = await site.visit(t, RUN);
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilSaved(1);
  await page.openPlain();
  await page.page.reload();
  await page.untilNotice('saved-run');
  await page.press('resume-saved');
  await page.untilStatus('paused');
  assert.equal(await page.setting('hidden').first().inputValue(), '192');
  assert.ok(await page.button('resume').isVisible());
  await page.press('resume');
  await page.untilStatus('done');
  assert.equal(await page.figure('step'), STEPS);
});

test('a saved run that is discarded is not offered again', async t => {
  const page = await site.visit(t, RUN);
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilSaved(1);
  await page.page.reload();
  await page.untilNotice('saved-run');
  await page.press('discard-saved');
  await page.untilInPage('an empty store', async () => {
    const request = indexedDB.open('glassbox');
    const database = await new Promise(resolve => (request.onsuccess = () => resolve(request.result)));
    const keys = database.transaction('runs').objectStore('runs').getAllKeys();
    await new Promise(resolve => (keys.onsuccess = resolve));
    database.close();
    return keys.result.length === 0;
  });
  await page.page.reload();
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilText('step', 1);
  assert.equal(await page.notice('saved-run').count(), 0);
});
