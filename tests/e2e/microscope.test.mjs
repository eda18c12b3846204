// The microscope: every number open, forwards and back, and from a mistake to the arithmetic of one gradient.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();

/** The correct numbers of the article's example. */
const ARTICLE = {
  'z[1][0]': 2, 'z[1][2]': 2, 'a[1][1]': 2, 'z[2][0]': 7, 'a[2][0]': 7, loss: 24.5, 'delta[2][0]': 7, 'delta[1][1]': 7,
  'dL/dW[2][0][1]': 14, 'dL/dW[1][0][0]': 7, 'dL/dW[1][0][1]': 0, 'dL/db[1][2]': 7, 'W+[1][0][0]': 0.3,
  'W+[1][0][1]': 0, 'W+[2][0][2]': -0.4, 'b+[1][0]': 0.3, 'b+[2][0]': 0.3, 'z+[2][0]': -0.42, 'loss+': 0,
};

const MAZUR = {
  loss: 0.2983711087600027, 'dL/dW[2][0][0]': 0.08216704056423077, 'W+[1][0][0]': 0.1497807161327628,
  'W+[1][0][1]': 0.19956143226552567, 'W+[1][1][0]': 0.24975114363236958, 'W+[1][1][1]': 0.29950228726473915,
  'W+[2][0][0]': 0.35891647971788465, 'W+[2][0][1]': 0.4086661860762334, 'W+[2][1][0]': 0.5113012702387375,
  'W+[2][1][1]': 0.5613701211079891, 'loss+': 0.29102777369359933,
};

async function visit(t, query, options) {
  const page = await site.visit(t, 'data=fashion-mnist&limit=64', options);
  await page.open(query, { stage: 'backprop' });
  await page.page.locator('.scope-view').waitFor();
  return page;
}

async function last(page) {
  await page.page.keyboard.press('End');
  await page.untilFigure('loss+');
}

async function compare(page, expected) {
  for (const [name, value] of Object.entries(expected)) {
    const shown = await page.figure(name);
    assert.ok(Math.abs(shown - value) < 1e-9, `${name}: ${shown} instead of ${value}`);
  }
}

/** Puts a drawing under the microscope, in the network that is being trained. */
async function examineDrawing(page) {
  await page.go('apply');
  await page.page.locator('.pad canvas').click();
  await page.untilFigure('probability[0]');
  await page.page.locator('.apply-view [data-action=microscope]').click();
  await page.page.locator('.scope-view').waitFor();
  await page.untilFigure('loss+');
}

/** Plays some steps of the article's example as fast as it goes; gives how many movements were seen on the way. */
async function movementsWhilePlaying(page) {
  await page.page.locator('[data-control=pace]').selectOption('fastest');
  await page.page.evaluate(() => {
    globalThis.movements = 0;
    const look = () => {
      globalThis.movements += document.getAnimations().filter(one => one.playState === 'running').length;
      requestAnimationFrame(look);
    };
    look();
  });
  await page.press('play');
  await page.untilInPage('twelve steps', () => Number(document.querySelector('.step-place').dataset.step) >= 12);
  await page.press('play');
  return page.page.evaluate(() => globalThis.movements);
}

/** Every figure on the page, by name. */
function figures(page) {
  return page.page.locator('.scope-view [data-figure]').evaluateAll(all =>
    Object.fromEntries(all.map(element => [element.dataset.figure, element.dataset.value])));
}

test('the article’s example has the right numbers, and nothing is shown before its step', async t => {
  const page = await visit(t, 'example=article');
  assert.equal(await page.text('z[1][0]'), '');
  await page.page.keyboard.press('ArrowRight');
  await page.untilText('z[1][0]', 2);
  assert.equal(await page.text('loss'), '');
  await page.page.keyboard.press('End');
  await page.untilFigure('loss+');
  await compare(page, ARTICLE);
  await page.page.keyboard.press('Home');
  await page.untilText('z[1][0]', '');
});

test('Mazur’s example agrees with what was published, and with its biases learned too', async t => {
  const page = await visit(t, 'example=mazur');
  await last(page);
  await compare(page, MAZUR);
  await page.page.locator('[data-control=learn-biases]').check();
  await page.untilBelow('loss+', 0.29);
  await compare(page, { 'loss+': 0.2857508866992965 });
});

test('back and forth any number of times ends at the same numbers, to the last bit', async t => {
  const page = await visit(t, 'example=vanishing');
  await last(page);
  const before = await figures(page);
  assert.ok(Object.keys(before).length > 50);
  for (let round = 0; round < 3; round += 1) {
    for (let i = 0; i < 9; i += 1) await page.page.keyboard.press('ArrowLeft');
    await page.press('phase-loss');
    await page.page.keyboard.press('Home');
    await page.page.keyboard.press('End');
  }
  assert.deepEqual(await figures(page), before);
});

test('a link opens an example at a step, and the address follows', async t => {
  const page = await visit(t, 'example=xor&step=3');
  await page.untilInPage('the step in the address', () => /example=xor&step=3/.test(location.hash));
  await page.page.keyboard.press('ArrowRight');
  await page.untilInPage('the next step in the address', () => /example=xor&step=4/.test(location.hash));
  await page.page.reload();
  await page.page.locator('.scope-view').waitFor();
  await page.untilInPage('the step after a reload', () => /example=xor&step=4/.test(location.hash));
});

