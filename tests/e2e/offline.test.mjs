// After the first visit the page needs no network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();
const SHORT = 'data=fashion-mnist&limit=640&epochs=1&hidden=32&backend=cpu';

/** Until the data are here and the service worker has kept all that the page needs to start again. */
async function untilKept(page) {
  await page.untilStatus('ready');
  await page.untilInPage('the service worker’s copies', async () => {
    const [registration] = await navigator.serviceWorker.getRegistrations();
    if (!registration?.active) return false;
    const build = document.querySelector('meta[name=build]').content;
    const parts = document.querySelector('meta[name=parts]').content.split(' ');
    const files = ['trainer_cpu_bg.wasm', ...parts].map(file => `${file}?v=${build}`);
    const needed = [registration.scope, `worker.js?bin=trainer_cpu&v=${build}`, ...files];
    const kept = await Promise.all(needed.map(url => caches.match(new URL(url, registration.scope))));
    return kept.every(Boolean);
  });
}

const shards = server => server.requests.filter(request => request.path.endsWith('.bin'));

test('with the network cut after the first visit a reload still trains', async t => {
  const server = await site.serve(t);
  const page = await site.visit(t, SHORT, { server });
  await untilKept(page);
  await server.close();
  await page.page.reload();
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilText('step', 1);
  await page.untilStatus('paused');
  await page.press('step');
  await page.untilText('step', 2);
  // Parts of the page that were never opened before.
  await page.go('optimise');
  await page.press('open-microscope');
  await page.page.locator('.scope-view').waitFor();
});

test('it is the same under a folder of another site, and nothing is asked for outside of it', async t => {
  const server = await site.serve(t, { prefix: '/lessons/glassbox/' });
  const page = await site.visit(t, SHORT, { server });
  await untilKept(page);
  assert.deepEqual(server.requests.filter(request => request.status >= 400), []);
  await server.close();
  await page.page.reload();
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
});

test('the second visit downloads no data', async t => {
  const server = await site.serve(t);
  const page = await site.visit(t, SHORT, { server });
  await untilKept(page);
  assert.ok(shards(server).length >= 2, 'the first one did');
  server.requests.length = 0;
  await page.page.reload();
  await page.untilStatus('ready');
  assert.deepEqual(shards(server), []);
  assert.deepEqual(server.requests.filter(request => request.path.endsWith('.wasm') && request.status === 200), []);
});

test('a broken-off first visit goes on where it was', async t => {
  const server = await site.serve(t, { faults: { 'train-1.bin': 'missing' } });
  const page = await site.visit(t, SHORT, { server });
  await page.untilNotice('load-failure');
  delete server.faults['train-1.bin'];
  server.requests.length = 0;
  await page.page.reload();
  await page.untilStatus('ready');
  const fetched = shards(server).map(request => request.path);
  assert.ok(fetched.includes('data/fashion-mnist/train-1.bin'));
  assert.ok(!fetched.includes('data/fashion-mnist/train-0.bin'), `${fetched}`);
});

test('the GPU worker is not downloaded by whoever does not use it', async t => {
  const server = await site.serve(t);
  const page = await site.visit(t, SHORT, { server });
  await untilKept(page);
  assert.deepEqual(server.requests.filter(request => request.path.includes('trainer_gpu')), []);
});
