// What axe-core finds. Serious and critical violations fail; the others are printed.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { STAGES, useSite } from './site.mjs';

const site = useSite();
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical violations in words; lesser ones are only printed. */
async function violations(t, page, where) {
  // Half-way through a transition colours are not what they will be.
  await page.page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
    }
  });
  if (!(await page.page.evaluate(() => 'axe' in window))) await page.page.evaluate(AXE);
  const { violations } = await page.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const isGrave = violation => ['serious', 'critical'].includes(violation.impact);
  for (const lesser of violations.filter(violation => !isGrave(violation))) t.diagnostic(`${where}: ${lesser.id}, ${lesser.impact}`);
  return violations.filter(isGrave).map(violation => describe(where, violation));
}

function describe(where, { id, impact, help, nodes }) {
  const element = ({ html, failureSummary }) => `  ${html.slice(0, 160)}\n    ${failureSummary.split('\n').at(-1).trim()}`;
  return [`${where}: ${id} (${impact}): ${help}`, ...nodes.slice(0, 4).map(element)].join('\n');
}

/** Opens a view in this tab, as a link in a lesson would. */
async function show(page, stage, theme, lang, query) {
  await page.page.evaluate(hash => (location.hash = hash), `#/${stage}?${query}&theme=${theme}&lang=${lang}`);
  await page.page.locator(`html[data-theme=${theme}][lang^=${lang}] .${stage}-view`).waitFor();
}

const THEMES = ['light', 'dark', 'projector'];
const QUERY = 'data=fashion-mnist&limit=640&epochs=1';

test('every view, in every theme and language', async t => {
  const page = await site.visit(t, `${QUERY}&backend=cpu`, { reducedMotion: 'reduce' });
  await page.untilStatus('ready');
  for (const theme of THEMES) {
    for (const lang of ['en', 'zh']) {
      await t.test(`${theme}, ${lang}`, async t => {
        const found = [];
        for (const stage of STAGES) {
          await show(page, stage, theme, lang, `${QUERY}&backend=cpu`);
          found.push(...(await violations(t, page, stage)));
        }
        assert.equal(found.join('\n'), '');
      });
    }
  }
});

for (const theme of THEMES) {
  test(`with a trained network, and with all kinds of sentences: ${theme}`, async t => {
    const query = `${QUERY}&backend=webgpu&theme=${theme}&lang=en&colour=red`;
    const page = await site.visit(t, query, { reducedMotion: 'reduce' });
    await page.untilNotice('no-webgpu');
    await page.untilStatus('ready');
    await page.press('start');
    await page.untilStatus('done');
    await page.set('lr', 'minus one');
    const found = await violations(t, page, 'train');
    await page.go('evaluate');
    await page.untilFigure('test-accuracy');
    const picture = page.page.locator('.test-picture').first();
    await picture.waitFor();
    found.push(...(await violations(t, page, 'evaluate')));
    await picture.click();
    await page.page.locator('dialog[open]').waitFor();
    found.push(...(await violations(t, page, 'one picture')));
    await page.page.keyboard.press('Escape');
    await page.go('apply');
    await page.page.locator('.pad canvas').click();
    await page.untilFigure('probability[0]');
    found.push(...(await violations(t, page, 'apply')));
    await page.page.locator('.pick').first().click();
    await page.untilFigure('saliency-max');
    for (const stage of ['optimise', 'industry']) {
      await page.runStage(stage);
      found.push(...(await violations(t, page, `${stage}, with its result`)));
    }
    await page.go('feedback');
    await page.page.locator('.feedback-view [data-action=add-example]').first().click();
    await page.untilStates('stale', 'collect', 'train');
    found.push(...(await violations(t, page, 'feedback, everything out of date')));
    await page.press('help');
    await page.page.locator('.help-dialog[open]').waitFor();
    found.push(...(await violations(t, page, 'help')));
    await page.press('close-help');
    await page.page.setViewportSize({ width: 390, height: 844 });
    await page.go('train');
    found.push(...(await violations(t, page, 'train on a phone')));
    assert.equal(found.join('\n'), '');
  });
}

for (const theme of THEMES) {
  test(`the microscope: ${theme}`, async t => {
    const page = await site.visit(t, `${QUERY}&theme=${theme}&backend=cpu&run=1`, { reducedMotion: 'reduce' });
    await page.untilStatus('done');
    const found = [];
    for (const lang of ['en', 'zh']) {
      for (const example of ['article', 'xor', 'vanishing', 'mine']) {
        const hash = `#/backprop?example=${example}&step=1&theme=${theme}&lang=${lang}`;
        await page.page.evaluate(hash => (location.hash = hash), hash);
        await page.page.locator(`html[data-theme=${theme}][lang^=${lang}] .scope-view`).waitFor();
        found.push(...(await violations(t, page, `${example}, first step`)));
        await page.page.keyboard.press('End');
        found.push(...(await violations(t, page, `${example}, last step`)));
      }
    }
    await page.go('evaluate');
    if (!(await page.text('test-accuracy'))) await page.measureTestSet();
    await page.page.locator('.test-picture').first().click();
    await page.page.locator('dialog[open] [data-action=microscope]').click();
    await page.untilFigure('loss+');
    found.push(...(await violations(t, page, 'the network in training')));
    await page.page.setViewportSize({ width: 390, height: 844 });
    found.push(...(await violations(t, page, 'on a phone')));
    assert.equal(found.join('\n'), '');
  });
}
