//! What things are called in the page's language. Each function is tracked.

use super::i18n::language;
use crate::dataset::DataSet;
use crate::network::{Activation, Initialization, ModelKind};
use crate::pipeline::{CHART, Node, Part, State};
use crate::setup::{BackendChoice, Language, Preset, Split, Stage, Theme};
use crate::tr;
use crate::trainer::protocol::{Backend, Status};
use crate::training::{Augment, OptimizerKind, Schedule};

/// A view.
pub fn stage(stage: Stage) -> String {
    CHART.stage(stage).map_or_else(String::new, label)
}

/// A branch of the chart's decision, shorter than [`model`].
pub fn branch(kind: ModelKind) -> String {
    let node = CHART.nodes.iter().find(|node| node.part() == Some(Part::Branch(kind)));
    node.map_or_else(String::new, label)
}

/// What a box of the chart says: the chart's text holds both languages.
fn label(node: &Node) -> String {
    match language() {
        Language::En => node.english.to_owned(),
        Language::Zh => node.chinese.to_owned(),
    }
}

/// How a stage stands.
pub fn state(state: State, halted: bool) -> String {
    match state {
        State::Idle => tr!("common.state.idle"),
        State::Ready => tr!("common.state.ready"),
        State::Running if halted => tr!("common.state.halted"),
        State::Running => tr!("common.state.running"),
        State::Done => tr!("common.state.done"),
        State::Stale => tr!("common.state.stale"),
        State::Failed => tr!("common.state.failed"),
    }
}

/// How the trainer stands.
pub fn status(status: Status) -> String {
    match status {
        Status::Idle => tr!("common.status.idle"),
        Status::Loading => tr!("common.status.loading"),
        Status::Ready => tr!("common.status.ready"),
        Status::Training => tr!("common.status.training"),
        Status::Paused => tr!("common.status.paused"),
        Status::Done => tr!("common.status.done"),
        Status::Stopped => tr!("common.status.stopped"),
        Status::Failed => tr!("common.status.failed"),
    }
}

/// What computes.
pub fn backend(backend: Backend) -> String {
    match backend {
        Backend::Cpu => tr!("common.backend.cpu"),
        Backend::WebGpu => tr!("common.backend.webgpu"),
    }
}

/// Where the network is to be trained.
pub fn backend_choice(choice: BackendChoice) -> String {
    match choice {
        BackendChoice::Auto => tr!("common.backend.auto"),
        BackendChoice::WebGpu => tr!("common.backend.webgpu"),
        BackendChoice::Cpu => tr!("common.backend.cpu"),
    }
}

/// The page's colours and sizes.
pub fn theme(theme: Theme) -> String {
    match theme {
        Theme::Light => tr!("common.theme.light"),
        Theme::Dark => tr!("common.theme.dark"),
        Theme::Projector => tr!("common.theme.projector"),
    }
}

/// A kind of network.
pub fn model(kind: ModelKind) -> String {
    match kind {
        ModelKind::Mlp => tr!("model.kind.mlp"),
        ModelKind::Cnn => tr!("model.kind.cnn"),
    }
}

/// An activation.
pub fn activation(activation: Activation) -> String {
    match activation {
        Activation::Relu => tr!("settings.act.relu"),
        Activation::Tanh => tr!("settings.act.tanh"),
        Activation::Sigmoid => tr!("settings.act.sigmoid"),
        Activation::Gelu => tr!("settings.act.gelu"),
    }
}

/// A way to draw the first weights.
pub fn initialization(method: Initialization) -> String {
    match method {
        Initialization::Glorot => tr!("settings.init.glorot"),
        Initialization::He => tr!("settings.init.he"),
        Initialization::Normal => tr!("settings.init.normal"),
        Initialization::Zeros => tr!("settings.init.zeros"),
    }
}

/// An optimiser.
pub fn optimizer(kind: OptimizerKind) -> String {
    match kind {
        OptimizerKind::Sgd => tr!("settings.opt.sgd"),
        OptimizerKind::Momentum => tr!("settings.opt.momentum"),
        OptimizerKind::RmsProp => tr!("settings.opt.rmsprop"),
        OptimizerKind::Adam => tr!("settings.opt.adam"),
        OptimizerKind::AdamW => tr!("settings.opt.adamw"),
    }
}

/// A learning-rate schedule.
pub fn schedule(schedule: Schedule) -> String {
    match schedule {
        Schedule::Constant => tr!("settings.schedule.constant"),
        Schedule::Cosine => tr!("settings.schedule.cosine"),
        Schedule::Step => tr!("settings.schedule.step"),
        Schedule::Warmup => tr!("settings.schedule.warmup"),
    }
}

/// Changes of the training pictures.
pub fn augment(augment: Augment) -> String {
    match augment {
        Augment::None => tr!("settings.augment.none"),
        Augment::Shift => tr!("settings.augment.shift"),
    }
}

/// How the rows are split.
pub fn split(split: Split) -> String {
    match split {
        Split::Article => tr!("settings.split.article"),
        Split::Holdout => tr!("settings.split.holdout"),
    }
}

/// A set-up to begin with.
pub fn preset(preset: Preset) -> String {
    match preset {
        Preset::Article => tr!("train.preset.article"),
        Preset::Honest => tr!("train.preset.honest"),
        Preset::Cnn => tr!("train.preset.cnn"),
    }
}

/// A class of a data set, by its number.
pub fn class(data: DataSet, label: usize) -> String {
    match (data, label) {
        (DataSet::FASHION_MNIST, 0) => tr!("common.fashion.t_shirt"),
        (DataSet::FASHION_MNIST, 1) => tr!("common.fashion.trouser"),
        (DataSet::FASHION_MNIST, 2) => tr!("common.fashion.pullover"),
        (DataSet::FASHION_MNIST, 3) => tr!("common.fashion.dress"),
        (DataSet::FASHION_MNIST, 4) => tr!("common.fashion.coat"),
        (DataSet::FASHION_MNIST, 5) => tr!("common.fashion.sandal"),
        (DataSet::FASHION_MNIST, 6) => tr!("common.fashion.shirt"),
        (DataSet::FASHION_MNIST, 7) => tr!("common.fashion.sneaker"),
        (DataSet::FASHION_MNIST, 8) => tr!("common.fashion.bag"),
        (DataSet::FASHION_MNIST, 9) => tr!("common.fashion.ankle_boot"),
        _ => data.classes().get(label).cloned().unwrap_or_default(),
    }
}
