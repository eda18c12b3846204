// The page as a reader sees it: figures by name, controls by what they do.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { parseCsv } from './losses.mjs';

/** Long enough for a busy machine; a test that waits in vain fails with what the page showed last. */
const PATIENCE = 120_000;

export class Glassbox {
  /** Uncaught errors of the page's own scripts. There should be none, whatever goes wrong around it. */
  mistakes = [];
  #said = [];

  /** `page` is a tab of the browser, `url` the address of the site. */
  constructor(page, url) {
    this.page = page;
    this.url = url;
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', error => this.mistakes.push(error.message));
    page.on('console', message => this.#said.push(`${message.type()}: ${message.text()}`));
  }

  /** Opens the page at a link: `open('limit=640', { stage: 'model' })`. */
  async open(query = '', { stage = 'train' } = {}) {
    await this.page.goto(`${this.url}#/${stage}?${query}`);
  }

  /** Opens the page at its plain address. */
  async openPlain() {
    await this.page.goto(this.url);
  }

  /** Opens a box of the chart. */
  async go(stage) {
    await this.box(stage).click();
    await this.page.locator(`.${stage}-view`).waitFor();
  }

  /** A figure as it is written in full, '' while there is none. */
  async text(name) {
    return this.page.locator(`[data-figure="${name}"]`).first().getAttribute('data-value');
  }

  /** A figure as a number, NaN while there is none. */
  async figure(name) {
    return Number((await this.text(name)) || NaN);
  }

  /** How the run stands. Shown in the view `train` only; the chart's state is everywhere. */
  status() {
    return this.text('status');
  }

  /** The box of a stage in the chart. */
  box(stage) {
    return this.page.locator(`[data-stage=${stage}] > a`);
  }

  /** How a stage stands in the chart. */
  stageState(stage) {
    return this.page.locator(`[data-stage=${stage}]`).getAttribute('data-state');
  }

  /** How all stages stand: `{ collect: 'done', … }`. */
  async states() {
    const boxes = this.page.locator('[data-stage]');
    return Object.fromEntries(await boxes.evaluateAll(all => all.map(box => [box.dataset.stage, box.dataset.state])));
  }

  /** Waits until these stages stand like this, and gives how all stand. */
  async untilStates(state, ...stages) {
    const reached = ([state, stages]) =>
      stages.every(stage => document.querySelector(`[data-stage=${stage}]`)?.dataset.state === state);
    await this.#until(`${stages.join(', ')} ${state}`, reached, [state, stages]);
    return this.states();
  }

  /** Opens a stage and does it, by its own button. */
  async runStage(stage) {
    await this.go(stage);
    await this.page.locator(`.${stage}-view [data-action=run-stage]`).click();
    await this.untilStates('done', stage);
  }

  /** Presses the button with this `data-action`. */
  async press(action) {
    await this.button(action).first().click();
  }

  /** Predicts the whole test set, in the view `evaluate`, and waits for the result. */
  async measureTestSet() {
    await this.page.locator('.evaluate-view .btn.primary').click();
    await this.untilFigure('test-accuracy');
  }

  button(action) {
    return this.page.locator(`[data-action="${action}"]`);
  }

  setting(key) {
    return this.page.locator(`[data-setting="${key}"]`);
  }

  /** Changes a setting as a reader would. */
  async set(key, value) {
    const field = this.setting(key).first();
    // Some are one click away.
    await field.evaluate(element => element.closest('details')?.setAttribute('open', ''));
    switch (await field.evaluate(element => element.type)) {
      case 'radio':
        return this.page.locator(`[data-setting="${key}"][value="${value}"]`).check();
      case 'select-one':
        return field.selectOption(value);
      default:
        await field.fill(value);
        return field.press('Enter');
    }
  }

  notice(kind) {
    return this.page.locator(`[data-notice="${kind}"]`);
  }

  /** Waits for a notice and gives its words. */
  async untilNotice(kind) {
    await this.#until(`the notice "${kind}"`, kind => document.querySelector(`[data-notice="${kind}"]`), kind);
    return this.notice(kind).first().innerText();
  }

  /** Waits until the run stands at one of these. */
  async untilStatus(...wanted) {
    const reached = wanted => wanted.includes(document.querySelector('[data-figure=status]')?.dataset.value);
    await this.#until(`status ${wanted.join(' or ')}`, reached, wanted);
  }

  /** Waits until a figure is there and at least `least`. */
  async untilFigure(name, least = -1e300) {
    const reached = ([name, least]) => {
      const text = document.querySelector(`[data-figure="${name}"]`)?.dataset.value;
      return text && Number(text) >= least;
    };
    await this.#until(`${name} ≥ ${least}`, reached, [name, least]);
  }

  /** Waits until a figure is there and below `limit`. */
  async untilBelow(name, limit) {
    const reached = ([name, limit]) => {
      const text = document.querySelector(`[data-figure="${name}"]`)?.dataset.value;
      return text && Number(text) < limit;
    };
    await this.#until(`${name} < ${limit}`, reached, [name, limit]);
  }

  /** Waits until a figure says exactly this. */
  async untilText(name, wanted) {
    const reached = ([name, wanted]) => document.querySelector(`[data-figure="${name}"]`)?.dataset.value === wanted;
    await this.#until(`${name} = ${wanted}`, reached, [name, String(wanted)]);
  }

  /** Waits until the browser's store holds a checkpoint of at least this step; gives its step. */
  async untilSaved(step) {
    return this.untilInPage(`a saved run at step ${step}`, savedStep, step);
  }

  /** Pauses the run and waits until everything that was under way has arrived; gives the step. */
  async pause() {
    await this.press('pause');
    await this.untilStatus('paused');
    // The step that is saved is the one at which the run halted; the figure follows it.
    const step = await this.untilSaved(await this.figure('step'));
    await this.untilText('step', step);
    return step;
  }

  /** The losses of all steps, by way of the file that the page offers. */
  async losses() {
    return parseCsv(await this.csv());
  }

  async csv() {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.press('download-log')]);
    return readFile(await download.path(), 'utf8');
  }

  /** Asks in the page, again and again, until the answer is true; gives it. The question may take its time. */
  async untilInPage(what, ask, argument) {
    const late = Date.now() + PATIENCE;
    for (;;) {
      const answer = await this.page.evaluate(ask, argument);
      if (answer) return answer;
      if (Date.now() > late) throw new Error(`waited in vain for ${what}; ${await this.#state()}`);
      await setTimeout(50);
    }
  }

  async #until(what, reached, argument) {
    try {
      await this.page.waitForFunction(reached, argument, { polling: 50 });
    } catch (error) {
      throw new Error(`waited in vain for ${what}; ${await this.#state()}`, { cause: error });
    }
  }

  async #state() {
    const shown = await this.page
      .evaluate(() => {
        const figures = [...document.querySelectorAll('[data-figure]')];
        const words = [...document.querySelectorAll('[data-notice]')].map(notice => notice.innerText);
        words.push([...document.querySelectorAll('[data-stage]')].map(s => `${s.dataset.stage}: ${s.dataset.state}`).join(', '));
        return { figures: figures.map(f => `${f.dataset.figure}=${f.dataset.value}`).join(' '), words };
      })
      .catch(error => ({ figures: error.message, words: [] }));
    return [`shown: ${shown.figures}`, ...shown.words, ...this.mistakes, ...this.#said.slice(-8)].join('\n  ');
  }
}

/** Runs in the page: the step of the checkpoint in the browser's store, once it is at least `least`. */
async function savedStep(least) {
  const answer = request =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  if (!(await indexedDB.databases()).some(database => database.name === 'glassbox')) return false;
  const database = await answer(indexedDB.open('glassbox'));
  try {
    const header = await answer(database.transaction('runs').objectStore('runs').get('latest-header'));
    const step = header ? JSON.parse(header).step : -1;
    return step >= least && step > 0 && step;
  } finally {
    database.close();
  }
}
