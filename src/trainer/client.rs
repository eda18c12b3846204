//! The page's side of the bridge: starts a worker, sends commands, hears events.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::protocol::{Backend, Command, Event, Failure, decode, encode};

/// A running worker; dropping it ends the worker at once.
pub struct Client {
    worker: Worker,
    /// Commands that wait for the worker to listen; `None` once it does.
    waiting: Rc<RefCell<Option<Vec<Command>>>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl Client {
    /// Starts a worker. What it says goes to `on_event`, from the next task on.
    ///
    /// # Errors
    /// When the browser does not let the page have a worker.
    pub fn start(backend: Backend, on_event: impl Fn(Event) + 'static) -> Result<Self, Failure> {
        let bin = match backend {
            Backend::Cpu => "trainer_cpu",
            Backend::WebGpu => "trainer_gpu",
        };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&worker_address(bin), &options)
            .map_err(|error| Failure::Crashed(format!("{error:?}")))?;
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let on_event = Rc::new(on_event);
        let on_message = {
            let (waiting, worker, on_event) = (Rc::clone(&waiting), worker.clone(), Rc::clone(&on_event));
            Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                let event = read(&message.data());
                if matches!(event, Event::Ready(_)) {
                    let commands = waiting.borrow_mut().take();
                    commands.into_iter().flatten().for_each(|command| post(&worker, &command));
                }
                on_event(event);
            })
        };
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let message = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            on_event(Event::Failed(Failure::Crashed(message.unwrap_or_else(|| "the worker did not start".to_owned()))));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, waiting, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a command, as soon as the worker listens.
    pub fn send(&self, command: Command) {
        match self.waiting.borrow_mut().as_mut() {
            Some(waiting) => waiting.push(command),
            None => post(&self.worker, &command),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The address of a worker. It names the build, so that an old worker never meets a new page.
pub fn worker_address(bin: &str) -> String {
    format!("./worker.js?bin={bin}&v={}", build())
}

/// The name of this build, which the build wrote into the page.
pub fn build() -> String {
    meta("build")
}

/// What the build wrote into the page under this name.
pub fn meta(name: &str) -> String {
    let meta = gloo::utils::document().query_selector(&format!("meta[name={name}]")).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

fn post(worker: &Worker, command: &Command) {
    // Encoding fails only without memory; then there is nothing left to do.
    if let Ok(bytes) = encode(command) {
        let array = Uint8Array::from(&bytes[..]);
        let _ = worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
    }
}

/// A message of the worker. A string is the report of an end that the trainer could not announce itself.
fn read(data: &JsValue) -> Event {
    if let Some(report) = data.as_string() {
        return Event::Failed(Failure::Crashed(report));
    }
    let bytes = Uint8Array::new(data).to_vec();
    decode(&bytes).unwrap_or_else(|error| Event::Failed(Failure::Crashed(format!("unreadable message: {error}"))))
}
