// Training on WebGPU, on the browser's software adapter: slow, but through the same shaders.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleReference, furthest, lossesOf } from './losses.mjs';
import { useSite } from './site.mjs';

const site = useSite({ webgpu: true });

/** The losses of the first steps of the article's job on one of the backends. */
async function articleLosses(t, backend, steps) {
  const { query } = await articleReference();
  const page = await site.visit(t, `${query}&backend=${backend}`);
  await page.untilText('backend', backend);
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', steps);
  await page.pause();
  return lossesOf(await page.losses());
}

test('30 steps of the article’s job agree with the CPU and with NumPy', async t => {
  const reference = await articleReference();
  const gpu = await articleLosses(t, 'webgpu', 30);
  const cpu = await articleLosses(t, 'cpu', 30);
  assert.ok(gpu.length >= 30 && gpu.every(Number.isFinite), `${gpu}`);
  const [fromCpu, fromNumpy] = [furthest(gpu, cpu, 20), furthest(gpu, reference.losses, 20)];
  t.diagnostic(`largest difference of 20 losses: ${fromCpu.toExponential(1)} from the CPU's`);
  t.diagnostic(`largest difference of 20 losses: ${fromNumpy.toExponential(1)} from NumPy's`);
  assert.ok(fromCpu < 1e-3, `losses differ from the CPU's by ${fromCpu}`);
  assert.ok(fromNumpy < 1e-3, `losses differ from NumPy's by ${fromNumpy}`);
});

test('both backends can be timed, and their gradients agree', async t => {
  const page = await site.visit(t, 'data=fashion-mnist&backend=cpu');
  await page.untilStatus('ready');
  // The adapter is not asked for before it is needed.
  await page.set('backend', 'auto');
  await page.press('measure');
  await page.untilFigure('gradient-disagreement');
  const disagreement = await page.figure('gradient-disagreement');
  const [cpu, gpu] = [await page.figure('cpu-ms-per-step'), await page.figure('gpu-ms-per-step')];
  t.diagnostic(`gradients differ by ${disagreement.toExponential(1)}; ${cpu.toFixed(1)} and ${gpu.toFixed(1)} ms a step`);
  assert.ok(disagreement <= 1e-3, `gradients differ by ${disagreement}`);
  assert.ok(cpu > 0 && gpu > 0);
  assert.equal(await page.text('backend'), 'cpu', 'a software adapter is not chosen');
});

test('the microscope’s gradients are those of the trainer on WebGPU', async t => {
  const page = await site.visit(t, 'data=fashion-mnist&limit=640&hidden=16&batch=32&epochs=1&backend=webgpu&lang=en');
  await page.untilText('backend', 'webgpu');
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilText('step', 1);
  await page.go('apply');
  await page.page.locator('.pad canvas').click();
  await page.untilFigure('probability[0]');
  await page.page.locator('.apply-view [data-action=microscope]').click();
  await page.untilFigure('loss+');
  await page.press('compare-gradients');
  await page.untilFigure('gradient-agreement');
  const agreement = await page.figure('gradient-agreement');
  t.diagnostic(`gradients differ by ${agreement.toExponential(1)} of the largest`);
  assert.match(await page.page.locator('[data-part=agreement] [role=status]').innerText(), /32 examples .* WebGPU/);
  assert.ok(agreement <= 1e-4, `${agreement}`);
});

test('auto does not take a software adapter, and says so', async t => {
  const page = await site.visit(t, 'data=fashion-mnist&backend=auto');
  await page.untilStatus('ready');
  const card = page.page.locator('.backend-card');
  await card.getByText('no graphics processor behind it').waitFor();
  assert.equal(await page.text('backend'), 'cpu');
  assert.match(await card.innerText(), /swiftshader/i, 'the adapter is named');
  assert.match(await page.text('adapter'), /swiftshader/i);
});

test('a run moves to the backend that is chosen under way', async t => {
  const page = await site.visit(t, 'data=fashion-mnist&limit=640&hidden=16&epochs=1&backend=cpu');
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilText('step', 1);
  await page.untilSaved(1);
  await page.set('backend', 'webgpu');
  await page.untilText('backend', 'webgpu');
  await page.untilStatus('paused');
  assert.equal(await page.figure('step'), 1);
  await page.press('resume');
  await page.untilStatus('done');
  assert.equal((await page.losses()).length, 10);
});
