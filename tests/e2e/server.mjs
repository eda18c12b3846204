// A static server without special headers, like the hosts that the page is made for. It can misbehave on purpose.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Ways to spoil a file. 'truncated' is a file that is too short on the host, 'cut' a connection that ends half-way,
 * 'stall' one that goes silent half-way.
 */
const SPOILED = {
  corrupt: body => {
    const copy = Buffer.from(body);
    copy[copy.length >> 1] ^= 0xff;
    return copy;
  },
  truncated: body => body.subarray(0, body.length >> 1),
};

/** The file's path below the prefix, or null: nothing outside of the root can be named. */
function relativePath(url, prefix) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    if (!path.startsWith(prefix) || path.includes('\0') || path.split('/').includes('..')) return null;
    const rest = path.slice(prefix.length);
    return rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest;
  } catch {
    return null;
  }
}

/**
 * Serves `root` at `url`.
 *
 * `faults` may be changed at any time: the end of a path → 'missing', 'truncated', 'corrupt', 'cut', 'stall', or a
 * function from the body to another one. `requests` lists what was answered: `{ path, status, bytes }`, with `path`
 * relative to the root and without its query.
 */
export async function startServer({ root, prefix = '/', port = 0, host = '127.0.0.1', faults = {} }) {
  const requests = [];

  const server = createServer(async (request, response) => {
    const path = relativePath(request.url, prefix);
    const fault = path === null ? undefined : Object.entries(faults).find(([end]) => path.endsWith(end))?.[1];
    const entry = { path: path ?? request.url, status: 200, bytes: 0 };
    requests.push(entry);

    const answer = (status, headers = {}, body = '') => {
      entry.status = status;
      entry.bytes = request.method === 'HEAD' ? 0 : body.length;
      response.writeHead(status, { 'content-length': body.length, ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };

    try {
      if (path === null || fault === 'missing') return answer(404, { 'content-type': 'text/plain' }, 'not found\n');
      const file = join(root, path);
      let body = await readFile(file);
      if (fault) body = (typeof fault === 'function' ? fault : SPOILED[fault] ?? (same => same))(body);

      const headers = {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        // Keep it, but ask each time: what a reload costs is then a 304, and a new build is seen at once.
        'cache-control': 'no-cache',
        etag: `"${createHash('sha1').update(body).digest('base64url')}"`,
        'last-modified': (await stat(file)).mtime.toUTCString(),
      };
      if (request.headers['if-none-match'] === headers.etag) {
        entry.status = 304;
        return response.writeHead(304, headers).end();
      }
      if (fault === 'cut' || fault === 'stall') {
        const half = body.subarray(0, body.length >> 1);
        entry.bytes = half.length;
        response.writeHead(200, { ...headers, 'content-length': body.length });
        return response.write(half, () => fault === 'cut' && response.destroy());
      }
      answer(200, headers, body);
    } catch (error) {
      const missing = ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(error.code);
      answer(missing ? 404 : 500, { 'content-type': 'text/plain' }, missing ? 'not found\n' : `${error}\n`);
    }
  });

  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}${prefix}`,
    requests,
    faults,
    /** Ends it at once, also connections that stall. */
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
