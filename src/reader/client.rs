//! The page's side of the bridge: starts the worker that reads files, sends it files and wishes, hears its answers.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::protocol::{Ask, Told};
use crate::import::Limits;
use crate::trainer::client::worker_address;
use crate::trainer::protocol::{decode, encode};

/// What is sent at once: a wish, and the files that go with it.
struct Letter {
    ask: Ask,
    files: Vec<File>,
}

/// A running reader; dropping it ends the worker at once, whatever it is doing.
pub struct Reader {
    worker: Worker,
    /// Letters that wait for the worker to listen; `None` once it does.
    waiting: Rc<RefCell<Option<Vec<Letter>>>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl Reader {
    /// Starts a worker. What it says goes to `on_told`, from the next task on, with the file that comes with it.
    ///
    /// # Errors
    /// When the browser does not let the page have a worker; says why.
    pub fn start(on_told: impl Fn(Told, Option<Blob>) + 'static) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(&worker_address("reader"), &options).map_err(|error| format!("{error:?}"))?;
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let on_told = Rc::new(on_told);
        let on_message = {
            let (waiting, worker, on_told) = (Rc::clone(&waiting), worker.clone(), Rc::clone(&on_told));
            Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                let (told, file) = read(&message.data());
                if told == Told::Ready {
                    let letters = waiting.borrow_mut().take();
                    letters.into_iter().flatten().for_each(|letter| post(&worker, &letter));
                }
                on_told(told, file);
            })
        };
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let message = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            let reason = message.unwrap_or_else(|| "the worker did not start".to_owned());
            on_told(Told::Crashed(reason), None);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, waiting, _on_message: on_message, _on_error: on_error })
    }

    /// Has these files read: path and contents of each.
    pub fn open(&self, files: Vec<(String, File)>, limits: Limits) {
        let (paths, files) = files.into_iter().unzip();
        self.deliver(Letter { ask: Ask::Open { paths, limits }, files });
    }

    /// Has a picture shown as the network of a kept set gets it.
    pub fn see(&self, digest: u64, file: File) {
        self.deliver(Letter { ask: Ask::See { digest, path: file.name() }, files: vec![file] });
    }

    /// Sends a wish that needs no files, as soon as the worker listens.
    pub fn send(&self, ask: Ask) {
        self.deliver(Letter { ask, files: Vec::new() });
    }

    fn deliver(&self, letter: Letter) {
        match self.waiting.borrow_mut().as_mut() {
            Some(waiting) => waiting.push(letter),
            None => post(&self.worker, &letter),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// One array: the packed wish, then the files, which are handles and cost nothing to send.
fn post(worker: &Worker, letter: &Letter) {
    // Encoding fails only without memory; then there is nothing left to do.
    if let Ok(bytes) = encode(&letter.ask) {
        let packed = Uint8Array::from(&bytes[..]);
        let message = Array::of1(&packed);
        for file in &letter.files {
            message.push(file);
        }
        let _ = worker.post_message_with_transfer(&message, &Array::of1(&packed.buffer()));
    }
}

/// A message of the worker: one array, what it says and perhaps a file. A string is the report of an end that the reader
/// could not announce itself.
fn read(data: &JsValue) -> (Told, Option<Blob>) {
    if let Some(report) = data.as_string() {
        return (Told::Crashed(report), None);
    }
    let parts = Array::from(data);
    let bytes = Uint8Array::new(&parts.get(0)).to_vec();
    let told = decode(&bytes).unwrap_or_else(|error| Told::Crashed(format!("unreadable message: {error}")));
    (told, parts.get(1).dyn_into().ok())
}
