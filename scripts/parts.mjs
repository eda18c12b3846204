// Puts the parts of the page that are loaded later beside it: what scripts/bindgen has split off, made small as the
// page itself was, and the script that fetches them. See app/stages.rs.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPart } from './sizes.mjs';

const LINK = '__wasm_split.js';

/** Replaces text that the splitter is known to write; a version that writes something else must be noticed. */
function replace(text, found, by) {
  if (!text.includes(found)) throw new Error(`the splitter's ${LINK} no longer says ${found}`);
  return text.replaceAll(found, by);
}

/** Adds the parts to the build's folder, and returns their names and a function that gives them the name of the build. */
export function addParts(folder, release) {
  const split = join('target/wasm-bindgen', release ? 'release' : 'debug', 'split');
  const parts = readdirSync(split).filter(isPart);
  for (const part of parts) {
    if (release) execFileSync('wasm-opt', ['-Oz', join(split, part), '-o', join(folder, part)]);
    else copyFileSync(join(split, part), join(folder, part));
  }
  const page = readdirSync(folder).find(name => /^page-[0-9a-f]+\.js$/.test(name));
  let link = readFileSync(join(split, LINK), 'utf8');
  link = replace(link, './page.js', `./${page}`);
  // Not every host names WebAssembly's type, which streaming insists on; and an error page is no module.
  link = replace(
    link,
    'WebAssembly.instantiateStreaming(src, imports)',
    `src.then(answer => {
        if (!answer.ok) throw new Error(\`\${answer.url}: \${answer.status}\`);
        return answer.arrayBuffer();
    }).then(bytes => WebAssembly.instantiate(bytes, imports))`,
  );
  for (const part of parts) link = replace(link, `./${part}`, `./${part}?v=BUILD_NAME`);
  writeFileSync(join(folder, LINK), link);
  return { parts, name: build => writeFileSync(join(folder, LINK), link.replaceAll('BUILD_NAME', build)) };
}
