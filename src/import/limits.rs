//! How much is taken in, at most. Whoever has more memory may raise them; nothing here trusts what a file says of itself.

use serde::{Deserialize, Serialize};

/// Limits for reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of one file.
    pub file: u64,
    /// Bytes after unpacking, of all entries together.
    pub unpacked: u64,
    /// Columns of a table.
    pub columns: u64,
    /// Pictures.
    pub pictures: u64,
    /// Bytes that the prepared set may take.
    pub prepared: u64,
}

const MIB: u64 = 1 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self { file: 4096 * MIB, unpacked: 1024 * MIB, columns: 4096, pictures: 200_000, prepared: 768 * MIB }
    }
}