test('a bad example or step in a link is named', async t => {
  const page = await visit(t, 'example=mazzur&step=-1&net=no');
  await page.page.locator('[data-notice^=link]').nth(2).waitFor();
  await page.page.locator('.scope-view').waitFor();
});

test('a changed weight changes what follows from it within a frame', async t => {
  const page = await visit(t, 'example=mazur');
  await last(page);
  const before = await page.figure('loss');
  const cell = page.page.locator('[data-figure="W[1][0][0]"]');
  await cell.click();
  await page.page.locator('.derivation [data-action=edit]').click();
  const field = page.page.locator('.derivation input[data-edit="W[1][0][0]"]');
  await field.fill('0.65');
  await field.press('Enter');
  const frames = await page.page.evaluate(async before => {
    for (let frames = 0; frames < 60; frames += 1) {
      if (document.querySelector('[data-figure="loss"]').dataset.value !== before) return frames;
      await new Promise(requestAnimationFrame);
    }
    return 60;
  }, String(before));
  assert.ok(frames <= 1, `${frames} frames`);
  assert.equal(await page.figure('W[1][0][0]'), 0.65);
  await page.press('undo-edit');
  await page.untilText('loss', before);
});

test('a gradient can be checked on the spot', async t => {
  const page = await visit(t, 'example=mazur');
  await last(page);
  await page.page.locator('[data-figure="dL/dW[2][0][0]"]').click();
  await page.page.locator('.derivation [data-action=check]').click();
  const quotient = await page.untilInPage('the difference quotient', () => document.querySelector('.derivation [data-check=quotient]')?.dataset.value);
  assert.ok(Math.abs(Number(quotient) - MAZUR['dL/dW[2][0][0]']) < 1e-8, quotient);
});

test('every formula of every example is typeset, in both languages', async t => {
  const page = await visit(t, 'example=article&lang=en');
  for (const lang of ['en', 'zh']) {
    for (const example of ['article', 'mazur', 'xor', 'logistic', 'dying-relu', 'vanishing', 'mine']) {
      await page.page.evaluate(hash => (location.hash = hash), `#/backprop?example=${example}&step=1&lang=${lang}`);
      await page.page.locator('.scope-view math').first().waitFor();
      await page.page.keyboard.press('Home');
      for (let step = 0; step < 20; step += 1) {
        await page.page.keyboard.press('ArrowRight');
        const math = await page.page.locator('.scope-view .derivation math').evaluateAll(all => all.map(one => one.textContent));
        assert.ok(math.length >= 1 && math.every(text => text.trim() && !/undefined|merror/.test(text)), `${example}, step ${step + 1}: ${math}`);
      }
    }
  }
  assert.equal(await page.page.locator('merror').count(), 0);
});

test('each step is announced in one sentence', async t => {
  const page = await visit(t, 'example=article&lang=en');
  const said = page.page.locator('.scope-view [role=status].visually-hidden').first();
  await page.page.keyboard.press('ArrowRight');
  await page.untilFigure('z[1][0]');
  const first = await said.innerText();
  await page.page.keyboard.press('ArrowRight');
  await page.untilInPage('another sentence', first => document.querySelector('.scope-view [role=status].visually-hidden').innerText !== first, first);
  assert.ok(first.length > 10);
});

test('values travel along the lines while it plays, but not for whoever wants less motion', async t => {
  const moving = await visit(t, 'example=article');
  assert.ok((await movementsWhilePlaying(moving)) > 0);
  const still = await visit(t, 'example=article', { reducedMotion: 'reduce' });
  assert.equal(await movementsWhilePlaying(still), 0);
  for (const name of ['z[1][0]', 'a[1][1]', 'z[2][0]', 'loss']) assert.equal(await still.figure(name), ARTICLE[name], name);
});

test('what the article prints stands beside it, and its update goes uphill', async t => {
  const page = await visit(t, 'example=article&lang=en');
  await page.untilFigure('article-loss', 86.5);
  assert.ok(Math.abs((await page.figure('article-loss')) - 86.5928) < 1e-9);
  assert.equal(await page.figure('correct-loss'), 0);
  assert.match(await page.page.locator('[data-line="dL/dW[1][0][1]"], [data-line="W+[1][0][1]"]').first().innerText(), /is 0, so its gradient is 0/);
});

test('10 000 updates of Mazur’s example end where the literature does', async t => {
  const page = await visit(t, 'example=mazur');
  await page.press('many-updates');
  await page.untilFigure('updates', 10_000);
  await last(page);
  assert.ok(Math.abs((await page.figure('loss')) - 3.5102e-5) < 5e-10, await page.text('loss'));
});

