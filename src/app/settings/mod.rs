//! The controls of a run: one table says what each setting is, one component draws it.

mod field;
mod table;

pub use field::SettingField;
pub use table::{
    ACTIVATION, AUGMENT, BATCH, CLIP, DROPOUT, EPOCHS, HIDDEN, INITIALIZATION, L1, L2, LEARNING_RATE, LIMIT, OPTIMIZER,
    PATIENCE, SCHEDULE, SEED, SPLIT,
};
pub use table::{Kind, Setting, by_key};
