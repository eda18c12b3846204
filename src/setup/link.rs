//! The link: the whole set-up in the hash of the page's address, so that a lesson is a link.
//!
//! `#/train?data=mnist&model=mlp&hidden=256&act=relu&opt=adam&lr=0.001&batch=64&epochs=10&seed=42`.
//! A key that is missing has its default. An unknown key or a bad value is reported, never ignored and never fatal.

use core::num::NonZeroU32;
use core::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::{Setup, Slide, Split};
use crate::dataset::DataSet;
use crate::network::{MAX_HIDDEN_LAYERS, MAX_UNITS};

/// The views of the page; each is the name before the `?`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The data and where they come from.
    Collect,
    /// Scaling, splitting, one-hot targets.
    Preprocess,
    /// The network and its parameters.
    Model,
    /// The run.
    #[default]
    Train,
    /// The trained network in use: draw a digit.
    Apply,
    /// How well it learned: the test set.
    Evaluate,
    /// The runs of this visit side by side.
    Optimise,
    /// The trained network on another set.
    Industry,
    /// Own examples, which are trained on next time.
    Feedback,
}

/// Where the network is trained.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum BackendChoice {
    /// WebGPU when there is a hardware adapter and it is faster, otherwise the CPU.
    #[default]
    Auto,
    /// WebGPU, on whatever adapter there is.
    WebGpu,
    /// The CPU.
    Cpu,
}

/// The page's languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

/// The page's colours and sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Theme {
    /// Dark ink on paper.
    #[default]
    Light,
    /// For a dark room.
    Dark,
    /// Large and plain, to be read from the back row.
    Projector,
}

/// The microscope's name before the `?`. It is no stage of the chart: it opens from any of them.
const MICROSCOPE: &str = "backprop";

/// Everything that a link says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The stage that is open, or was before the microscope.
    pub stage: Stage,
    /// The microscope, when it is open.
    pub slide: Option<Slide>,
    /// The run.
    pub setup: Setup,
    /// Where it runs.
    pub backend: BackendChoice,
    /// The language, when the link fixes it.
    pub language: Option<Language>,
    /// The theme, when the link fixes it.
    pub theme: Option<Theme>,
    /// Keys of the controls that the page leaves out.
    pub hide: Vec<String>,
    /// Start training at once.
    pub run: bool,
}

/// Something in the link that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// No view has this name.
    UnknownStage(String),
    /// No setting has this key.
    UnknownKey(String),
    /// The link names a set that somebody brought along, and it is not in this browser's store.
    OwnSet,
    /// The setting exists, the value does not fit; the default stays.
    BadValue {
        /// The key.
        key: String,
        /// What the link says.
        value: String,
        /// What would be possible.
        allowed: String,
    },
}

/// The keys of settings, in the order in which links are written. `hide` takes the same names.
pub const SETTING_KEYS: [&str; 20] = [
    "data", "limit", "split", "model", "hidden", "act", "init", "opt", "lr", "batch", "epochs", "l1", "l2", "dropout",
    "clip", "schedule", "augment", "patience", "seed", "backend",
];

impl Link {
    /// Reads the hash of an address, with or without the `#`.
    pub fn parse(hash: &str) -> (Self, Vec<LinkProblem>) {
        let mut link = Self::default();
        let mut problems = Vec::new();
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (stage, query) = hash.split_once('?').unwrap_or((hash, ""));
        if stage == MICROSCOPE {
            link.slide = Some(Slide::default());
        } else if !stage.is_empty() {
            match Stage::from_str(stage) {
                Ok(stage) => link.stage = stage,
                Err(_) => problems.push(LinkProblem::UnknownStage(stage.to_owned())),
            }
        }
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        // The kind of network decides the default layers, so it is read before them.
        if let Some((_, value)) = pairs.iter().find(|(key, _)| key == "model")
            && let Ok(kind) = value.parse::<crate::network::ModelKind>()
        {
            link.setup.hidden = kind.default_hidden();
        }
        for (key, value) in pairs {
            match link.set(&key, &value) {
                Ok(()) => {}
                Err(None) => problems.push(LinkProblem::UnknownKey(key)),
                Err(Some(_)) if key == "data" && value.starts_with("own-") => problems.push(LinkProblem::OwnSet),
                Err(Some(allowed)) => problems.push(LinkProblem::BadValue { key, value, allowed }),
            }
        }
        (link, problems)
    }

