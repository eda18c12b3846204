//! What is kept between visits: the latest checkpoint and people's own sets (IndexedDB), the backends' measured speed and
//! the own sets' descriptions (local storage).

mod examples;
mod figures;
mod own;
mod runs;
mod store;

pub use examples::{load_collections, save_collections};
pub use figures::{BackendFigures, recall_figures, remember_figures};
pub use own::{
    OwnRecord, delete_own, is_full, keep_own, list_own, load_own, own_files, own_record, pseudonym_key,
    recall_descriptions, remember_descriptions, rename_own, usage,
};
pub use runs::{
    SavedHeader, discard_run, forget_network, keep_network, load_network, load_run, load_run_header, save_run,
};
