// What axe-core finds. Serious and critical violations fail; the others are printed.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STAGES = ['collect', 'model', 'train', 'apply', 'evaluate'];

/** Serious and critical violations, each with the elements it concerns. */
async function violations(t, page, where) {
  await page.page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished)));
  if (!(await page.page.evaluate(() => 'axe' in window))) await page.page.evaluate(AXE);
  const { violations } = await page.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const describe = ({ id, impact, help, nodes }) =>
    `${where}: ${id} (${impact}): ${help}\n` +
    nodes.slice(0, 4).map(node => `    ${node.html.slice(0, 160)}\n      ${node.failureSummary.split('\n').at(-1).trim()}`).join('\n');
  const grave = violations.filter(violation => ['serious', 'critical'].includes(violation.impact));
  for (const violation of violations.filter(violation => !grave.includes(violation))) t.diagnostic(describe(violation));
  return grave.map(describe);
}

/** Opens a view in this tab, as a link in a lesson would. */
async function show(page, stage, theme, lang, query) {
  await page.page.evaluate(hash => (location.hash = hash), `#/${stage}?${query}&theme=${theme}&lang=${lang}`);
  await page.page.locator(`html[data-theme=${theme}][lang^=${lang}] .${stage}-view`).waitFor();
}

for (const theme of ['light', 'dark', 'projector']) {
  for (const lang of ['en', 'zh']) {
    test(`every view: ${theme}, ${lang}`, async t => {
      const query = 'limit=640&epochs=1&backend=cpu';
      const page = await site.visit(t, `${query}&theme=${theme}&lang=${lang}`, { reducedMotion: 'reduce' });
      await page.untilStatus('ready');
      const found = [];
      for (const stage of STAGES) {
        await show(page, stage, theme, lang, query);
        found.push(...(await violations(t, page, stage)));
      }
      assert.deepEqual(found, []);
    });
  }

  test(`with a trained network, and with every kind of sentence: ${theme}`, async t => {
    const page = await site.visit(t, `limit=640&epochs=2&backend=webgpu&theme=${theme}&lang=en&colour=red&run=1`, {
      reducedMotion: 'reduce',
    });
    await page.untilStatus('done');
    await page.set('lr', 'minus one');
    const found = await violations(t, page, 'train');
    await page.go('evaluate');
    await page.untilFigure('test-accuracy');
    await page.page.locator('.test-picture').first().waitFor();
    found.push(...(await violations(t, page, 'evaluate')));
    await page.page.locator('.test-picture').first().click();
    await page.page.locator('dialog[open]').waitFor();
    found.push(...(await violations(t, page, 'one picture')));
    await page.page.keyboard.press('Escape');
    await page.go('apply');
    await page.page.locator('.pad canvas').click();
    await page.untilFigure('probability[0]');
    found.push(...(await violations(t, page, 'apply')));
    await page.press('help');
    await page.page.locator('.help-dialog[open]').waitFor();
    found.push(...(await violations(t, page, 'help')));
    await page.page.setViewportSize({ width: 390, height: 844 });
    await page.press('close-help');
    await page.go('train');
    found.push(...(await violations(t, page, 'train on a phone')));
    assert.deepEqual(found, []);
  });
}
