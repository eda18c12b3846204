// Keeps the page usable without a network.
//
// Files whose address changes with their content (a hash in the name, or ?v= and the name of the build) come from the
// cache when they are there. The page and everything else comes from the network, and from the cache when that does
// not answer. The shards of the data sets are the app's own affair: it verifies and keeps them itself.

const CACHE = 'glassbox-shell';
const PATIENCE = 3000; // milliseconds that the network has when there is a cached answer
const PAGE = self.registration.scope; // ends in a slash

const isOurs = address => address.startsWith(PAGE) && !new URL(address).pathname.endsWith('.bin');
const isPage = address => [PAGE, `${PAGE}index.html`].includes(address.split(/[?#]/)[0]);
const neverChanges = address => /[?&]v=|-[0-9a-f]{12,}(_bg)?\.[a-z]+$/.test(address);

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { method, mode, url } = event.request;
  // The workers are not bound by the page's policy; so nothing leaves for another host here either.
  if (new URL(url).origin !== self.location.origin && mode !== 'navigate' && /^https?:/.test(url)) {
    event.respondWith(Response.error());
    return;
  }
  if (method !== 'GET' || !isOurs(url)) return;
  if (mode === 'navigate') {
    // Not stored here: page and files are kept together, see `keep`.
    if (isPage(url)) event.respondWith(networkFirst(event.request, PAGE));
  } else if (neverChanges(url)) {
    event.respondWith(cacheFirst(event));
  } else {
    event.respondWith(networkFirst(event.request, url));
  }
});

// `{ type: 'keep', urls }`, from a page that has started: all that it needs to start again without a network.
self.addEventListener('message', event => {
  if (event.data?.type !== 'keep') return;
  // Offline, or something is missing: what was kept before stays.
  event.waitUntil(keep(event.data.urls).catch(error => console.info(`not kept for offline use: ${error.message}`)));
});

async function cacheFirst(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(event.request);
  // A full store must not stand in the way.
  if (response.status === 200) event.waitUntil(cache.put(event.request, response.clone()).catch(() => {}));
  return response;
}

async function networkFirst(request, key) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key, { ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const response = await fetch(key, { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE) });
    // To the last byte: a bad network may send the first one and no more.
    await response.clone().arrayBuffer();
    // A redirected answer, say to the log-in page of a hotel, is not ours.
    if (response.ok && !response.redirected) return response;
  } catch { /* no network, or a bad one */ }
  return kept;
}

/** Makes the cache hold the page and these files, all of one build, and nothing older. If it cannot, nothing is lost. */
async function keep(urls) {
  const cache = await caches.open(CACHE);
  const buildOf = url => new URL(url).searchParams.get('v');
  const files = new Set(urls.map(url => new URL(url, PAGE).href).filter(url => isOurs(url) && !isPage(url)));
  const build = [...files].map(buildOf).find(Boolean) ?? '';

  const page = await pageOf(build, cache);
  const stored = new Set((await cache.keys()).map(request => request.url));
  await Promise.all(
    [...files].filter(url => !stored.has(url) || !neverChanges(url)).map(async url => cache.put(url, await fetched(url))),
  );
  await cache.put(PAGE, page);
  // What this build has fetched meanwhile, such as the GPU worker, stays although the page did not name it.
  const old = [...stored].filter(url => url !== PAGE && !files.has(url) && buildOf(url) !== build);
  await Promise.all(old.map(url => cache.delete(url)));
}

/** The page that names this build: the host may have a newer one by now, which these files would not fit. */
async function pageOf(build, cache) {
  for (const find of [() => cache.match(PAGE), () => fetched(PAGE)]) {
    const page = await find();
    if (page && (await page.clone().text()).includes(build)) return page;
  }
  throw new Error('the host has a newer build');
}

async function fetched(url) {
  const response = await fetch(url, { cache: 'no-cache' });
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
  return response;
}
