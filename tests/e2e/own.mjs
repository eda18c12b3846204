// What the tests of own data have in common.
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { picked } from './own-files.mjs';

/** A short run of a small network. */
export const SHORT = 'data=fashion-mnist&limit=640&epochs=1&hidden=32&backend=cpu';

/** A part of the panel for own data. */
export const own = (page, name) => page.page.locator(`[data-own="${name}"]`);
/** A column of the table that is open. */
export const column = (page, name) => page.page.locator(`[data-own=column][data-column="${name}"]`);
/** The card of a set that is kept. */
export const card = (page, name) => page.page.locator(`[data-own=card][data-name="${name}"]`);

/** Chooses files as with the browser's own dialog. */
export function choose(page, files) {
  return own(page, 'pick-files').setInputFiles(picked(files));
}

/** A file that is too large to be handed over in one piece. */
export async function onDisk(t, name, write) {
  const folder = await mkdtemp(join(tmpdir(), 'glassbox-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  const file = await open(path, 'w');
  await write(file);
  await file.close();
  return path;
}

/** Drops files on the panel. */
export async function drop(page, files) {
  const packed = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
  const transfer = await page.page.evaluateHandle(files => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) {
      transfer.items.add(new File([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], name));
    }
    return transfer;
  }, packed);
  await page.page.dispatchEvent('.collect-view', 'dragover', { dataTransfer: transfer });
  await page.page.dispatchEvent('.collect-view', 'drop', { dataTransfer: transfer });
}

/** Waits until the files have been read and nothing is going on any more. */
export async function untilRead(page) {
  await page.button('use-own').waitFor();
  await page.page.locator('[data-own=workbench][aria-busy=false]').waitFor();
}

/** Makes a set of what is open and waits until it is in use. */
export async function use(page) {
  await page.press('use-own');
  await own(page, 'adopted').waitFor();
  await page.untilStates('done', 'collect');
}

/** Has the network that was proposed learn from the set in use. */
export async function learn(page) {
  await page.press('go-train');
  await page.untilStatus('ready');
  await page.press('start');
  await page.untilStatus('done');
}

/** Waits for the alert and gives its words and what it points at. */
export async function untilProblem(page) {
  const problem = own(page, 'problem');
  await problem.waitFor();
  const { fault, file, entry, row, column, byte } = await problem.evaluate(element => ({ ...element.dataset }));
  return { fault, file, entry, row, column, byte, words: await problem.innerText() };
}

/** Everything that the browser asks for, the workers included. */
export function listen(page) {
  const requests = [];
  page.page.context().on('request', request => {
    requests.push({ url: request.url(), method: request.method(), body: request.postData() ?? '' });
  });
  return requests;
}

/** The shelf of own sets. */
export async function visit(site, t, query = SHORT, options = {}) {
  const page = await site.visit(t, query, { stage: 'collect', ...options });
  await own(page, 'shelf').waitFor();
  return page;
}

export async function accuracy(page) {
  await page.go('evaluate');
  if (!(await page.text('test-accuracy'))) await page.measureTestSet();
  return page.figure('test-accuracy');
}
