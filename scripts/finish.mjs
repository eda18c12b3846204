// The last step of a build, called by Trunk: adds the page's later parts, gives the build its name, forbids the page to
// talk to other hosts, and says how large it has become.
//
// Only what Trunk links from index.html has a hash in its file name. The workers, the data and the service worker do
// not, so the page asks for them with `?v=` and the name of the build, which index.html tells it.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addParts } from './parts.mjs';
import { withPolicy } from './policy.mjs';
import { measure, table } from './sizes.mjs';

const folder = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === 'release';
const { parts, name: nameParts } = addParts(folder, release);

/** Every file but the shards: the manifests beside them hold their hashes. */
function files(inside) {
  return readdirSync(inside, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? files(join(inside, entry.name)) : [join(inside, entry.name)]))
    .filter(file => !file.endsWith('.bin'));
}

const hash = createHash('sha256');
for (const file of files(folder)) hash.update(readFileSync(file));

const build = hash.digest('hex').slice(0, 12);
const page = join(folder, 'index.html');
const html = readFileSync(page, 'utf8').replaceAll('BUILD_NAME', build).replace('PAGE_PARTS', parts.join(' '));
writeFileSync(page, withPolicy(html, release));
nameParts(build);

if (release) console.log(`\n${table(await measure(folder, { quick: true }))}\n`);
