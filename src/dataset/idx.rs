//! The IDX format of MNIST: a magic number that gives type and dimensions, the sizes, then the bytes.
//! Layout: <https://yann.lecun.com/exdb/mnist/>. All numbers are big-endian.

/// What is wrong with an IDX file, and where (byte offsets count from the start of the array).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdxError {
    /// The file ends inside the header.
    #[error("the header ends after {0} bytes")]
    ShortHeader(usize),
    /// The first four bytes are no IDX magic number for unsigned bytes.
    #[error("byte 0: magic number {0:#010x} is not an IDX file of unsigned bytes with 1 to 4 dimensions")]
    Magic(u32),
    /// The sizes multiply to more than can be.
    #[error("the sizes in the header are too large")]
    TooLarge,
    /// There are fewer values than the header promises.
    #[error("byte {at}: {missing} bytes are missing")]
    Truncated {
        /// Where the file ends.
        at: usize,
        /// How many bytes more the header promises.
        missing: usize,
    },
}

/// An array of bytes with its sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdxArray<'a> {
    /// Sizes of the dimensions, outermost first.
    pub shape: Vec<usize>,
    /// The values, row-major.
    pub values: &'a [u8],
}

/// Reads one array of unsigned bytes from the front of `bytes`; returns it and what follows.
///
/// # Errors
/// Says what is wrong and at which byte.
pub fn parse_idx(bytes: &[u8]) -> Result<(IdxArray<'_>, &[u8]), IdxError> {
    let word = |index: usize| {
        let chunk = bytes.get(index * 4..index * 4 + 4).and_then(|chunk| <[u8; 4]>::try_from(chunk).ok());
        chunk.map(u32::from_be_bytes).ok_or(IdxError::ShortHeader(bytes.len()))
    };
    let magic = word(0)?;
    let dimensions = (magic & 0xff) as usize;
    if magic >> 8 != 0x08 || !(1..=4).contains(&dimensions) {
        return Err(IdxError::Magic(magic));
    }
    let shape = (1..=dimensions).map(|i| word(i).map(|size| size as usize)).collect::<Result<Vec<_>, _>>()?;
    let size = shape.iter().try_fold(1_usize, |product, &size| product.checked_mul(size)).ok_or(IdxError::TooLarge)?;
    let rest = &bytes[4 * (1 + dimensions)..];
    match rest.split_at_checked(size) {
        Some((values, rest)) => Ok((IdxArray { shape, values }, rest)),
        None => Err(IdxError::Truncated { at: bytes.len(), missing: size - rest.len() }),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(shape: &[usize], values: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0, 0, 8, shape.len() as u8];
        for &size in shape {
            bytes.extend((size as u32).to_be_bytes());
        }
        bytes.extend(values);
        bytes
    }

    #[test]
    fn reads_arrays_one_after_the_other() {
        let mut bytes = write(&[2, 1, 3], &[1, 2, 3, 4, 5, 6]);
        bytes.extend(write(&[2], &[7, 8]));
        let (pictures, rest) = parse_idx(&bytes).unwrap();
        assert_eq!((pictures.shape, pictures.values), (vec![2, 1, 3], &[1_u8, 2, 3, 4, 5, 6][..]));
        let (labels, rest) = parse_idx(rest).unwrap();
        assert_eq!(labels.values, [7, 8]);
        assert!(rest.is_empty());
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(parse_idx(&[0, 0, 8]), Err(IdxError::ShortHeader(3)));
        assert_eq!(parse_idx(b"PK\x03\x04...."), Err(IdxError::Magic(0x504b_0304)));
        assert_eq!(parse_idx(&write(&[5], &[1, 2])), Err(IdxError::Truncated { at: 10, missing: 3 }));
        assert_eq!(parse_idx(&write(&[u32::MAX as usize; 4], &[])), Err(IdxError::TooLarge));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(values in prop::collection::vec(any::<u8>(), 0..200), tail in prop::collection::vec(any::<u8>(), 0..9)) {
            let mut bytes = write(&[values.len()], &values);
            bytes.extend(&tail);
            let (array, rest) = parse_idx(&bytes).unwrap();
            prop_assert_eq!((array.values, rest), (&values[..], &tail[..]));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = parse_idx(&bytes);
        }
    }
}
