//! All native tests but the fuzzer's in one program: what they share is compiled once, and the slow ones run beside the
//! quick ones.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(feature = "cpu")]
mod accuracy;
mod backprop;
mod backprop_edges;
mod benches;
mod calculator;
#[cfg(feature = "pipeline")]
mod chart;
#[cfg(feature = "cpu")]
mod common;
#[cfg(all(feature = "cpu", feature = "import"))]
mod own_data;
#[cfg(feature = "import")]
mod prepare;
#[cfg(feature = "import")]
mod profile;
mod pytorch;
#[cfg(feature = "cpu")]
mod reference;
#[cfg(feature = "cpu")]
mod service;
#[cfg(feature = "cpu")]
mod session;
#[cfg(feature = "cpu")]
mod trained;
mod translations;