    /// Sets one key. `Err(None)`: no such key; `Err(Some(allowed))`: the value does not fit.
    fn set(&mut self, key: &str, value: &str) -> Result<(), Option<String>> {
        let before = self.setup.clone();
        let setup = &mut self.setup;
        let training = &mut setup.training;
        match key {
            "data" => {
                setup.data = value.parse().map_err(|_| {
                    Some(DataSet::built_in().map(|data| data.to_string()).collect::<Vec<_>>().join(" "))
                })?;
                if setup.data.own().is_some() {
                    setup.split = Split::Holdout;
                }
            }
            "limit" => setup.limit = Some(number::<NonZeroU32>(value, "1 or more")?.get()),
            "split" => choose(&mut setup.split, value)?,
            "model" => choose(&mut setup.model, value)?,
            "hidden" => setup.hidden = parse_hidden(value).ok_or_else(|| Some(hidden_range()))?,
            "act" => choose(&mut setup.activation, value)?,
            "init" => choose(&mut setup.initialization, value)?,
            "opt" => choose(&mut training.optimizer, value)?,
            "lr" => training.learning_rate = number(value, "a number above 0")?,
            "batch" => training.batch_size = number(value, "1 to 10000")?,
            "epochs" => training.epochs = number(value, "1 to 10000")?,
            "l1" => training.l1 = number(value, "0 to 10")?,
            "l2" => training.l2 = number(value, "0 to 10")?,
            "dropout" => training.dropout = number(value, "0 to 0.95")?,
            "clip" => training.clip = number(value, "0 or more")?,
            "schedule" => choose(&mut training.schedule, value)?,
            "augment" => choose(&mut training.augment, value)?,
            "patience" => training.patience = number(value, "0 or more")?,
            "seed" => training.seed = number(value, "a whole number from 0")?,
            "backend" => choose(&mut self.backend, value)?,
            "lang" => self.language = Some(parsed(value)?),
            "theme" => self.theme = Some(parsed(value)?),
            "hide" => {
                self.hide = value.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
                if let Some(index) = self.hide.iter().position(|name| !SETTING_KEYS.contains(&name.as_str())) {
                    self.hide.remove(index);
                    return Err(Some(SETTING_KEYS.join(" ")));
                }
            }
            "run" => {
                self.run = match value {
                    "1" => true,
                    "0" => false,
                    _ => return Err(Some("0 1".to_owned())),
                }
            }
            "example" | "step" | "net" => return self.slide.as_mut().ok_or(None)?.set(key, value),
            _ => return Err(None),
        }
        if let Err(error) = self.setup.validate() {
            self.setup = before;
            return Err(Some(error.to_string()));
        }
        Ok(())
    }

    /// The link's hash without the `#`, the whole set-up written out.
    pub fn format(&self) -> String {
        let setup = &self.setup;
        let training = &setup.training;
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut add = |key: &str, value: &dyn core::fmt::Display| {
            query.append_pair(key, &value.to_string());
        };
        add("data", &setup.data);
        if let Some(limit) = setup.limit {
            add("limit", &limit);
        }
        add("split", &setup.split);
        add("model", &setup.model);
        add("hidden", &format_hidden(&setup.hidden));
        add("act", &setup.activation);
        add("init", &setup.initialization);
        add("opt", &training.optimizer);
        add("lr", &training.learning_rate);
        add("batch", &training.batch_size);
        add("epochs", &training.epochs);
        let optional =
            [("l1", training.l1), ("l2", training.l2), ("dropout", training.dropout), ("clip", training.clip)];
        for (key, value) in optional.iter().filter(|(_, value)| *value != 0.0) {
            add(key, value);
        }
        if training.schedule != crate::training::Schedule::default() {
            add("schedule", &training.schedule);
        }
        if training.augment != crate::training::Augment::default() {
            add("augment", &training.augment);
        }
        if training.patience != 0 {
            add("patience", &training.patience);
        }
        add("seed", &training.seed);
        add("backend", &self.backend);
        if let Some(language) = self.language {
            add("lang", &language);
        }
        if let Some(theme) = self.theme {
            add("theme", &theme);
        }
        if !self.hide.is_empty() {
            add("hide", &self.hide.join(","));
        }
        if self.run {
            add("run", &1);
        }
        let Some(slide) = &self.slide else { return format!("/{}?{}", self.stage, query.finish()) };
        slide.write(&mut query);
        format!("/{MICROSCOPE}?{}", query.finish())
    }
}

/// `256-128`; `none` is a network without hidden layers.
pub fn parse_hidden(value: &str) -> Option<Vec<usize>> {
    if value == "none" {
        return Some(Vec::new());
    }
    let units: Vec<usize> = value.split('-').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let fits = units.len() <= MAX_HIDDEN_LAYERS && units.iter().all(|units| (1..=MAX_UNITS).contains(units));
    fits.then_some(units)
}

/// The inverse of [`parse_hidden`].
pub fn format_hidden(hidden: &[usize]) -> String {
    if hidden.is_empty() {
        return "none".to_owned();
    }
    hidden.iter().map(usize::to_string).collect::<Vec<_>>().join("-")
}

