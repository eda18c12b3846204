// A GPU that is not there, does not suit, or goes away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { furthest, lossesOf } from './losses.mjs';
import { accident, getsNoDevice, losesItsDevice } from './saboteurs.mjs';
import { useSite } from './site.mjs';

const site = useSite({ webgpu: true });
const SHORT = 'data=fashion-mnist&limit=640&hidden=32&epochs=2';

/** A browser without any GPU. */
let bare;
before(async () => (bare = await launch()));
after(() => bare.close());

async function trainsOnTheCpu(page) {
  await page.untilText('backend', 'cpu');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
}

test('without an adapter the page says so and trains on the CPU', async t => {
  const page = await site.visitor(t, { browser: bare });
  await page.open(`${SHORT}&backend=webgpu`);
  assert.match(await page.untilNotice('no-webgpu'), /no graphics processor/);
  await trainsOnTheCpu(page);
});

test('a link that wants WebGPU and starts by itself starts on the CPU', async t => {
  const page = await site.visitor(t, { browser: bare });
  await page.open(`${SHORT}&backend=webgpu&run=1`);
  await page.untilNotice('no-webgpu');
  await page.untilStatus('done');
});

test('without WebGPU at all the page says so and trains on the CPU', async t => {
  const page = await site.visitor(t, { browser: bare });
  await page.page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
  await page.open(`${SHORT}&backend=webgpu`);
  assert.match(await page.untilNotice('no-webgpu'), /no WebGPU/);
  await trainsOnTheCpu(page);
});

test('without an adapter auto takes the CPU and explains it, without an alarm', async t => {
  const page = await site.visitor(t, { browser: bare });
  await page.open(`${SHORT}&backend=auto`);
  await page.page.locator('.backend-card').getByText('found no graphics processor').waitFor();
  assert.equal(await page.page.locator('[data-notice]').count(), 0);
  await trainsOnTheCpu(page);
});

test('an adapter without timestamp-query is not used, and the reason is given', async t => {
  const page = await site.visitor(t);
  await page.page.addInitScript(() => {
    const features = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'features').get;
    const get = function () {
      return new Set([...features.call(this)].filter(feature => feature !== 'timestamp-query'));
    };
    Object.defineProperty(GPUAdapter.prototype, 'features', { get });
  });
  await page.open(`${SHORT}&backend=webgpu`);
  assert.match(await page.untilNotice('no-webgpu'), /timestamp-query/);
  await trainsOnTheCpu(page);
});

test('a browser that refuses the device is reported, and the CPU trains', async t => {
  const server = await site.serve(t, { faults: { 'worker.js': getsNoDevice } });
  const page = await site.visit(t, `${SHORT}&backend=webgpu`, { server });
  assert.match(await page.untilNotice('failure'), /WebGPU could not be started/);
  await trainsOnTheCpu(page);
});

test('when the device is lost in mid-run, training goes on from the checkpoint on the CPU', async t => {
  const server = await site.serve(t, { faults: { 'worker.js': losesItsDevice } });
  const page = await site.visit(t, `${SHORT}&backend=webgpu`, { server });
  await page.untilText('backend', 'webgpu');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 3);
  const saved = await page.pause();
  const before = lossesOf(await page.losses());
  await page.press('resume');
  await page.untilFigure('step', saved + 1);
  await accident(page.page);
  const words = await page.untilNotice('moved-to-cpu');
  const from = Number(/step (\d+)/.exec(words)[1]);
  assert.ok(from >= saved, `${words} (saved at ${saved})`);
  await page.untilText('backend', 'cpu');
  await page.untilStatus('done');
  assert.equal(await page.figure('step'), 20);
  const losses = lossesOf(await page.losses());
  assert.equal(losses.length, 20);
  assert.deepEqual(losses.slice(0, saved), before, 'what the GPU had computed is kept');

  const straight = await site.visit(t, `${SHORT}&backend=cpu&run=1`);
  await straight.untilStatus('done');
  const difference = furthest(losses, lossesOf(await straight.losses()), 20);
  assert.ok(difference < 1e-3, `losses differ by ${difference} from a run on the CPU`);
});

test('when the device is lost while nothing runs, the CPU takes over', async t => {
  const server = await site.serve(t, { faults: { 'worker.js': losesItsDevice } });
  const page = await site.visit(t, `${SHORT}&backend=webgpu`, { server });
  await page.untilText('backend', 'webgpu');
  await page.untilStatus('ready');
  await accident(page.page);
  await page.untilNotice('failure');
  await trainsOnTheCpu(page);
});