test('a network of one’s own travels by link', async t => {
  const page = await visit(t, 'example=mine');
  await last(page);
  const before = await page.untilInPage('the network in the address', () => /net=/.test(location.hash) && location.hash);
  await page.page.locator('[data-figure="W[1][0][0]"]').click();
  await page.page.locator('.derivation [data-action=edit]').click();
  const field = page.page.locator('.derivation input[data-edit="W[1][0][0]"]');
  await field.fill('0.125');
  await field.press('Enter');
  await page.untilText('W[1][0][0]', 0.125);
  // The address waits until the numbers rest.
  const known = before => /net=/.test(location.hash) && location.hash !== before && location.href;
  const address = await page.untilInPage('the changed network in the address', known, before);
  const loss = await page.figure('loss');
  const other = await site.visit(t, 'data=fashion-mnist&limit=64');
  await other.page.goto(address);
  await other.page.locator('.scope-view').waitFor();
  await last(other);
  assert.equal(await other.figure('W[1][0][0]'), 0.125);
  assert.equal(await other.figure('loss'), loss);
});

test('from a wrong test image to the arithmetic of one gradient in four clicks', async t => {
  const page = await site.visit(t, 'limit=640&epochs=1&backend=cpu&run=1&lang=en');
  await page.untilStatus('done');
  await page.go('evaluate');
  if (!(await page.text('test-accuracy'))) await page.measureTestSet();
  let clicks = 0;
  const click = async (locator, options) => {
    await locator.click(options);
    clicks += 1;
  };
  await click(page.page.locator('.test-picture').first());
  await click(page.page.locator('dialog[open] [data-action=microscope]'));
  await page.page.locator('.scope-view').waitFor();
  await page.untilFigure('loss+');
  const picture = page.page.locator('canvas[data-heat="dL/dW[1]"]').first();
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  await click(picture, { position: { x: box.width / 2, y: box.height / 2 } });
  const derivation = page.page.locator('.derivation');
  await page.untilInPage('the derivation', () => /^dL\/dW\[1\]/.test(document.querySelector('.derivation [data-quantity]')?.dataset.quantity ?? ''));
  assert.ok(clicks <= 4);
  assert.match(await derivation.innerText(), /=/);
});

test('a wide network opens at its top, and only a step that is out of sight is brought into sight', async t => {
  const page = await site.visit(t, 'limit=640&hidden=64&epochs=1&backend=cpu&run=1&lang=en');
  await page.untilStatus('done');
  await examineDrawing(page);
  const top = () => page.page.locator('.layers-bands').evaluate(bands => bands.scrollTop);
  const inSight = kind => {
    const now = document.querySelector(`.layers-bands .now${kind}`)?.getBoundingClientRect();
    const bands = document.querySelector('.layers-bands').getBoundingClientRect();
    return now && now.bottom > bands.top && now.top < Math.min(bands.bottom, innerHeight);
  };
  assert.equal(await top(), 0);
  await page.page.keyboard.press('Home');
  await page.page.keyboard.press('ArrowRight');
  await page.untilInPage('the weighted sums in sight', inSight, ':has([data-heat="z[1]"])');
  const before = await top();
  await page.page.keyboard.press('ArrowRight');
  await page.untilInPage('the activations in sight', inSight, ':has([data-heat="a[1]"])');
  assert.equal(await top(), before, 'they stand beside the weighted sums');
  await page.page.keyboard.press('End');
  await page.untilInPage('the last step in sight', inSight, '.layers-loss');
});

test('the view follows a run step by step', async t => {
  const page = await site.visit(t, 'limit=640&hidden=16&epochs=2&backend=cpu&lang=en');
  await page.untilStatus('ready');
  await page.press('step');
  await page.untilText('step', 1);
  await examineDrawing(page);
  const at = least => Number(document.querySelector('[data-subject=step]')?.dataset.value) >= least;
  const step = async () => Number(await page.page.locator('[data-subject=step]').getAttribute('data-value'));
  assert.equal(await step(), 1);
  for (const next of [2, 3]) {
    const before = await page.text('loss');
    await page.press('train-step');
    await page.untilInPage(`step ${next}`, at, next);
    assert.equal(await step(), next, 'one step at a time');
    assert.notEqual(await page.text('loss'), before);
  }
  await page.press('train-slowly');
  await page.untilInPage('two steps more', at, 5);
  await page.press('train-slowly');
  // Whoever comes back goes on following.
  await page.go('train');
  await page.press('open-microscope');
  await page.untilFigure('loss+');
  assert.ok(await page.page.locator('[data-control=follow]').isChecked());
});

test('the microscope’s gradients are those of the trainer', async t => {
  const page = await site.visit(t, 'limit=640&epochs=2&backend=cpu&run=1&lang=en');
  await page.untilStatus('done');
  await page.go('evaluate');
  if (!(await page.text('test-accuracy'))) await page.measureTestSet();
  await page.page.locator('.test-picture').first().click();
  await page.page.locator('dialog[open] [data-action=microscope]').click();
  await page.untilFigure('loss+');
  await page.press('compare-gradients');
  await page.untilFigure('gradient-agreement');
  const agreement = await page.figure('gradient-agreement');
  t.diagnostic(`gradients differ by ${agreement.toExponential(1)} of the largest`);
  assert.ok(agreement < 1e-4, `${agreement}`);
});
