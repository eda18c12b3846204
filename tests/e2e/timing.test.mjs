// The times that are promised: measured, printed, and held to (with some slack on shared machines).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SLACK, useSite } from './site.mjs';

const site = useSite();

/** Prints a measured time and compares it with what is promised. */
function hold(t, what, milliseconds, promised) {
  t.diagnostic(`${what}: ${Math.round(milliseconds)} ms (promised: ${promised} ms)`);
  assert.ok(milliseconds <= promised * SLACK, `${what}: ${milliseconds} ms`);
}

test('first visit: the page is soon usable, and soon makes its first step', async t => {
  const page = await site.visitor(t);
  // Both in the page, so that nothing of the test's own is measured: Train is pressed as soon as it can be.
  await page.page.addInitScript(() => {
    const times = (window.times = {});
    new MutationObserver((_, observer) => {
      const step = document.querySelector('[data-figure=step]');
      const train = document.querySelector('[data-action=start]:not(:disabled)');
      if (train && !times.usable) {
        times.usable = performance.now();
        train.click();
      }
      if (times.usable && Number(step?.dataset.value) >= 1) {
        times.step = performance.now();
        observer.disconnect();
      }
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.open('backend=cpu');
  await page.untilFigure('step', 1);
  const { usable, step } = await page.page.evaluate(() => window.times);
  hold(t, 'usable after', usable, 1500);
  hold(t, 'first step after Train was pressed', step - usable, 4000);
});

test('Stop stops at once', async t => {
  const page = await site.visit(t, 'backend=cpu');
  await page.untilStatus('ready');
  let slowest = 0;
  for (let round = 0; round < 5; round++) {
    await page.press('start');
    // The figures of the run before are there until the new one begins.
    await page.untilStatus('training');
    await page.untilFigure('step', 20);
    const took = await page.page.evaluate(
      () =>
        new Promise(resolve => {
          const status = document.querySelector('[data-figure=status]');
          const pressed = performance.now();
          new MutationObserver(() => {
            if (status.dataset.value === 'stopped') resolve(performance.now() - pressed);
          }).observe(status, { attributes: true });
          document.querySelector('[data-action=stop]').click();
        }),
    );
    slowest = Math.max(slowest, took);
  }
  hold(t, 'slowest of five Stops', slowest, 200);
});

test('no long task on the page’s thread while it trains', async t => {
  const page = await site.visitor(t);
  await page.page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver(list => {
      for (const { startTime, duration } of list.getEntries()) window.tasks.push({ startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.open('backend=cpu');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilFigure('step', 1);
  const begun = await page.page.evaluate(() => performance.now());
  // Five seconds, an end of an epoch with its validation among them.
  await page.page.waitForFunction(begun => performance.now() > begun + 5000, begun, { polling: 250 });
  await page.untilFigure('epoch', 1);
  const tasks = await page.page.evaluate(begun => window.tasks.filter(task => task.startTime >= begun), begun);
  assert.equal(await page.status(), 'training');
  hold(t, `longest of ${tasks.length} long tasks`, Math.max(0, ...tasks.map(task => task.duration)), 50);
});
