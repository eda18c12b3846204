//! What is kept between visits: the latest checkpoint (IndexedDB) and the backends' measured speed (local storage).

mod figures;
mod runs;

pub use figures::{BackendFigures, recall_figures, remember_figures};
pub use runs::{SavedHeader, discard_run, load_run, load_run_header, save_run};
