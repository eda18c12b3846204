// Serves dist/ on this machine: node scripts/serve.mjs [port]
// Not `trunk serve`: that would go on serving after a failed build, and start a long build whenever a file changes.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from '../tests/e2e/server.mjs';

const root = fileURLToPath(new URL('../dist', import.meta.url));
const port = Number(process.argv[2] ?? 8080);

if (!existsSync(`${root}/index.html`)) {
  console.error('There is nothing in dist/ yet: make build');
  process.exit(1);
}
try {
  const { url } = await startServer({ root, port });
  console.log(`\n  Glassbox is at ${url}\n  Ctrl+C ends it.\n`);
} catch (error) {
  if (error.code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is in use. Choose another one: make PORT=${port + 1}`);
  process.exit(1);
}
