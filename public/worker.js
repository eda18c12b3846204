// Starts one of the workers: new Worker('./worker.js?bin=trainer_cpu&v=BUILD', { type: 'module' }).
//
// The worker itself answers in binary messages, first of all that it is ready; the page sends nothing before that.
// A string is the report of an end that the worker could not announce itself.

const WORKERS = ['trainer_cpu', 'trainer_gpu', 'reader'];

const asked = new URL(import.meta.url).searchParams;
const bin = asked.get('bin');
const file = name => new URL(`./${name}?v=${encodeURIComponent(asked.get('v') ?? '')}`, import.meta.url);

const report = (what, reason) => postMessage(`${what}: ${reason?.message ?? reason}`);

addEventListener('error', event => report('crashed', event.message));
addEventListener('unhandledrejection', event => report('crashed', event.reason));

try {
  // The name comes from an address: nothing else may be started with it.
  if (!WORKERS.includes(bin)) throw new Error(`there is no worker "${bin}"`);
  const { default: start } = await import(file(`${bin}.js`));
  await start({ module_or_path: file(`${bin}_bg.wasm`) });
} catch (error) {
  report('load-failed', error);
}
