// Starts the browser: with or without a GPU, and once as a reader's own browser, in which a tab can really be hidden.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PROGRAM = process.env.CHROMIUM || '/usr/bin/chromium';
// Chromium's sandbox does not work for root.
const AS_ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
// WebGPU, computed by a program on the processor: slow, but a real device with real shaders.
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** A browser for tests. Without `webgpu` it knows WebGPU but finds no adapter. */
export function launch({ webgpu = false } = {}) {
  return chromium.launch({ executablePath: PROGRAM, args: [...AS_ROOT, ...(webgpu ? SOFTWARE_GPU : [])] });
}

/**
 * A browser that does not know that it is tested. In the other one every tab believes that it is seen, and background
 * tabs are not held back. Gives its only context, and a function that ends it.
 */
export async function launchUntouched() {
  const profile = await mkdtemp(join(tmpdir(), 'glassbox-'));
  const args = ['--headless', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(PROGRAM, [...AS_ROOT, ...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const browser = await chromium.connectOverCDP(await addressOf(child), { isLocal: true, noDefaults: true });
  const close = async () => {
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => {}); // the answer may be cut off
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context: browser.contexts()[0], close };
}

/** Where the browser listens: it says so itself. */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`the browser ended with ${code}: ${said}`)));
    child.stderr.on('data', part => {
      said += part;
      const address = /listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
  });
}
