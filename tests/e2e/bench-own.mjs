// How fast people's own files are read, in a browser: `make bench`. A table of a million rows beside Papa Parse, and ten
// thousand pictures.
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { lot, png, table, zip } from './own-files.mjs';
import { Glassbox } from './page.mjs';
import { DIST } from './site.mjs';
import { startServer } from './server.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const PICTURES = Number(process.env.PICTURES ?? 10_000);
const folder = await mkdtemp(join(tmpdir(), 'glassbox-'));
const csv = join(folder, 'table.csv');
const archive = join(folder, 'pictures.zip');

const out = createWriteStream(csv);
for (const piece of table(ROWS)) if (!out.write(piece)) await once(out, 'drain');
out.end();
await once(out, 'finish');

const random = lot(3);
// A hundred different pictures, each told apart by one pixel: drawing ten thousand would take longer than reading them.
const shapes = Array.from({ length: 100 }, (_, index) => {
  const [x0, y0, size] = [random() * 60, random() * 60, 20 + random() * 30];
  return (x, y) => (x > x0 && x < x0 + size && y > y0 && y < y0 + size ? 255 - (index % 10) * 20 : Math.floor(random() * 40));
});
const entries = Array.from({ length: PICTURES }, (_, index) => [
  `class ${index % 10}/${index}.png`,
  png(100, (x, y) => (x === 0 && y === 0 ? index % 256 : shapes[index % 100](x, y))),
]);
await writeFile(archive, zip(Object.fromEntries(entries)));

const server = await startServer({ root: DIST });
const browser = await launch();
const megabytes = bytes => bytes / 1e6;

/** Brings a file along; gives what the page says of it, and the longest task of the page meanwhile. */
async function bring(path) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const glassbox = new Glassbox(await context.newPage(), server.url);
  await glassbox.open('backend=cpu&limit=100&data=fashion-mnist', { stage: 'collect' });
  await glassbox.page.locator('[data-own=pick-files]').waitFor({ state: 'attached' });
  // What the page does to begin with has nothing to do with the file.
  await glassbox.page.waitForTimeout(2500);
  await glassbox.page.evaluate(() => {
    globalThis.tasks = [];
    new PerformanceObserver(list => globalThis.tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' });
  });
  const began = performance.now();
  await glassbox.page.locator('[data-own=pick-files]').setInputFiles(path);
  await glassbox.page.locator('[data-own=workbench] [data-figure=own-read-seconds]').waitFor({ timeout: 300_000 });
  const seconds = (performance.now() - began) / 1000;
  // Its parts come one after the other; the last tasks are told a moment later.
  await glassbox.button('use-own').waitFor();
  await glassbox.page.waitForTimeout(1500);
  const read = await glassbox.figure('own-read-seconds');
  const memory = await glassbox.figure('own-memory');
  const longest = await glassbox.page.evaluate(() => Math.max(0, ...globalThis.tasks));
  await context.close();
  return { seconds, read, memory, longest };
}

const size = (await stat(csv)).size;
const own = await bring(csv);
const rate = seconds => `${(megabytes(size) / seconds).toFixed(1)} MB/s`;
console.log(`table of ${ROWS} × 12, ${megabytes(size).toFixed(1)} MB:`);
console.log(`  reading ${own.read.toFixed(2)} s, ${rate(own.read)}; until everything is shown ${own.seconds.toFixed(2)} s`);
console.log(`  memory of the reader ${megabytes(own.memory).toFixed(0)} MB, ${(own.memory / size).toFixed(2)} × the file`);
console.log(`  longest task of the page ${own.longest.toFixed(0)} ms`);

const papa = await startServer({ root: fileURLToPath(new URL('node_modules/papaparse/', import.meta.url)) });
const page = await (await browser.newContext()).newPage();
await page.goto(`${papa.url}package.json`);
await page.setContent('<input type="file">');
await page.addScriptTag({ url: `${papa.url}papaparse.min.js` });
await page.locator('input').setInputFiles(csv);
for (const typed of [false, true]) {
  const [rows, seconds] = await page.evaluate(dynamicTyping => new Promise((resolve, reject) => {
    const began = performance.now();
    let rows = 0;
    globalThis.Papa.parse(document.querySelector('input').files[0], {
      worker: true,
      dynamicTyping,
      chunk: ({ data }) => { rows += data.length; },
      complete: () => resolve([rows, (performance.now() - began) / 1000]),
      error: reject,
    });
  }), typed);
  console.log(`Papa Parse in its worker, ${typed ? 'numbers as numbers' : 'all as text'}: ${rows} rows, ${seconds.toFixed(2)} s, ${rate(seconds)}`);
}
await papa.close();

const bytes = (await stat(archive)).size;
const pictures = await bring(archive);
console.log(`${PICTURES} pictures of 100 × 100, ${megabytes(bytes).toFixed(1)} MB:`);
console.log(`  reading ${pictures.read.toFixed(2)} s; until everything is shown ${pictures.seconds.toFixed(2)} s`);
console.log(`  memory of the reader ${megabytes(pictures.memory).toFixed(0)} MB, longest task of the page ${pictures.longest.toFixed(0)} ms`);

await browser.close();
await server.close();
await rm(folder, { recursive: true });
