//! What can be done about it, in a sentence.

use crate::import::Fault;
use crate::tr;

/// What to do; tracked.
pub(super) fn advice(fault: &Fault) -> String {
    match fault {
        Fault::Empty => tr!("own.advice.empty"),
        Fault::UnknownKind { .. } => tr!("own.advice.unknown_kind"),
        Fault::Mixture => tr!("own.advice.mixture"),
        Fault::WrongMagic { .. } => tr!("own.advice.wrong_magic"),
        Fault::Truncated { .. } => tr!("own.advice.truncated"),
        Fault::LabelCount { .. } => tr!("own.advice.label_count"),
        Fault::Partner { .. } => tr!("own.advice.partner"),
        Fault::RaggedRow { .. } => tr!("own.advice.ragged_row"),
        Fault::UnclosedQuote => tr!("own.advice.unclosed_quote"),
        Fault::BadEncoding { .. } => tr!("own.advice.bad_encoding"),
        Fault::TooManyColumns { .. } => tr!("own.advice.too_many_columns"),
        Fault::TooLarge { .. } => tr!("own.advice.too_large"),
        Fault::Bomb { .. } => tr!("own.advice.bomb"),
        Fault::TooMuchMemory { .. } => tr!("own.advice.too_much_memory"),
        Fault::Encrypted => tr!("own.advice.encrypted"),
        Fault::UnsafePath => tr!("own.advice.unsafe_path"),
        Fault::BadArchive { .. } => tr!("own.advice.bad_archive"),
        Fault::BadPicture { .. } => tr!("own.advice.bad_picture"),
        Fault::NoFolders => tr!("own.advice.no_folders"),
        Fault::NoSuchPicture { .. } => tr!("own.advice.no_such_picture"),
        Fault::Pickled => tr!("own.advice.pickled"),
        Fault::ArrayType { .. } => tr!("own.advice.array_type"),
        Fault::ArrayShape { .. } => tr!("own.advice.array_shape"),
        Fault::NoArray { .. } => tr!("own.advice.no_array"),
        Fault::NotFinite { .. } => tr!("own.advice.not_finite"),
        Fault::OneClass { .. } => tr!("own.advice.one_class"),
        Fault::TooManyClasses { .. } => tr!("own.advice.too_many_classes"),
        Fault::TooFewRows { .. } => tr!("own.advice.too_few_rows"),
        Fault::NoTarget => tr!("own.advice.no_target"),
        Fault::NoSuchColumn => tr!("own.advice.no_such_column"),
        Fault::LacksColumn { .. } => tr!("own.advice.lacks_column"),
        Fault::NewColumn { .. } => tr!("own.advice.new_column"),
        Fault::TargetNotNumeric => tr!("own.advice.target_not_numeric"),
        Fault::NoInputs => tr!("own.advice.no_inputs"),
        Fault::StorageFull { .. } => tr!("own.advice.storage_full"),
        Fault::Unreadable { .. } => tr!("own.advice.unreadable"),
        Fault::Gone => tr!("own.advice.gone"),
    }
}
