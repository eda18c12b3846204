// The pictures of the documentation, taken from the built site: `make pictures`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { Glassbox } from './page.mjs';
import { startServer } from './server.mjs';
import { DIST } from './site.mjs';

const folder = fileURLToPath(new URL('../../docs/', import.meta.url));
await mkdir(`${folder}chart`, { recursive: true });
const server = await startServer({ root: DIST });
const browser = await launch();
const RUN = 'data=fashion-mnist&limit=6400&epochs=2&backend=cpu&theme=light';

async function visit(query) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  const glassbox = new Glassbox(await context.newPage(), server.url);
  await glassbox.open(query);
  return glassbox;
}

for (const lang of ['en', 'zh']) {
  const shoot = (glassbox, name) => glassbox.page.locator('.flow').screenshot({ path: `${folder}chart/${name}-${lang}.png` });

  const page = await visit(`${RUN}&lang=${lang}`);
  await page.untilStates('done', 'collect', 'preprocess', 'model');
  await page.untilStates('ready', 'train');
  await shoot(page, 'ready');
  await page.press('epoch');
  await page.untilFigure('step', 20);
  await shoot(page, 'running');
  await page.untilStatus('paused');
  await page.press('resume');
  await page.untilStates('done', 'train', 'evaluate');
  for (const stage of ['apply', 'optimise', 'industry']) await page.runStage(stage);
  await page.go('feedback');
  await page.page.locator('.feedback-view [data-action=add-example]').first().click();
  await page.press('run-stale');
  await page.untilStates('done', 'train', 'evaluate', 'industry');
  await page.runStage('feedback');
  await shoot(page, 'done');
  await page.go('train');
  await page.set('batch', '32');
  await page.untilStates('stale', 'train');
  await shoot(page, 'stale');
  await page.page.context().close();

  server.faults['train-1.bin'] = 'missing';
  const broken = await visit(`${RUN}&lang=${lang}`);
  await broken.untilStates('failed', 'collect');
  await shoot(broken, 'failed');
  delete server.faults['train-1.bin'];
  await broken.page.context().close();
}

const train = await visit('backend=cpu&theme=light&lang=en&epochs=10');
await train.untilStatus('ready');
await train.press('start');
await train.untilFigure('epoch', 3);
await train.page.waitForTimeout(1500);
await train.page.screenshot({ path: `${folder}train.png` });
await browser.close();
await server.close();
