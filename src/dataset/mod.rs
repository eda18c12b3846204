//! What is learned from: built-in sets and their packed shards, sets that people bring along, splitting, and the
//! drawing pad's pictures.

mod augment;
mod builtin;
mod collection;
mod data_set;
mod drawing;
mod encoder;
mod examples;
mod idx;
mod own;
mod prepared;
mod shard;
mod split;

pub use augment::shift_picture;
pub use builtin::{Builtin, Manifest, Part, Shard};
pub use collection::{Added, Collection, Collections, Example, MAX_EXAMPLES, Origin};
pub use data_set::{DataSet, UnknownSet};
pub use drawing::{Ink, centred_digit};
pub use encoder::{Absence, Cell, Decoded, Encoder, Field, Form};
pub use examples::{Examples, Inputs, Targets, Values};
pub use idx::{IdxError, parse_idx};
pub use own::{Own, OwnSet, Task};
pub use prepared::Prepared;
pub use shard::{ShardError, unpack_shard};
pub use split::{RowSplit, epoch_order};
