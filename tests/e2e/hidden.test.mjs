// A run goes on while another tab is in front.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchUntouched } from './browser.mjs';
import { Glassbox } from './page.mjs';
import { startServer } from './server.mjs';
import { DIST } from './site.mjs';

let reader, server;
before(async () => ([reader, server] = await Promise.all([launchUntouched(), startServer({ root: DIST })])));
after(async () => {
  await reader?.close();
  await server?.close();
});

test('a hidden tab trains on, and shows it when it is seen again', async () => {
  const page = new Glassbox(await reader.context.newPage(), server.url);
  await page.open('limit=20000&epochs=3&backend=cpu');
  await page.untilStatus('ready');
  await page.press('start');
  const other = await reader.context.newPage();
  await other.bringToFront();
  await page.page.waitForFunction(() => document.visibilityState === 'hidden', null, { polling: 100 });
  const hiddenAt = await page.figure('step');
  await page.untilStatus('done');
  assert.equal(await page.page.evaluate(() => document.visibilityState), 'hidden');
  assert.ok(hiddenAt < 939, `it was hidden from step ${hiddenAt} of 939 on`);
  assert.equal(await page.figure('step'), 939);

  await page.page.bringToFront();
  await page.page.waitForFunction(() => document.visibilityState === 'visible', null, { polling: 100 });
  assert.equal((await page.page.locator('tr[data-epoch]').count()), 3);
  assert.deepEqual(page.mistakes, []);
});
