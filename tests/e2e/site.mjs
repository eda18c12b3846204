// What every file of tests needs: the built site, a browser, and visits that know nothing of each other.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { Glassbox } from './page.mjs';
import { startServer } from './server.mjs';

/** The stages in the order of the chart. */
export const STAGES = ['collect', 'preprocess', 'model', 'train', 'apply', 'evaluate', 'optimise', 'industry', 'feedback'];

/** The built site. */
export const DIST = process.env.DIST || fileURLToPath(new URL('../../dist/', import.meta.url));

/** Factor for times on a machine that is shared with others. */
export const SLACK = process.env.CI === 'true' ? 4 : 1;

/**
 * The site and a browser, from the first test of the file to the last. With `webgpu` the browser has a GPU, if only a
 * software one.
 */
export function useSite({ webgpu = false } = {}) {
  const site = { browser: null, server: null };

  before(async () => {
    assert.ok(existsSync(`${DIST}/index.html`), `the site is not built: there is no index.html in ${DIST}`);
    [site.browser, site.server] = await Promise.all([launch({ webgpu }), startServer({ root: DIST })]);
  });

  after(async () => {
    await site.browser?.close();
    await site.server?.close();
  });

  /** A server of the test's own, which may misbehave. */
  site.serve = async (t, options = {}) => {
    const server = await startServer({ root: DIST, ...options });
    t.after(() => server.close());
    return server;
  };

  /** A first visit: nothing is kept from any other. The page is not opened yet. */
  site.visitor = async (t, { server = site.server, browser = site.browser, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
    const visit = new Glassbox(await context.newPage(), server.url);
    t.after(async () => {
      await context.close();
      assert.deepEqual(visit.mistakes, [], 'the page made mistakes');
    });
    return visit;
  };

  /** A first visit at a link. */
  site.visit = async (t, query, { stage, ...options } = {}) => {
    const visit = await site.visitor(t, options);
    await visit.open(query, { stage });
    return visit;
  };

  return site;
}
