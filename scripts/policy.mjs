// The page's Content-Security-Policy: nothing may be fetched from, or sent to, any other host. Scripts that stand in the
// page itself are allowed by their hashes, which only the finished page has.
import { createHash } from 'node:crypto';

const PLACE = '<meta http-equiv="Content-Security-Policy" content="CONTENT_POLICY">';

/** The page with its policy; while developing, when scripts are added on the fly, without one. */
export function withPolicy(html, release) {
  if (!html.includes(PLACE)) throw new Error('index.html has no place for the policy');
  if (!release) return html.replace(PLACE, '');
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => {
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  });
  const policy = [
    "default-src 'self'",
    // WebAssembly counts as evaluated code.
    `script-src 'self' 'wasm-unsafe-eval' ${inline.join(' ')}`,
    // Widths of bars and the like are style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join('; ');
  return html.replace(PLACE, PLACE.replace('CONTENT_POLICY', policy));
}
