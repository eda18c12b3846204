//! Every setting of a run: its key in the link, its words, how it is read and written.

use std::str::FromStr;

use strum::IntoEnumIterator;

use crate::app::names;
use crate::setup::{
    Setup,
    link::{format_hidden, parse_hidden},
};
use crate::tr;

/// How a setting is entered.
pub enum Kind {
    /// Typed; the function says what is possible.
    Typed(fn() -> String),
    /// Chosen among values of the link, each with its name.
    Chosen(fn() -> Vec<(&'static str, String)>),
}

/// One setting of a run.
pub struct Setting {
    /// Its key in the link.
    pub key: &'static str,
    /// Its name.
    pub label: fn() -> String,
    /// What it does, in a sentence.
    pub help: fn() -> String,
    /// How it is entered.
    pub kind: Kind,
    /// Its value as the link writes it.
    pub read: fn(&Setup) -> String,
    /// Takes a value as the link writes it; `false` when it is not one.
    pub write: fn(&mut Setup, &str) -> bool,
}

impl Setting {
    /// The set-up with this setting changed, when the result can be run.
    pub fn changed(&self, setup: &Setup, text: &str) -> Option<Setup> {
        let mut changed = setup.clone();
        ((self.write)(&mut changed, text.trim()) && changed.validate().is_ok()).then_some(changed)
    }
}

/// The setting with this key.
pub fn by_key(key: &str) -> Option<&'static Setting> {
    ALL.iter().find(|setting| setting.key == key).copied()
}

static ALL: [&Setting; 17] = [
    &LIMIT,
    &SPLIT,
    &HIDDEN,
    &ACTIVATION,
    &INITIALIZATION,
    &OPTIMIZER,
    &LEARNING_RATE,
    &BATCH,
    &EPOCHS,
    &L1,
    &L2,
    &DROPOUT,
    &CLIP,
    &SCHEDULE,
    &AUGMENT,
    &PATIENCE,
    &SEED,
];

fn parse<T: FromStr>(text: &str, target: &mut T) -> bool {
    match text.parse() {
        Ok(value) => {
            *target = value;
            true
        }
        Err(_) => false,
    }
}

/// A decimal number; the comma of many school books is understood.
fn parse_decimal(text: &str, target: &mut f64) -> bool {
    parse(&text.replace(',', "."), target)
}

fn options<T: IntoEnumIterator + Into<&'static str> + Copy>(name: fn(T) -> String) -> Vec<(&'static str, String)> {
    T::iter().map(|value| (value.into(), name(value))).collect()
}

/// Training rows used.
pub static LIMIT: Setting = Setting {
    key: "limit",
    label: || tr!("settings.limit.label"),
    help: || tr!("settings.limit.help"),
    kind: Kind::Typed(|| tr!("settings.limit.range")),
    read: |setup| setup.limit.map(|limit| limit.to_string()).unwrap_or_default(),
    write: |setup, text| {
        let mut limit = 0_u32;
        if text.is_empty() {
            setup.limit = None;
            true
        } else if parse(text, &mut limit) && (1..=setup.data.train_rows()).contains(&(limit as usize)) {
            setup.limit = Some(limit);
            true
        } else {
            false
        }
    },
};

/// How the rows are split.
pub static SPLIT: Setting = Setting {
    key: "split",
    label: || tr!("settings.split.label"),
    help: || tr!("settings.split.help"),
    kind: Kind::Chosen(|| options(names::split)),
    read: |setup| setup.split.to_string(),
    write: |setup, text| parse(text, &mut setup.split),
};

/// Units of the hidden layers.
pub static HIDDEN: Setting = Setting {
    key: "hidden",
    label: || tr!("settings.hidden.label"),
    help: || tr!("settings.hidden.help"),
    kind: Kind::Typed(|| tr!("settings.hidden.range")),
    read: |setup| format_hidden(&setup.hidden),
    write: |setup, text| match parse_hidden(text) {
        Some(hidden) => {
            setup.hidden = hidden;
            true
        }
        None => false,
    },
};

/// The activation of the hidden layers.
pub static ACTIVATION: Setting = Setting {
    key: "act",
    label: || tr!("settings.act.label"),
    help: || tr!("settings.act.help"),
    kind: Kind::Chosen(|| options(names::activation)),
    read: |setup| setup.activation.to_string(),
    write: |setup, text| parse(text, &mut setup.activation),
};

/// How the first weights are drawn.
pub static INITIALIZATION: Setting = Setting {
    key: "init",
    label: || tr!("settings.init.label"),
    help: || tr!("settings.init.help"),
    kind: Kind::Chosen(|| options(names::initialization)),
    read: |setup| setup.initialization.to_string(),
    write: |setup, text| parse(text, &mut setup.initialization),
};

