// Data that do not arrive, or arrive broken: never a half-loaded set, always a way on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();
const FILE = 'train-3.bin';

for (const [fault, reason] of [
  ['missing', /did not arrive/],
  ['cut', /did not arrive/],
  ['truncated', /not what was published/],
  ['corrupt', /not what was published/],
]) {
  test(`a ${fault} shard is named, and fetched again on request`, async t => {
    const server = await site.serve(t, { faults: { [FILE]: fault } });
    const page = await site.visit(t, 'limit=640&epochs=1&backend=cpu', { server });
    const words = await page.untilNotice('load-failure');
    assert.ok(words.includes(FILE), words);
    assert.match(words, reason);
    await page.untilStatus('failed');
    assert.equal(await page.stageState('collect'), 'failed');

    delete server.faults[FILE];
    server.requests.length = 0;
    await page.press('retry');
    await page.untilStatus('ready');
    assert.equal(await page.notice('load-failure').count(), 0);
    const fetched = server.requests.map(request => request.path);
    assert.ok(fetched.includes(`data/mnist/${FILE}`));
    assert.ok(!fetched.includes('data/mnist/train-0.bin'), 'what had arrived is not fetched again');
    await page.press('start');
    await page.untilStatus('done');
  });
}

test('a download that goes silent is begun again', async t => {
  const server = await site.serve(t, { faults: { [FILE]: 'stall' } });
  const page = await site.visit(t, 'limit=640&epochs=1&backend=cpu', { server });
  const asked = () => server.requests.filter(request => request.path.endsWith(FILE)).length;
  while (asked() === 0) await page.page.waitForTimeout(50);
  delete server.faults[FILE];
  // After twenty seconds without a byte; nobody has to do anything.
  await page.untilStatus('ready');
  assert.ok(asked() >= 2);
  assert.equal(await page.notice('load-failure').count(), 0);
});

test('a part of the page that does not arrive is asked for again, and nothing is lost', async t => {
  const server = await site.serve(t, { faults: { 'split_stages.wasm': 'missing' } });
  const page = await site.visit(t, 'data=fashion-mnist&limit=640&epochs=1&backend=cpu&run=1', { server });
  await page.untilStatus('done');
  await page.box('evaluate').click();
  await page.button('fetch-part').waitFor();
  delete server.faults['split_stages.wasm'];
  await page.press('fetch-part');
  await page.page.locator('.evaluate-view').waitFor();
  assert.equal(await page.stageState('train'), 'done');
});

test('nothing is trained on half a set', async t => {
  const server = await site.serve(t, { faults: { [FILE]: 'missing' } });
  const page = await site.visit(t, 'limit=640&epochs=1&backend=cpu&run=1', { server });
  await page.untilNotice('load-failure');
  assert.equal(await page.figure('step'), 0);
  assert.equal(await page.status(), 'failed', 'not "training" while there is nothing to train on');
  delete server.faults[FILE];
  await page.press('retry');
  // What was asked for in vain is done now.
  await page.untilStatus('done');
});

test('another set can be chosen when one is out of reach', async t => {
  const server = await site.serve(t, { faults: { 'data/mnist/test-0.bin': 'missing' } });
  const page = await site.visit(t, 'limit=640&epochs=1&backend=cpu', { server });
  await page.untilNotice('load-failure');
  await page.go('collect');
  await page.set('data', 'fashion-mnist');
  await page.go('train');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
});

test('a trainer that cannot be loaded is reported', async t => {
  const server = await site.serve(t, { faults: { 'trainer_cpu_bg.wasm': 'missing' } });
  const page = await site.visit(t, 'backend=cpu', { server });
  await page.untilNotice('failure');
  await page.untilStatus('failed');
});
