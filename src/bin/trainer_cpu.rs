//! The worker that trains on one processor core: small, loads first, needs nothing but WebAssembly.

#[cfg(target_arch = "wasm32")]
fn main() {
    use glassbox::trainer::{protocol::Backend, worker};

    worker::run_constructors();
    worker::start(async || Ok((Backend::Cpu, burn::tensor::Device::flex())));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
