//! The bridge between the page and the worker that reads people's files.
//!
//! `protocol` is every message; `client` is the page's side, `service` the worker's, `worker` hosts it, `blob` makes the
//! browser's files readable. Reading is one long computation; the page gives it up by ending the worker.

#[cfg(all(feature = "reader", target_arch = "wasm32"))]
mod blob;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod client;
pub mod protocol;
#[cfg(feature = "import")]
pub mod service;
#[cfg(all(feature = "reader", target_arch = "wasm32"))]
pub mod worker;
