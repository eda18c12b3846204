// What keeping the page live costs its thread while a run goes on, frame by frame: part of `make bench`.
// Measured from outside, with the browser's own trace, in a view that has nothing of its own to draw: what is left is
// the chart, the header, and the handling of the trainer's messages.
import { launch } from './browser.mjs';
import { Glassbox } from './page.mjs';
import { startServer } from './server.mjs';
import { DIST } from './site.mjs';

const SECONDS = 8;

/** Milliseconds of work on the page's main thread in each frame of a trace. */
function workInFrames(trace) {
  const events = JSON.parse(trace).traceEvents;
  const main = new Set(
    events.filter(e => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map(e => `${e.pid}:${e.tid}`),
  );
  const tasks = events.filter(e => main.has(`${e.pid}:${e.tid}`) && e.name === 'ThreadControllerImpl::RunTask' && e.ph === 'X');
  const begin = Math.min(...tasks.map(task => task.ts));
  const end = Math.max(...tasks.map(task => task.ts));
  const work = new Array(Math.floor((end - begin) / 1000 / FRAME)).fill(0);
  for (const task of tasks) {
    const index = Math.floor((task.ts - begin) / 1000 / FRAME);
    if (index < work.length) work[index] += (task.dur ?? 0) / 1000;
  }
  return work;
}

// Frames come at this pace, whether there is something to do in them or not.
const FRAME = 1000 / 60;

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const server = await startServer({ root: DIST });
const browser = await launch();
console.log('\n| while a run goes on | frames | median | 99th percentile | longest |\n|---|---:|---:|---:|---:|');
for (const [name, style] of [['with the chart', ''], ['without it', '.flow-scroll { display: none }']]) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const glassbox = new Glassbox(await context.newPage(), server.url);
  await glassbox.open('backend=cpu&epochs=50&batch=32');
  await glassbox.untilStatus('ready');
  await glassbox.press('start');
  await glassbox.untilFigure('step', 50);
  await glassbox.go('industry');
  if (style) await glassbox.page.addStyleTag({ content: style });
  await glassbox.page.waitForTimeout(1500);
  await browser.startTracing(glassbox.page, {
    categories: ['toplevel'],
  });
  await glassbox.page.waitForTimeout(1000 * SECONDS);
  const work = workInFrames((await browser.stopTracing()).toString());
  const cells = [0.5, 0.99, 1].map(share => `${quantile(work, share)?.toFixed(2)} ms`);
  console.log(`| ${[name, work.length, ...cells].join(' | ')} |`);
  await context.close();
}
await browser.close();
await server.close();
