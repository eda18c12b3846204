// Accidents that no reader can cause at will: pieces of script that the server puts in front of worker.js. They wait
// for a word from the page, and then the accident happens inside of the worker.

const in_front = script => body => Buffer.concat([Buffer.from(`${script}\n`), body]);

/** The worker's GPU device goes away. */
export const losesItsDevice = in_front(`
  const request = globalThis.GPUAdapter?.prototype.requestDevice;
  if (request) GPUAdapter.prototype.requestDevice = async function (...wishes) {
    const device = await request.apply(this, wishes);
    new BroadcastChannel('accident').onmessage = () => device.destroy();
    return device;
  };`);

/** The browser does not give the worker any device. */
export const getsNoDevice = in_front(`
  if (globalThis.GPUAdapter) GPUAdapter.prototype.requestDevice = async () => {
    throw new DOMException('no device today', 'OperationError');
  };`);

/** The worker ends with an error that nobody catches. */
export const crashes = in_front(`
  new BroadcastChannel('accident').onmessage = () => setTimeout(() => { throw new Error('a screw came loose'); });`);

/** Now. */
export function accident(page) {
  return page.evaluate(() => {
    const channel = new BroadcastChannel('accident');
    channel.postMessage('now');
    channel.close();
  });
}
