// What a visitor downloads, as a table: node scripts/sizes.mjs [--check] [--quick]
//   --check  fails when a budget is exceeded; brotli 11 for large files only when 9 is not enough to know
//   --quick  brotli 9 instead of 11 for large files, which are then shown some 10 % too large
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const LARGE = 8e6; // bytes: brotli 11 would take a minute or more
/** A part of the page that is loaded later; chunks are what several of them share. */
export const isPart = file => /^(split|chunk)_.+\.wasm$/.test(file);
const isWorker = file => /^(trainer_[a-z]+|reader)(\.js|_bg\.wasm)$/.test(file);

/** Whether a file is fetched when this part is opened: it may share some with others. */
const belongs = (file, part, shared) => file === `split_${part}.wasm` || (shared[part] ?? []).includes(file);

/** The chunks that each part shares with others, from the script that fetches them. */
function sharedChunks(folder) {
  const link = readFileSync(join(folder, '__wasm_split.js'), 'utf8');
  const loads = link.matchAll(/__wasm_split_load_(\w+) =[\s\S]*?, \[([^\]]*)\]\)\);/g);
  return Object.fromEntries([...loads].map(([, part, chunks]) => [part, chunks.match(/chunk_\d+/g)?.map(name => `${name}.wasm`) ?? []]));
}

/** The downloads, their budgets in bytes (after brotli), and which files of the root folder belong to them. */
const DOWNLOADS = [
  { name: 'page', budget: 450_000, has: file => /\.(html|css|js|wasm)$/.test(file) && !isWorker(file) && !isPart(file) },
  { name: 'later stages', budget: 300_000, has: (file, shared) => belongs(file, 'stages', shared) },
  { name: 'microscope', budget: 260_000, has: (file, shared) => belongs(file, 'microscope', shared) },
  { name: 'own data', budget: 200_000, has: (file, shared) => belongs(file, 'own', shared) },
  { name: 'CPU worker', budget: 700_000, has: file => isWorker(file) && file.startsWith('trainer_cpu') },
  { name: 'reader of files', budget: 900_000, has: file => isWorker(file) && file.startsWith('reader') },
  { name: 'GPU worker', budget: 3_500_000, has: file => isWorker(file) && file.startsWith('trainer_gpu') },
];
const FIRST_SHARD_BUDGET = 1_800_000;

async function brotliSize(body, quick) {
  const quality = quick && body.length > LARGE ? 9 : 11;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return { size: (await promisify(brotliCompress)(body, { params })).length, quality };
}

async function measureFiles(folder, files, quick) {
  const bodies = files.map(file => readFileSync(join(folder, file)));
  const [brotli, zipped] = await Promise.all([
    Promise.all(bodies.map(body => brotliSize(body, quick))),
    Promise.all(bodies.map(body => promisify(gzip)(body, { level: 9 }))),
  ]);
  const sum = sizes => sizes.reduce((total, size) => total + size, 0);
  return {
    raw: sum(bodies.map(body => body.length)),
    brotli: sum(brotli.map(result => result.size)),
    gzip: sum(zipped.map(body => body.length)),
    quality: Math.min(...brotli.map(result => result.quality)),
  };
}

/** One row for each download: `{ name, files, raw, brotli, gzip, quality, budget }`, sizes in bytes. */
export async function measure(folder, { quick = false } = {}) {
  const names = readdirSync(folder);
  const shared = sharedChunks(folder);
  const rows = await Promise.all(
    DOWNLOADS.map(async ({ name, budget, has }) => {
      const files = names.filter(name => has(name, shared));
      if (files.length === 0) throw new Error(`${folder} has no file of the ${name}`);
      return { name, files: files.length, budget, ...(await measureFiles(folder, files, quick)) };
    }),
  );
  const manifest = JSON.parse(readFileSync(join(folder, 'data/mnist/manifest.json'), 'utf8'));
  // A shard is gzip already: hosts send it as it is.
  const raw = manifest.shards[0].bytes;
  rows.push({ name: 'first data shard', files: 1, raw, brotli: raw, gzip: raw, budget: FIRST_SHARD_BUDGET });
  return rows;
}

export function table(rows) {
  const kilobytes = bytes => `${Math.round(bytes / 1000).toLocaleString('en').replace(',', ' ')} KB`;
  const cells = rows.map(row => [
    row.name,
    String(row.files),
    kilobytes(row.raw),
    kilobytes(row.brotli) + (row.quality === 9 ? ' (quality 9)' : ''),
    kilobytes(row.gzip),
    `${kilobytes(row.budget)}${row.brotli > row.budget ? ', EXCEEDED' : ''}`,
  ]);
  const head = ['download', 'files', 'raw', 'brotli', 'gzip', 'budget (brotli)'];
  const widths = head.map((_, i) => Math.max(...[head, ...cells].map(row => row[i].length)));
  const line = row => `| ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => '-'.repeat(width + 1) + (i ? ':' : '-')).join('|')}|`;
  return [line(head), rule, ...cells.map(line)].join('\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = fileURLToPath(new URL('../dist', import.meta.url));
  const check = process.argv.includes('--check');
  const exceeded = rows => rows.some(row => row.brotli > row.budget);
  let rows = await measure(folder, { quick: check || process.argv.includes('--quick') });
  if (check && exceeded(rows)) rows = await measure(folder);
  console.log(table(rows));
  if (check && exceeded(rows)) process.exit(1);
}
