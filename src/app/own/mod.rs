//! People's own data: bringing files along, seeing what is in them, deciding, and keeping what became of them.
//!
//! `state` holds what lies on the desk and outlives the panel. `talk` and `hear` speak with the worker that reads the
//! files, `changes` makes decisions and takes them back, `kept` knows the sets that this browser keeps. Everything else
//! draws, large views piece by piece (`paced`).

mod adopted;
mod card;
mod changes;
mod choose;
mod drop;
mod export;
mod fetch;
mod folders;
mod hear;
mod history;
mod kept;
mod paced;
mod pager;
mod parts;
mod pictures;
mod privacy;
mod problems;
mod progress;
mod share;
pub mod shelf;
mod sources;
mod split;
mod state;
mod storage_bar;
mod table;
mod talk;
mod words;
mod work;
mod workbench;

pub use self::shelf::OwnSets;
