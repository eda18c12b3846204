//! What is wrong, in a sentence.

use crate::app::format;
use crate::import::Fault;
use crate::tr;

/// What is wrong; tracked.
pub(super) fn what(fault: &Fault) -> String {
    let count = |number: &u64| format::count(*number);
    let bytes = |number: &u64| format::bytes(*number as f64);
    match fault {
        Fault::Empty => tr!("own.fault.empty"),
        Fault::UnknownKind { start } => tr!("own.fault.unknown_kind", start = start),
        Fault::Mixture => tr!("own.fault.mixture"),
        Fault::WrongMagic { found } => tr!("own.fault.wrong_magic", found = found),
        Fault::Truncated { missing: Some(missing) } => tr!("own.fault.truncated_by", bytes = bytes(missing)),
        Fault::Truncated { missing: None } => tr!("own.fault.truncated"),
        Fault::LabelCount { pictures, labels } => {
            tr!("own.fault.label_count", pictures = count(pictures), labels = count(labels))
        }
        Fault::Partner { labels_missing: true } => tr!("own.fault.no_labels"),
        Fault::Partner { labels_missing: false } => tr!("own.fault.no_pictures"),
        Fault::RaggedRow { found, expected } => {
            tr!("own.fault.ragged_row", found = count(found), expected = count(expected))
        }
        Fault::UnclosedQuote => tr!("own.fault.unclosed_quote"),
        Fault::BadEncoding { encoding } => tr!("own.fault.bad_encoding", encoding = encoding),
        Fault::TooManyColumns { found, limit } => {
            tr!("own.fault.too_many_columns", found = count(found), limit = count(limit))
        }
        Fault::TooLarge { bytes: size, limit } => {
            tr!("own.fault.too_large", bytes = bytes(size), limit = bytes(limit))
        }
        Fault::Bomb { limit } => tr!("own.fault.bomb", limit = bytes(limit)),
        Fault::TooMuchMemory { bytes: size, limit } => {
            tr!("own.fault.too_much_memory", bytes = bytes(size), limit = bytes(limit))
        }
        Fault::Encrypted => tr!("own.fault.encrypted"),
        Fault::UnsafePath => tr!("own.fault.unsafe_path"),
        Fault::BadArchive { reason } => tr!("own.fault.bad_archive", reason = reason),
        Fault::BadPicture { reason } => tr!("own.fault.bad_picture", reason = reason),
        Fault::NoFolders => tr!("own.fault.no_folders"),
        Fault::NoSuchPicture { name } => tr!("own.fault.no_such_picture", name = name),
        Fault::Pickled => tr!("own.fault.pickled"),
        Fault::ArrayType { found } => tr!("own.fault.array_type", found = found),
        Fault::ArrayShape { found } => tr!("own.fault.array_shape", found = shape(found)),
        Fault::NoArray { found } => tr!("own.fault.no_array", found = found.join(", ")),
        Fault::NotFinite { text } => tr!("own.fault.not_finite", text = text),
        Fault::OneClass { class } => tr!("own.fault.one_class", class = class),
        Fault::TooManyClasses { found, limit } => {
            tr!("own.fault.too_many_classes", found = count(found), limit = count(limit))
        }
        Fault::TooFewRows { found, needed } => {
            tr!("own.fault.too_few_rows", found = count(found), needed = count(needed))
        }
        Fault::NoTarget => tr!("own.fault.no_target"),
        Fault::NoSuchColumn => tr!("own.fault.no_such_column"),
        Fault::LacksColumn { first } => tr!("own.fault.lacks_column", first = first),
        Fault::NewColumn { first } => tr!("own.fault.new_column", first = first),
        Fault::TargetNotNumeric => tr!("own.fault.target_not_numeric"),
        Fault::NoInputs => tr!("own.fault.no_inputs"),
        Fault::StorageFull { needed, left: Some(left) } => {
            tr!("own.fault.storage_full_left", needed = bytes(needed), left = bytes(left))
        }
        Fault::StorageFull { needed, left: None } => tr!("own.fault.storage_full", needed = bytes(needed)),
        Fault::Unreadable { reason } => tr!("own.fault.unreadable", reason = reason),
        Fault::Gone => tr!("own.fault.gone"),
    }
}

/// As NumPy writes it: `(60000, 28, 28)`.
fn shape(lengths: &[u64]) -> String {
    format!("({})", lengths.iter().map(u64::to_string).collect::<Vec<_>>().join(", "))
}
