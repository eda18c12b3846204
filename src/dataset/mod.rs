//! What is learned from: the built-in sets, their packed shards, splitting, and the drawing pad's pictures.

mod augment;
mod builtin;
mod collection;
mod drawing;
mod idx;
mod images;
mod shard;
mod split;

pub use augment::shift_picture;
pub use builtin::{Builtin, Manifest, Part, Shard};
pub use collection::{Added, Collection, Collections, Example, MAX_EXAMPLES, Origin};
pub use drawing::{Ink, centred_digit};
pub use idx::{IdxError, parse_idx};
pub use images::Images;
pub use shard::{ShardError, unpack_shard};
pub use split::{RowSplit, epoch_order};
