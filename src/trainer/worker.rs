//! Hosts the [`Service`] in a Web Worker: a queue of messages, and a loop that obeys and works in turn.
//!
//! After every slice of work the loop ends its task and continues in a new one. Awaiting a promise would not do:
//! that never lets a message in, and Stop would wait for the end of the run.

mod inbox;
mod load;

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use burn::tensor::Device;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use self::inbox::{Inbox, Input, Purpose};
use super::protocol::{Backend, Command, Event, Failure, decode, encode};
use super::service::Service;
use crate::dataset::DataSet;

unsafe extern "C" {
    fn __wasm_call_ctors();
}

/// Runs the program's static constructors, once.
///
/// cubecl registers things with the `inventory` crate. Unless the program itself refers to the constructor, the
/// linker wraps every export so that all constructors run again on each call from JavaScript.
pub fn run_constructors() {
    // SAFETY: the linker defines this symbol; it is called once, before anything else runs.
    unsafe { __wasm_call_ctors() };
}

/// The worker's global object.
fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends an event to the page.
pub fn post(event: &Event) {
    // Encoding fails only without memory; then there is nobody left to tell.
    if let Ok(bytes) = encode(event) {
        let array = Uint8Array::from(&bytes[..]);
        let _ = scope().post_message_with_transfer(&array, &Array::of1(&array.buffer()));
    }
}

/// Listens to the page and trains, for ever.
pub fn start<F>(device: F)
where
    F: AsyncFnOnce() -> Result<(Backend, Device), Failure> + 'static,
{
    // A panic leaves every future unresolved, so the page has to be told.
    panic::set_hook(Box::new(|info| post(&Event::Failed(Failure::Crashed(info.to_string())))));
    let inbox = Rc::new(Inbox::default());
    let receiver = Rc::clone(&inbox);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        match decode::<Command>(&bytes) {
            Ok(command) => receiver.push(Input::Command(command)),
            Err(error) => post(&Event::Failed(Failure::Crashed(format!("unreadable command: {error}")))),
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    spawn_local(async move {
        match device().await {
            Ok((backend, device)) => {
                post(&Event::Ready(backend));
                serve(Service::new(backend, device, Box::new(|event| post(&event))), inbox).await;
            }
            Err(failure) => post(&Event::Failed(failure)),
        }
    });
}

async fn serve(mut service: Service, inbox: Rc<Inbox>) {
    let breath = Breath::new();
    let loads = Rc::new(RefCell::new([0_u32; 2]));
    loop {
        while let Some(input) = inbox.pop() {
            match input {
                Input::Command(Command::Load { data, base }) => fetch(Purpose::Run, data, base, &loads, &inbox),
                Input::Command(Command::LoadOther { data, base }) => {
                    fetch(Purpose::Transfer, data.into(), base, &loads, &inbox);
                }
                Input::Command(command) => service.handle(command).await,
                Input::Rows(Purpose::Run, rows) => service.set_rows(rows),
                Input::Rows(Purpose::Transfer, rows) => service.set_other_rows(rows),
            }
        }
        if service.has_work() {
            service.work().await;
            breath.take().await;
        } else {
            inbox.wait().await;
        }
    }
}

/// Fetches a set beside everything else. Only the latest load counts: the user may have chosen another set meanwhile.
fn fetch(purpose: Purpose, data: DataSet, base: String, loads: &Rc<RefCell<[u32; 2]>>, inbox: &Rc<Inbox>) {
    let index = purpose as usize;
    loads.borrow_mut()[index] += 1;
    let number = loads.borrow()[index];
    let (loads, inbox) = (Rc::clone(loads), Rc::clone(inbox));
    spawn_local(async move {
        let is_current = || loads.borrow()[index] == number;
        let report = |arrived: &load::Arrived| match purpose {
            Purpose::Run => {
                let load::Arrived { received, total, cached } = *arrived;
                post(&Event::Loading { received, total, cached });
            }
            // Complete only when it has been checked.
            Purpose::Transfer => {
                post(&Event::OtherLoading(0.99 * arrived.received as f32 / arrived.total.max(1) as f32));
            }
        };
        match load::load(data, &base, &is_current, &report).await {
            Ok(rows) if is_current() => inbox.push(Input::Rows(purpose, rows)),
            Err(failure) if is_current() => post(&Event::Failed(match (purpose, failure) {
                (
                    Purpose::Transfer,
                    Failure::ShardMissing { file, reason } | Failure::ShardCorrupt { file, reason },
                ) => Failure::OtherMissing { file, reason },
                (_, failure) => failure,
            })),
            _ => {}
        }
    });
}

/// Ends the present task and goes on in a new one. A timer would do the same, but is held back to 4 ms.
struct Breath(Option<MessageChannel>);

impl Breath {
    fn new() -> Self {
        Self(MessageChannel::new().ok())
    }

    async fn take(&self) {
        let Some(channel) = &self.0 else {
            gloo::timers::future::TimeoutFuture::new(0).await;
            return;
        };
        let promise = Promise::new(&mut |resolve, _| {
            channel.port1().set_onmessage(Some(&resolve));
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        let _ = JsFuture::from(promise).await;
    }
}
