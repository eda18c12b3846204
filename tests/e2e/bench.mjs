// How fast the built site trains on this machine's processor, in a browser: `make bench`. Takes about two minutes.
import { launch } from './browser.mjs';
import { Glassbox } from './page.mjs';
import { DIST } from './site.mjs';
import { startServer } from './server.mjs';

/** Runs are read when they are this far: the first steps warm up caches and compilers. */
const STEPS = 600;

const JOBS = {
  'article, 784-256-10, batch 64': 'backend=cpu',
  'article, batch 1000': 'backend=cpu&batch=1000&epochs=50',
  'CNN 16-32-128, batch 64': 'backend=cpu&model=cnn',
};

const server = await startServer({ root: DIST });
const browser = await launch();
console.log('| job | ms a step | samples a second |\n|---|---:|---:|');
for (const [name, query] of Object.entries(JOBS)) {
  const context = await browser.newContext();
  const glassbox = new Glassbox(await context.newPage(), server.url);
  await glassbox.open(`${query}&run=1`);
  await glassbox.untilFigure('step', STEPS);
  const [step, rate] = [await glassbox.figure('ms-per-step'), await glassbox.figure('samples-per-second')];
  console.log(`| ${name} | ${step.toFixed(2)} | ${Math.round(rate)} |`);
  await context.close();
}
await browser.close();
await server.close();