/// The optimiser.
pub static OPTIMIZER: Setting = Setting {
    key: "opt",
    label: || tr!("settings.opt.label"),
    help: || tr!("settings.opt.help"),
    kind: Kind::Chosen(|| options(names::optimizer)),
    read: |setup| setup.training.optimizer.to_string(),
    write: |setup, text| parse(text, &mut setup.training.optimizer),
};

/// The learning rate.
pub static LEARNING_RATE: Setting = Setting {
    key: "lr",
    label: || tr!("settings.lr.label"),
    help: || tr!("settings.lr.help"),
    kind: Kind::Typed(|| tr!("settings.lr.range")),
    read: |setup| setup.training.learning_rate.to_string(),
    write: |setup, text| parse_decimal(text, &mut setup.training.learning_rate),
};

/// Examples in one step.
pub static BATCH: Setting = Setting {
    key: "batch",
    label: || tr!("settings.batch.label"),
    help: || tr!("settings.batch.help"),
    kind: Kind::Typed(|| tr!("settings.batch.range")),
    read: |setup| setup.training.batch_size.to_string(),
    write: |setup, text| parse(text, &mut setup.training.batch_size),
};

/// Passes over the training part.
pub static EPOCHS: Setting = Setting {
    key: "epochs",
    label: || tr!("settings.epochs.label"),
    help: || tr!("settings.epochs.help"),
    kind: Kind::Typed(|| tr!("settings.epochs.range")),
    read: |setup| setup.training.epochs.to_string(),
    write: |setup, text| parse(text, &mut setup.training.epochs),
};

/// The weight of the absolute weights in the loss.
pub static L1: Setting = Setting {
    key: "l1",
    label: || tr!("settings.l1.label"),
    help: || tr!("settings.l1.help"),
    kind: Kind::Typed(|| tr!("settings.l1.range")),
    read: |setup| setup.training.l1.to_string(),
    write: |setup, text| parse_decimal(text, &mut setup.training.l1),
};

/// The weight of the squared weights in the loss.
pub static L2: Setting = Setting {
    key: "l2",
    label: || tr!("settings.l2.label"),
    help: || tr!("settings.l2.help"),
    kind: Kind::Typed(|| tr!("settings.l2.range")),
    read: |setup| setup.training.l2.to_string(),
    write: |setup, text| parse_decimal(text, &mut setup.training.l2),
};

/// The share of hidden units that is left out.
pub static DROPOUT: Setting = Setting {
    key: "dropout",
    label: || tr!("settings.dropout.label"),
    help: || tr!("settings.dropout.help"),
    kind: Kind::Typed(|| tr!("settings.dropout.range")),
    read: |setup| setup.training.dropout.to_string(),
    write: |setup, text| parse_decimal(text, &mut setup.training.dropout),
};

/// The longest gradient that is let through.
pub static CLIP: Setting = Setting {
    key: "clip",
    label: || tr!("settings.clip.label"),
    help: || tr!("settings.clip.help"),
    kind: Kind::Typed(|| tr!("settings.clip.range")),
    read: |setup| setup.training.clip.to_string(),
    write: |setup, text| parse_decimal(text, &mut setup.training.clip),
};

/// How the learning rate changes over the run.
pub static SCHEDULE: Setting = Setting {
    key: "schedule",
    label: || tr!("settings.schedule.label"),
    help: || tr!("settings.schedule.help"),
    kind: Kind::Chosen(|| options(names::schedule)),
    read: |setup| setup.training.schedule.to_string(),
    write: |setup, text| parse(text, &mut setup.training.schedule),
};

/// Changes of the training pictures.
pub static AUGMENT: Setting = Setting {
    key: "augment",
    label: || tr!("settings.augment.label"),
    help: || tr!("settings.augment.help"),
    kind: Kind::Chosen(|| options(names::augment)),
    read: |setup| setup.training.augment.to_string(),
    write: |setup, text| parse(text, &mut setup.training.augment),
};

/// Epochs without progress after which the run ends.
pub static PATIENCE: Setting = Setting {
    key: "patience",
    label: || tr!("settings.patience.label"),
    help: || tr!("settings.patience.help"),
    kind: Kind::Typed(|| tr!("settings.patience.range")),
    read: |setup| setup.training.patience.to_string(),
    write: |setup, text| parse(text, &mut setup.training.patience),
};

/// Where all randomness starts.
pub static SEED: Setting = Setting {
    key: "seed",
    label: || tr!("settings.seed.label"),
    help: || tr!("settings.seed.help"),
    kind: Kind::Typed(|| tr!("settings.seed.range")),
    read: |setup| setup.training.seed.to_string(),
    write: |setup, text| parse(text, &mut setup.training.seed),
};
