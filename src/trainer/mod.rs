//! The bridge between the page and the worker that trains.
//!
//! `protocol` is every message; `client` is the page's side, `service` the worker's.
//! The page owns no numbers: it sends commands and draws what comes back.

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod client;
#[cfg(all(feature = "gpu", target_arch = "wasm32"))]
pub mod gpu;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
pub mod probe;
pub mod protocol;
#[cfg(feature = "training")]
pub mod service;
#[cfg(all(feature = "training", target_arch = "wasm32"))]
pub mod worker;
