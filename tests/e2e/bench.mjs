// How fast the built site is on this machine, in a browser: training on the processor, and the microscope's answer to a
// changed number. `make bench`; takes about two minutes.
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

/** Edits of which the middle one counts. */
const EDITS = 10;

const server = await startServer({ root: DIST });
const browser = await launch();
await training();
await editing();
await browser.close();
await server.close();

/** A page that knows nothing of any other. */
async function visit(query, work) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const glassbox = new Glassbox(await context.newPage(), server.url);
  await glassbox.open(query);
  await work(glassbox);
  await context.close();
}

async function training() {
  console.log('| job | ms a step | samples a second |\n|---|---:|---:|');
  for (const [name, query] of Object.entries(JOBS)) {
    await visit(`${query}&run=1`, async glassbox => {
      await glassbox.untilFigure('step', STEPS);
      const [step, rate] = [await glassbox.figure('ms-per-step'), await glassbox.figure('samples-per-second')];
      console.log(`| ${name} | ${step.toFixed(2)} | ${Math.round(rate)} |`);
    });
  }
}

/** From Enter in the field of a number until everything that depends on it has changed, is laid out, is on the screen. */
async function editing() {
  console.log('\n| changed number | all figures follow after | laid out after | seen after | promise |\n|---|---:|---:|---:|---|');
  await visit('limit=64', async glassbox => {
    await glassbox.untilStatus('ready');
    await glassbox.page.evaluate(() => (location.hash = '#/backprop?limit=64&example=mazur'));
    await glassbox.page.locator('.scope-view').waitFor();
    await glassbox.page.keyboard.press('End');
    await glassbox.untilFigure('loss+');
    await edit(glassbox, 'Mazur’s example, a weight', '[data-figure="W[1][0][0]"]', 'follow ≤ 16.7 ms');
  });
  await visit('limit=640&epochs=1&backend=cpu&run=1', async glassbox => {
    await glassbox.untilStatus('done');
    await glassbox.go('apply');
    await glassbox.page.locator('.pad canvas').click();
    await glassbox.untilFigure('probability[0]');
    await glassbox.page.locator('.apply-view [data-action=microscope]').click();
    await glassbox.untilFigure('loss+');
    const entry = '[data-part=entry] [data-figure^=';
    await edit(glassbox, '784-256-10, a weight of layer 1', `${entry}"W[1]"]`, 'seen ≤ 100 ms');
    await edit(glassbox, '784-256-10, an input pixel', `${entry}"x["]`, 'seen ≤ 100 ms');
  });
}

async function edit({ page }, what, figure, promise) {
  await page.locator(figure).first().click();
  await page.locator('.derivation [data-action=edit]').waitFor();
  const times = await page.evaluate(timeEdits, EDITS);
  const median = key => times.map(time => time[key]).sort((a, b) => a - b)[times.length >> 1].toFixed(1);
  console.log(`| ${what} | ${median('numbers')} ms | ${median('done')} ms | ${median('seen')} ms | ${promise} |`);
}

/** Runs in the page: changes the number whose origin is shown, again and again. */
async function timeEdits(count) {
  const frame = () => new Promise(requestAnimationFrame);
  // Everything that the edit itself sets off follows in microtasks, before the browser draws.
  const settled = async () => {
    for (let turn = 0; turn < 100; turn += 1) await null;
  };
  const loss = () => document.querySelector('[data-figure=loss]').dataset.value;
  const times = [];
  for (let edit = 0; edit < count; edit += 1) {
    document.querySelector('.derivation [data-action=edit]').click();
    let field = null;
    while (!(field = document.querySelector('.derivation input[data-edit]'))) await frame();
    // The page is at rest, and a frame has just begun.
    await new Promise(resolve => setTimeout(resolve, 200));
    await frame();
    const before = loss();
    field.value = String(0.2 + 0.01 * edit);
    const start = performance.now();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await settled();
    const numbers = performance.now() - start;
    const now = loss();
    // The browser's own part: styles and layout.
    document.body.getBoundingClientRect();
    const done = performance.now() - start;
    await frame();
    await frame();
    times.push({ numbers, done, seen: performance.now() - start });
    if (now === before) throw new Error('the loss does not depend on what was changed');
    if (now !== loss()) throw new Error('something followed later');
  }
  return times;
}
