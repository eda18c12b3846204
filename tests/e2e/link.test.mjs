// The link: the whole set-up in the address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.mjs';

const site = useSite();

test('the page opens with the article’s job', async t => {
  const page = await site.visitor(t);
  await page.openPlain();
  await page.untilStatus('ready');
  assert.equal(await page.setting('preset').inputValue(), 'article');
  const query = new URLSearchParams(page.page.url().split('?')[1]);
  const expected = {
    data: 'mnist', split: 'article', model: 'mlp', hidden: '256', act: 'relu', init: 'glorot', opt: 'adam', lr: '0.001',
    batch: '64', epochs: '10', seed: '42', backend: 'auto',
  };
  assert.deepEqual(Object.fromEntries(query), expected);
  await page.go('model');
  assert.equal(await page.figure('parameters'), 203_530);
});

test('a link sets every control', async t => {
  const page = await site.visit(t, 'hidden=64-32&act=gelu&opt=momentum&lr=0.05&batch=32&epochs=3&seed=9&split=holdout');
  const wanted = {
    hidden: '64-32', act: 'gelu', opt: 'momentum', lr: '0.05', batch: '32', epochs: '3', seed: '9', split: 'holdout',
  };
  for (const [key, value] of Object.entries(wanted)) {
    assert.equal(await page.setting(key).first().inputValue(), value, key);
  }
});

test('a preset changes the address', async t => {
  const page = await site.visit(t, '');
  await page.set('preset', 'cnn');
  await page.page.waitForURL(/[?&]model=cnn(&|$)/);
  assert.match(page.page.url(), /[?&]split=holdout(&|$)/);
});

test('controls can be hidden', async t => {
  const page = await site.visit(t, 'hide=lr,opt,backend');
  await page.setting('batch').waitFor();
  for (const key of ['lr', 'opt', 'backend']) assert.equal(await page.setting(key).count(), 0, key);
});

test('what the link gets wrong is named, and the rest is used', async t => {
  const page = await site.visit(t, 'colour=red&lr=fast&seed=9&limit=640&backend=cpu', { stage: 'trian' });
  await page.untilStatus('ready');
  const words = (await page.notice('link').allInnerTexts()).join('\n');
  for (const wrong of ['trian', 'colour', 'fast']) assert.match(words, new RegExp(wrong));
  assert.equal(await page.notice('link').count(), 3);
  assert.equal(await page.setting('lr').inputValue(), '0.001');
  assert.equal(await page.setting('seed').inputValue(), '9');
  await page.notice('link').first().locator('[data-action=dismiss]').click();
  assert.equal(await page.notice('link').count(), 2);
  await page.press('step');
  await page.untilText('step', 1);
});

test('a value that does not fit is refused in words', async t => {
  const page = await site.visit(t, '');
  await page.set('lr', 'minus one');
  const refusal = page.page.locator('#setting-lr-error');
  await refusal.filter({ hasText: 'minus one' }).waitFor();
  assert.equal(await page.setting('lr').inputValue(), '0.001');
});

test('back and forward lead from view to view', async t => {
  const page = await site.visit(t, 'seed=5');
  await page.untilStatus('ready');
  await page.go('model');
  await page.go('collect');
  await page.page.goBack();
  await page.page.locator('.model-view').waitFor();
  await page.page.goBack();
  await page.page.locator('.train-view').waitFor();
  assert.equal(await page.setting('seed').inputValue(), '5');
});

test('language and theme can be fixed by the link and are remembered when chosen', async t => {
  const page = await site.visit(t, 'lang=zh&theme=projector');
  const root = page.page.locator('html');
  await page.setting('lr').waitFor();
  assert.equal(await root.getAttribute('lang'), 'zh-Hans');
  assert.equal(await root.getAttribute('data-theme'), 'projector');
  await page.openPlain();
  await page.page.reload();
  await page.setting('lr').waitFor();
  assert.equal(await root.getAttribute('lang'), 'en', 'a link decides for itself only');
  await page.press('language');
  await page.button('theme').selectOption('dark');
  await page.page.reload();
  await page.setting('lr').waitFor();
  assert.equal(await root.getAttribute('lang'), 'zh-Hans');
  assert.equal(await root.getAttribute('data-theme'), 'dark');
});
