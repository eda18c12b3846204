import { launch } from './browser.mjs'; import { startServer } from './server.mjs'; import { Glassbox } from './page.mjs';
const server = await startServer({ root: process.env.DIST });
const b = await launch();
for (const [name, width, height, theme] of [['train-light',1366,768,'light'],['train-dark',1366,768,'dark'],['train-phone',390,844,'light'],['train-projector',1366,768,'projector']]) {
  const c = await b.newContext({viewport:{width,height}, deviceScaleFactor: width<500?2:1}); const page = new Glassbox(await c.newPage(), server.url);
  await page.open(`backend=cpu&theme=${theme}`); await page.untilStatus('ready'); await page.press('start'); await page.untilFigure('epoch', 2); await page.untilFigure('step', 2000);
  await page.page.screenshot({ path: `/tmp/shots/${name}.png` });
  await page.page.screenshot({ path: `/tmp/shots/${name}-full.png`, fullPage: true });
  if (name==='train-light') { await page.go('evaluate'); await page.measureTestSet(); await page.page.screenshot({path:'/tmp/shots/evaluate-light.png'}); }
  await c.close();
}
await b.close(); await server.close();
