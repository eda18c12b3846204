//! The sets that people brought along: for each its record, its files as they were brought, and its rows as they are
//! learned from. All three are written together or not at all.

use gloo::storage::{LocalStorage, Storage};
use idb::Error;
use js_sys::{Array, Date, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Crypto, DomException, StorageEstimate, StorageManager};

use super::store;
use crate::dataset::{OwnSet, Prepared};
use crate::import::Recipe;

const ALL: &str = "own-";
const RECORD: &str = "record";
const FILES: &str = "files";
const DATA: &str = "data";
const PSEUDONYMS: &str = "own-pseudonyms";
/// In local storage, which can be read at once.
const DESCRIPTIONS: &str = "glassbox-own";

/// What a kept set is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnRecord {
    /// The set.
    pub set: OwnSet,
    /// How it was made of its files.
    pub recipe: Recipe,
    /// Its files: path and size.
    pub files: Vec<(String, u64)>,
    /// Bytes that are kept in all.
    pub bytes: u64,
    /// When it was made first, milliseconds since 1970.
    pub created: f64,
    /// When it was made or renamed last.
    pub modified: f64,
}

/// The kept sets, newest first.
///
/// # Errors
/// When the browser forbids the store.
pub async fn list_own() -> Result<Vec<OwnRecord>, Error> {
    let mut records = Vec::new();
    // There is no list that could come to disagree with what is there.
    for key in store::keys(ALL).await? {
        if key.ends_with(RECORD)
            && let Some(record) = store::get(&key).await?.and_then(|value| unpack::<OwnRecord>(&value))
        {
            records.push(record);
        }
    }
    records.sort_by(|a, b| b.modified.total_cmp(&a.modified));
    Ok(records)
}

/// The record of a kept set, if this version reads it.
///
/// # Errors
/// When the browser forbids the store.
pub async fn own_record(digest: u64) -> Result<Option<OwnRecord>, Error> {
    Ok(store::get(&key(digest, RECORD)).await?.and_then(|value| unpack(&value)))
}

/// The files that a kept set was made of; none when it is not there.
///
/// # Errors
/// When the browser forbids the store.
pub async fn own_files(digest: u64) -> Result<Vec<(String, Blob)>, Error> {
    let Some(value) = store::get(&key(digest, FILES)).await? else { return Ok(Vec::new()) };
    let file = |pair: JsValue| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).dyn_into::<Blob>().ok()?))
    };
    Ok(Array::from(&value).iter().filter_map(file).collect())
}

/// A kept set with its rows, if this version reads it.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_own(digest: u64) -> Result<Option<Prepared>, Error> {
    let Some(value) = store::get(&key(digest, DATA)).await? else { return Ok(None) };
    let bytes = Uint8Array::new(&value).to_vec();
    let Ok(mut prepared) = Prepared::from_bytes(&bytes) else { return Ok(None) };
    // It may have been renamed.
    if let Some(record) = own_record(digest).await? {
        prepared.set.name = record.set.name;
    }
    Ok(Some(prepared))
}

/// Keeps a set: its description, how it was made, its files, and its rows ([`Prepared::to_bytes`]). If it `replaces`
/// another one, that one goes in the same moment.
///
/// # Errors
/// When the browser forbids the store or it is full; then everything is as it was. [`is_full`] tells which.
pub async fn keep_own(
    set: &OwnSet,
    recipe: &Recipe,
    files: &[(String, Blob)],
    data: &Uint8Array,
    replaces: Option<u64>,
) -> Result<(), Error> {
    let replaced = replaces.filter(|&digest| digest != set.digest);
    let earlier = match own_record(set.digest).await? {
        Some(record) => Some(record),
        None => match replaced {
            Some(digest) => own_record(digest).await?,
            None => None,
        },
    };
    let now = Date::now();
    let sizes: Vec<(String, u64)> = files.iter().map(|(path, file)| (path.clone(), file.size() as u64)).collect();
    let record = OwnRecord {
        set: set.clone(),
        recipe: recipe.clone(),
        bytes: u64::from(data.length()) + sizes.iter().map(|(_, size)| size).sum::<u64>(),
        files: sizes,
        created: earlier.map_or(now, |record| record.created),
        modified: now,
    };
    // Encoding fails only without memory.
    let Some(record) = pack(&record) else { return Ok(()) };
    let pairs = Array::new();
    for (path, file) in files {
        pairs.push(&Array::of2(&JsValue::from_str(path), file));
    }
    let names = [RECORD, FILES, DATA].map(|what| key(set.digest, what));
    let values = [(&names[0][..], record), (&names[1][..], pairs.into()), (&names[2][..], data.clone().into())];
    let gone: Vec<String> =
        replaced.map(|digest| [RECORD, FILES, DATA].map(|what| key(digest, what)).into()).unwrap_or_default();
    store::write(&values, &gone.iter().map(String::as_str).collect::<Vec<_>>()).await
}

