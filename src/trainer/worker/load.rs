//! Fetches a set, shard by shard. Every shard is verified before it is used or kept, and kept in the browser's cache
//! storage, so that a broken-off download goes on where it was and a second visit downloads nothing.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Cache, CacheStorage, ReadableStreamDefaultReader, RequestCache, Response};

use crate::dataset::{Builtin, DataSet, Examples, Manifest, Own, Part, Shard, ShardError, unpack_shard};
use crate::storage;
use crate::trainer::protocol::Failure;
use crate::trainer::service::Rows;

/// The cache's name; the service worker leaves it alone.
const CACHE: &str = "glassbox-data-v1";
/// Tries for each shard.
const TRIES: u32 = 3;
/// A download that delivers nothing for this long is given up.
const PATIENCE_MS: u32 = 20_000;

/// Gets a whole set, or nothing: from the site, or from what is kept in this browser.
///
/// `report` hears how much has arrived.
pub(super) async fn load(
    data: DataSet,
    base: &str,
    is_current: &dyn Fn() -> bool,
    report: &dyn Fn(&Arrived),
) -> Result<Rows, Failure> {
    match data {
        DataSet::Builtin(builtin) => published(builtin, base, is_current, report).await,
        DataSet::Own(own) => kept(own).await,
    }
}

/// A set that somebody brought along; it is read in one piece.
async fn kept(own: Own) -> Result<Rows, Failure> {
    let prepared = storage::load_own(own.set().digest).await.ok().flatten().ok_or(Failure::SetGone)?;
    // The name may be another one by now; the rows are those of the digest.
    Ok(Rows::new(DataSet::Own(own), prepared.train, prepared.test))
}

/// Fetches, verifies and unpacks a set that ships with the site.
async fn published(
    data: Builtin,
    base: &str,
    is_current: &dyn Fn() -> bool,
    report: &dyn Fn(&Arrived),
) -> Result<Rows, Failure> {
    let manifest = data.manifest();
    let cache = open_cache().await;
    let mut progress = Progress { arrived: Arrived { received: 0, total: manifest.bytes(), cached: true }, report };
    let (mut train, mut test) = (Examples::default(), Examples::default());
    for shard in &manifest.shards {
        let url = format!("{base}{}/{}?{}", manifest.name, shard.file, &shard.sha256[..12]);
        let images = match from_cache(cache.as_ref(), &url, manifest, shard).await {
            Some(images) => {
                progress.add(shard.bytes);
                images
            }
            None => from_network(cache.as_ref(), &url, manifest, shard, &mut progress).await?,
        };
        if !is_current() {
            break;
        }
        match shard.part {
            Part::Train => train.append(images),
            Part::Test => test.append(images),
        }
    }
    Ok(Rows::new(data.into(), train, test))
}

/// Bytes that have arrived, and whether all of them came from the browser's own store.
pub(super) struct Arrived {
    pub(super) received: u64,
    pub(super) total: u64,
    pub(super) cached: bool,
}

struct Progress<'a> {
    arrived: Arrived,
    report: &'a dyn Fn(&Arrived),
}

impl Progress<'_> {
    fn add(&mut self, bytes: u64) {
        self.arrived.received += bytes;
        (self.report)(&self.arrived);
    }
}

/// The browser's cache storage; there is none on pages that are not served securely.
async fn open_cache() -> Option<Cache> {
    let storage: CacheStorage = Reflect::get(&js_sys::global(), &"caches".into()).ok()?.dyn_into().ok()?;
    JsFuture::from(storage.open(CACHE)).await.ok()?.dyn_into().ok()
}

async fn from_cache(cache: Option<&Cache>, url: &str, manifest: &Manifest, shard: &Shard) -> Option<Examples> {
    let response: Response = JsFuture::from(cache?.match_with_str(url)).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    // Whatever is wrong with a kept shard, fetching it again is the cure.
    unpack_shard(manifest, shard, &Uint8Array::new(&buffer).to_vec()).ok()
}

async fn from_network(
    cache: Option<&Cache>,
    url: &str,
    manifest: &Manifest,
    shard: &Shard,
    progress: &mut Progress<'_>,
) -> Result<Examples, Failure> {
    progress.arrived.cached = false;
    let before = progress.arrived.received;
    let mut attempt = 1;
    loop {
        progress.arrived.received = before;
        let failure = match fetch(url, attempt > 1, progress).await {
            Ok(bytes) => match unpack_shard(manifest, shard, &bytes) {
                Ok(images) => {
                    keep(cache, url, &bytes).await;
                    return Ok(images);
                }
                Err(error) => corrupt(shard, &error),
            },
            Err(reason) => Failure::ShardMissing { file: shard.file.clone(), reason },
        };
        if attempt == TRIES {
            return Err(failure);
        }
        gloo::timers::future::TimeoutFuture::new(400 * attempt).await;
        attempt += 1;
    }
}

fn corrupt(shard: &Shard, error: &ShardError) -> Failure {
    Failure::ShardCorrupt { file: shard.file.clone(), reason: error.to_string() }
}

/// Keeping is a kindness to the next visit; a full store must not stop this one.
async fn keep(cache: Option<&Cache>, url: &str, bytes: &[u8]) {
    if let (Some(cache), Ok(response)) = (cache, Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))) {
        let _ = JsFuture::from(cache.put_with_str(url, &response)).await;
    }
}

/// The bytes at an address; `again` asks past the browser's own cache, which may hold the broken answer.
async fn fetch(url: &str, again: bool, progress: &mut Progress<'_>) -> Result<Vec<u8>, String> {
    let controller = AbortController::new().map_err(|error| describe(&error))?;
    let patience = || {
        let controller = controller.clone();
        gloo::timers::callback::Timeout::new(PATIENCE_MS, move || controller.abort())
    };
    let mut timer = patience();
    let mode = if again { RequestCache::Reload } else { RequestCache::Default };
    let request = gloo::net::http::Request::get(url).cache(mode).abort_signal(Some(&controller.signal()));
    let response = request.send().await.map_err(|error| error.to_string())?;
    if !response.ok() {
        return Err(format!("the server answered {} {}", response.status(), response.status_text()));
    }
    let Some(body) = response.body() else { return response.binary().await.map_err(|error| error.to_string()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|error| describe(&error))?;
        let value = Reflect::get(&chunk, &"value".into()).unwrap_or(JsValue::UNDEFINED);
        if value.is_undefined() {
            return Ok(bytes);
        }
        let part = Uint8Array::new(&value);
        bytes.extend(part.to_vec());
        progress.add(u64::from(part.length()));
        drop(timer);
        timer = patience();
    }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}
