//! One number for a whole set: the first eight bytes of a SHA-256 over everything that training sees. Two sets with the
//! same number are the same set, whatever their files and names.

use sha2::{Digest as _, Sha256};

use crate::dataset::{Encoder, Examples, Prepared, Targets, Task, Values};
use crate::network::InputShape;

/// What training sees besides the rows: task, encoder, shape, rows learned from, validated on, tested on.
type Description<'a> = (&'a Task, Option<&'a Encoder>, InputShape, [usize; 3]);

/// The set's digest; the one that it carries, and its name, do not count.
pub(super) fn digest(prepared: &Prepared) -> u64 {
    let set = &prepared.set;
    let sizes = [set.train_rows, set.validation_rows, set.test_rows];
    let description: Description<'_> = (&set.task, set.encoder.as_ref(), set.input, sizes);
    let mut hash = Sha256::new();
    // Postcard's format is fixed, and it can only fail when memory runs out.
    add(&mut hash, &postcard::to_allocvec(&description).unwrap_or_default());
    for examples in [&prepared.train, &prepared.test] {
        add_examples(&mut hash, examples);
    }
    hash.finalize().iter().take(8).fold(0, |digest, &byte| (digest << 8) | u64::from(byte))
}

fn add_examples(hash: &mut Sha256, examples: &Examples) {
    match &examples.values {
        Values::Pixels(pixels) => add(hash, pixels),
        Values::Numbers(numbers) => add_numbers(hash, numbers),
    }
    match &examples.targets {
        Targets::Classes(classes) => add(hash, classes),
        Targets::Numbers(numbers) => add_numbers(hash, numbers),
    }
}

fn add(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn add_numbers(hash: &mut Sha256, numbers: &[f32]) {
    hash.update((numbers.len() as u64).to_le_bytes());
    let mut bytes = Vec::with_capacity(4 * 1024);
    for numbers in numbers.chunks(1024) {
        bytes.clear();
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        hash.update(&bytes);
    }
}
