//! The worker that reads people's files: it needs nothing but WebAssembly and sends nothing anywhere.

#[cfg(target_arch = "wasm32")]
fn main() {
    glassbox::reader::worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
