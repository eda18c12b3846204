//! What is kept between visits: the latest checkpoint (IndexedDB) and the backends' measured speed (local storage).

mod examples;
mod figures;
mod runs;
mod store;

pub use examples::{load_collections, save_collections};
pub use figures::{BackendFigures, recall_figures, remember_figures};
pub use runs::{
    SavedHeader, discard_run, forget_network, keep_network, load_network, load_run, load_run_header, save_run,
};