fn hidden_range() -> String {
    format!("256 or 256-128, up to {MAX_HIDDEN_LAYERS} layers of 1 to {MAX_UNITS} units, or none")
}

pub(super) fn number<T: FromStr>(value: &str, range: &str) -> Result<T, Option<String>> {
    value.parse().map_err(|_| Some(range.to_owned()))
}

fn parsed<T: FromStr + strum::IntoEnumIterator + core::fmt::Display>(value: &str) -> Result<T, Option<String>> {
    value.parse().map_err(|_| Some(T::iter().map(|v| v.to_string()).collect::<Vec<_>>().join(" ")))
}

pub(super) fn choose<T: FromStr + strum::IntoEnumIterator + core::fmt::Display>(
    target: &mut T,
    value: &str,
) -> Result<(), Option<String>> {
    *target = parsed(value)?;
    Ok(())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::network::ModelKind;
    use crate::setup::Preset;
    use proptest::prelude::*;

    #[test]
    fn the_documented_link_is_read() {
        let hash = "#/train?data=mnist&model=mlp&hidden=256-128&act=tanh&opt=rmsprop&lr=0.01&batch=32&epochs=3&seed=7&backend=cpu&lang=zh&theme=dark&hide=lr,opt&run=1&limit=500&split=holdout";
        let (link, problems) = Link::parse(hash);
        assert_eq!(problems, []);
        assert_eq!(link.setup.hidden, [256, 128]);
        assert_eq!(link.setup.split, Split::Holdout);
        assert_eq!(link.setup.training.seed, 7);
        assert_eq!(
            (link.backend, link.language, link.theme),
            (BackendChoice::Cpu, Some(Language::Zh), Some(Theme::Dark))
        );
        assert_eq!(link.hide, ["lr", "opt"]);
        assert!(link.run);
    }

    #[test]
    fn an_empty_hash_is_the_articles_job() {
        for hash in ["", "#", "#/", "#/train"] {
            assert_eq!(Link::parse(hash), (Link::default(), vec![]));
        }
    }

    #[test]
    fn the_kind_of_network_brings_its_layers() {
        assert_eq!(Link::parse("#/train?model=cnn").0.setup.hidden, ModelKind::Cnn.default_hidden());
        assert_eq!(Link::parse("#/train?hidden=32&model=cnn").0.setup.hidden, [32]);
    }

    #[test]
    fn unknown_and_bad_are_named_and_leave_the_default() {
        let (link, problems) = Link::parse("#/trian?lr=fast&batch=0&colour=red&seed=9&hidden=0&limit=0");
        assert_eq!(link.setup.training.learning_rate, 0.001);
        assert_eq!(link.setup.training.batch_size, 64);
        assert_eq!(link.setup.training.seed, 9);
        assert_eq!(link.setup.limit, None);
        let named: Vec<String> = problems
            .iter()
            .map(|problem| match problem {
                LinkProblem::UnknownStage(name) | LinkProblem::UnknownKey(name) => name.clone(),
                LinkProblem::BadValue { key, .. } => key.clone(),
                LinkProblem::OwnSet => "own".to_owned(),
            })
            .collect();
        assert_eq!(named, ["trian", "lr", "batch", "colour", "hidden", "limit"]);
    }

    #[test]
    fn a_set_of_ones_own_that_is_not_here_is_named() {
        let (link, problems) = Link::parse("#/train?data=own-0123456789abcdef&lr=0.5");
        assert_eq!(problems, [LinkProblem::OwnSet]);
        assert_eq!((link.setup.data, link.setup.training.learning_rate), (DataSet::MNIST, 0.5));
    }

    proptest! {
        #[test]
        fn writing_and_reading_a_link_changes_nothing(
            lr in 1e-6_f64..10.0, batch in 1_usize..5000, epochs in 1_u32..500, seed: u64,
            l2 in 0.0_f64..1.0, dropout in 0.0_f64..0.9, hidden in prop::collection::vec(1_usize..4096, 0..6),
            limit in prop::option::of(1_u32..60_000), run: bool,
        ) {
            let mut link = Link { run, ..Link::default() };
            link.setup = Setup { limit, hidden, ..Setup::preset(Preset::Honest) };
            let training = &mut link.setup.training;
            (training.learning_rate, training.batch_size, training.epochs, training.seed) = (lr, batch, epochs, seed);
            (training.l2, training.dropout) = (l2, dropout);
            prop_assert_eq!(Link::parse(&link.format()), (link, vec![]));
        }

        #[test]
        fn no_hash_is_fatal(hash in ".{0,80}") {
            let _ = Link::parse(&hash);
        }
    }
}
