//! A shard: one gzip stream of an IDX file with pictures followed by an IDX file with their classes.
//! It is checked as a whole before anything in it is used.

use std::io::Read as _;

use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha256};

use super::{Examples, IdxError, Manifest, Shard, Targets, Values, parse_idx};
use crate::network::InputShape;

/// Why a shard cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ShardError {
    /// Fewer or more bytes than published.
    #[error("{found} bytes arrived, {expected} were published")]
    Size {
        /// What arrived.
        found: u64,
        /// What was published.
        expected: u64,
    },
    /// The right number of bytes, but not the right ones.
    #[error("its checksum is {0}… instead of the published one")]
    Checksum(String),
    /// It cannot be unpacked.
    #[error("it cannot be unpacked: {0}")]
    Gzip(#[from] std::io::Error),
    /// What it holds is no IDX file.
    #[error(transparent)]
    Idx(#[from] IdxError),
    /// Pictures and classes do not match the manifest.
    #[error("it holds other pictures than the manifest says")]
    Contents,
}

/// Checks and unpacks one shard.
///
/// # Errors
/// When a single bit differs from what was published.
pub fn unpack_shard(manifest: &Manifest, shard: &Shard, bytes: &[u8]) -> Result<Examples, ShardError> {
    if bytes.len() as u64 != shard.bytes {
        return Err(ShardError::Size { found: bytes.len() as u64, expected: shard.bytes });
    }
    let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if digest != shard.sha256 {
        return Err(ShardError::Checksum(digest.chars().take(12).collect()));
    }
    let expected = shard.rows * (manifest.height * manifest.width + 1) + 24;
    let mut unpacked = Vec::with_capacity(expected);
    GzDecoder::new(bytes).take(expected as u64 + 1).read_to_end(&mut unpacked)?;
    let (pictures, rest) = parse_idx(&unpacked)?;
    let (labels, rest) = parse_idx(rest)?;
    let fits = pictures.shape == [shard.rows, manifest.height, manifest.width]
        && labels.shape == [shard.rows]
        && rest.is_empty()
        && labels.values.iter().all(|&label| usize::from(label) < manifest.classes.len());
    if !fits {
        return Err(ShardError::Contents);
    }
    let labels = labels.values.to_vec();
    // The pictures stay where they were unpacked; only the header in front of them goes.
    let (header, size) = (16, pictures.values.len());
    unpacked.truncate(header + size);
    unpacked.drain(..header);
    Ok(Examples {
        shape: InputShape { channels: 1, height: manifest.height, width: manifest.width },
        values: Values::Pixels(unpacked),
        targets: Targets::Classes(labels),
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::dataset::Builtin;

    fn first_shard() -> (&'static Manifest, &'static Shard, Vec<u8>) {
        let manifest = Builtin::FashionMnist.manifest();
        let shard = &manifest.shards[0];
        let path = format!("{}/public/data/{}/{}", env!("CARGO_MANIFEST_DIR"), manifest.name, shard.file);
        (manifest, shard, std::fs::read(path).unwrap())
    }

    #[test]
    fn what_ships_can_be_unpacked() {
        let (manifest, shard, bytes) = first_shard();
        let images = unpack_shard(manifest, shard, &bytes).unwrap();
        assert_eq!(images.len(), shard.rows);
        assert!(matches!(&images.values, Values::Pixels(pixels) if pixels.len() == shard.rows * 784));
        assert_eq!(images.classes()[0], 9, "the first test picture is an ankle boot");
    }

    #[test]
    fn a_truncated_or_changed_shard_is_refused() {
        let (manifest, shard, mut bytes) = first_shard();
        let short = unpack_shard(manifest, shard, &bytes[..bytes.len() - 1]);
        assert!(matches!(short, Err(ShardError::Size { .. })), "{short:?}");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let changed = unpack_shard(manifest, shard, &bytes);
        assert!(matches!(changed, Err(ShardError::Checksum(_))), "{changed:?}");
    }
}