/// Gives a kept set another name.
///
/// # Errors
/// When the browser forbids the store.
pub async fn rename_own(digest: u64, name: &str) -> Result<(), Error> {
    let renamed = |value: Option<JsValue>| {
        let mut record: OwnRecord = unpack(&value?)?;
        name.clone_into(&mut record.set.name);
        name.clone_into(&mut record.recipe.name);
        record.modified = Date::now();
        pack(&record)
    };
    store::change(&key(digest, RECORD), renamed).await
}

/// Deletes a kept set and its files.
///
/// # Errors
/// When the browser forbids the store.
pub async fn delete_own(digest: u64) -> Result<(), Error> {
    let names = [RECORD, FILES, DATA].map(|what| key(digest, what));
    store::delete(&names.each_ref().map(String::as_str)).await
}

/// Whether nothing was kept because there is no room left.
pub fn is_full(error: &Error) -> bool {
    let is_quota = |exception: &DomException| exception.name() == "QuotaExceededError";
    match error {
        Error::DomException(exception) => is_quota(exception),
        Error::UpdateFailed(thrown) => thrown.dyn_ref::<DomException>().is_some_and(is_quota),
        _ => false,
    }
}

/// Bytes that this site uses, and bytes that it may use, when the browser says so.
pub async fn usage() -> Option<(f64, f64)> {
    // Page and workers have different navigators, with the same store.
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let manager: StorageManager = Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()?;
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = estimate.unchecked_into();
    Some((estimate.get_usage()?, estimate.get_quota()?))
}

/// The key for pseudonyms. It is made once and never leaves this browser, so that the same person has the same pseudonym
/// in all sets here, and nobody elsewhere can find out which.
pub async fn pseudonym_key() -> [u8; 32] {
    let mut key = random();
    let known = |value: JsValue| <[u8; 32]>::try_from(Uint8Array::new(&value).to_vec()).ok();
    let keep = |value: Option<JsValue>| match value.and_then(known) {
        Some(kept) => {
            key = kept;
            None
        }
        None => Some(JsValue::from(Uint8Array::from(&key[..]))),
    };
    // Where nothing can be kept it lasts as long as the visit.
    let _ = store::change(PSEUDONYMS, keep).await;
    key
}

/// Remembers the kept sets' descriptions (page only), so that a link which names one can be read at once.
pub fn remember_descriptions(sets: &[OwnSet]) {
    if store::is_open() {
        // Without room for them, such a link waits for nothing and says that the set is not there.
        let _ = LocalStorage::set(DESCRIPTIONS, sets);
    }
}

/// The descriptions that were remembered (page only).
pub fn recall_descriptions() -> Vec<OwnSet> {
    if store::is_open() { LocalStorage::get(DESCRIPTIONS).unwrap_or_default() } else { Vec::new() }
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).unwrap_or_default();
    // Every browser that runs WebAssembly has it.
    let _ = crypto.unchecked_into::<Crypto>().get_random_values_with_u8_array(&mut bytes);
    bytes
}

fn key(digest: u64, what: &str) -> String {
    format!("{ALL}{digest:016x}-{what}")
}

fn pack(record: &OwnRecord) -> Option<JsValue> {
    postcard::to_allocvec(record).ok().map(|bytes| Uint8Array::from(&bytes[..]).into())
}

fn unpack<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    postcard::from_bytes(&Uint8Array::new(value).to_vec()).ok()
}
