//! Hosts the [`Service`] in a Web Worker. Whatever it is asked it does in one go: until that is done no message gets in.
//! The page gives something up by ending the worker.

use std::panic;

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

use super::blob::BlobSource;
use super::protocol::{Ask, Phase, Told};
use super::service::Service;
use crate::import::pictures::read_one;
use crate::import::prepare::Outcome;
use crate::import::{Fault, Input, Limits, Place, Problem, Reading, Recipe};
use crate::storage;
use crate::trainer::protocol::{decode, encode};

/// Listens to the page and reads, for ever.
pub fn start() {
    // A panic leaves every future unresolved, so the page has to be told.
    panic::set_hook(Box::new(|info| post(&Told::Crashed(info.to_string()))));
    let (sender, messages) = unbounded();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        // Fails only when nobody listens any more.
        let _ = sender.unbounded_send(event.data());
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    spawn_local(serve(messages));
}

async fn serve(mut messages: UnboundedReceiver<JsValue>) {
    let reader = match FileReaderSync::new() {
        Ok(reader) => reader,
        Err(error) => return post(&Told::Crashed(format!("{error:?}"))),
    };
    let mut host = Host { service: Service::new(storage::pseudonym_key().await), reader, files: Vec::new() };
    post(&Told::Ready);
    while let Some(message) = messages.next().await {
        let (ask, files) = match unpack(&message) {
            Ok(letter) => letter,
            Err(reason) => {
                post(&Told::Crashed(reason));
                continue;
            }
        };
        match host.answer(ask, files).await {
            Ok((told, file)) => post_with(&told, file.as_ref()),
            Err(problem) => post(&Told::Failed(problem)),
        }
    }
}

/// The worker's global object.
fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says something to the page.
fn post(told: &Told) {
    post_with(told, None);
}

/// Says something, with a file: a handle, of which nothing is copied.
fn post_with(told: &Told, file: Option<&Blob>) {
    // Encoding fails only without memory; then there is nobody left to tell.
    if let Ok(bytes) = encode(told) {
        let packed = Uint8Array::from(&bytes[..]);
        let message = Array::of1(&packed);
        if let Some(file) = file {
            message.push(file);
        }
        let _ = scope().post_message_with_transfer(&message, &Array::of1(&packed.buffer()));
    }
}

/// A wish, and the files that go with it.
fn unpack(message: &JsValue) -> Result<(Ask, Vec<Blob>), String> {
    let parts = Array::from(message);
    let packed = Uint8Array::new(&parts.get(0)).to_vec();
    let ask = decode(&packed).map_err(|error| format!("unreadable message: {error}"))?;
    Ok((ask, parts.iter().skip(1).map(|file| file.unchecked_into()).collect()))
}

/// The service, and the files that it has read.
struct Host {
    service: Service,
    reader: FileReaderSync,
    files: Vec<(String, Blob)>,
}

impl Host {
    async fn answer(&mut self, ask: Ask, files: Vec<Blob>) -> Result<(Told, Option<Blob>), Problem> {
        let mut tell = |told: Told| post(&told);
        let told = match ask {
            Ask::Open { paths, limits } => self.open(paths.into_iter().zip(files).collect(), None, limits),
            Ask::Reopen { digest, limits } => {
                let record = storage::own_record(digest).await.map_err(|error| unreadable(&error))?;
                let files = storage::own_files(digest).await.map_err(|error| unreadable(&error))?;
                match record {
                    Some(record) if !files.is_empty() => self.open(files, Some(record.recipe), limits),
                    _ => Err(Place::default().problem(Fault::Gone)),
                }
            }
            Ask::Read(recipe) => self.service.read_again(recipe, &mut tell).map(|found| Told::Read(Box::new(found))),
            Ask::Rows { from, count, class } => Ok(Told::Rows(self.service.rows(from, count, class.as_deref()))),
            Ask::See { digest, path } => {
                let record = storage::own_record(digest).await.map_err(|error| unreadable(&error))?;
                let reading = record.map(|record| record.recipe.reading);
                match (reading, files.into_iter().next()) {
                    (Some(Reading::Pictures(recipe)), Some(file)) => {
                        read_one(&mut self.input(path, &file), &recipe).map(Told::Seen)
                    }
                    _ => Err(Place::file(path).problem(Fault::Gone)),
                }
            }
            Ask::Prepare { recipe, replaces } => self.prepare(&recipe, replaces).await,
            Ask::Clean(recipe) => return self.clean(&recipe).map(|file| (Told::Cleaned, Some(file))),
        };
        told.map(|told| (told, None))
    }

    fn input(&self, path: String, blob: &Blob) -> Input {
        let source = BlobSource::new(blob.clone(), self.reader.clone());
        Input { path, size: blob.size() as u64, source: Box::new(source) }
    }

    fn open(&mut self, files: Vec<(String, Blob)>, recipe: Option<Recipe>, limits: Limits) -> Result<Told, Problem> {
        let inputs = files.iter().map(|(path, blob)| self.input(path.clone(), blob)).collect();
        let found = self.service.open(inputs, recipe, limits, &mut |told| post(&told))?;
        self.files = files;
        Ok(Told::Read(Box::new(found)))
    }

    async fn prepare(&mut self, recipe: &Recipe, replaces: Option<u64>) -> Result<Told, Problem> {
        let Outcome { prepared, dropped } = self.service.prepare(recipe, &mut |told| post(&told))?;
        let bytes = prepared.to_bytes().map_err(|_| {
            let bytes = (prepared.train.len() + prepared.test.len()) as u64 * prepared.train.size() as u64;
            Place::file(&recipe.name).problem(Fault::TooMuchMemory { bytes, limit: Limits::default().prepared })
        })?;
        let set = prepared.set.clone();
        // It would be in memory three times otherwise: as itself, as bytes here, and as bytes of the browser.
        drop(prepared);
        let data = Uint8Array::from(&bytes[..]);
        let total = bytes.len() as u64 + self.files.iter().map(|(_, file)| file.size() as u64).sum::<u64>();
        drop(bytes);
        post(&Told::Progress { phase: Phase::Keeping, done: 0, total });
        if let Err(error) = storage::keep_own(&set, recipe, &self.files, &data, replaces).await {
            return Err(not_kept(&error, total).await);
        }
        post(&Told::Progress { phase: Phase::Keeping, done: total, total });
        Ok(Told::Prepared { set: Box::new(set), dropped })
    }

    /// The cleaned table as a file. Its pieces lie with the browser, which puts large files on the disk.
    fn clean(&mut self, recipe: &Recipe) -> Result<Blob, Problem> {
        let pieces = Array::new();
        let mut out = |piece: &str| {
            pieces.push(&Uint8Array::from(piece.as_bytes()));
        };
        self.service.clean(recipe, &mut out, &mut |told| post(&told))?;
        let options = BlobPropertyBag::new();
        options.set_type("text/csv");
        Blob::new_with_u8_array_sequence_and_options(&pieces, &options).map_err(|error| {
            let reason = format!("{error:?}");
            Place::file(&recipe.name).problem(Fault::Unreadable { reason })
        })
    }
}

fn unreadable(error: &idb::Error) -> Problem {
    Place::default().problem(Fault::Unreadable { reason: error.to_string() })
}

async fn not_kept(error: &idb::Error, needed: u64) -> Problem {
    if !storage::is_full(error) {
        return unreadable(error);
    }
    let left = storage::usage().await.map(|(used, quota)| (quota - used).max(0.0) as u64);
    Place::default().problem(Fault::StorageFull { needed, left })
}
