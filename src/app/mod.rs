//! The Leptos page: one folder a stage, plus shared widgets, the settings and the words.
//!
//! `state` holds what the page knows, `controller` speaks with the trainer, everything else draws.

pub mod clipboard;
pub mod controller;
pub mod download;
pub mod figure;
pub mod flow;
pub mod format;
pub mod header;
pub mod help;
pub mod i18n;
pub mod incoming;
pub mod keyboard;
pub mod names;
pub mod notices;
pub mod preferences;
pub mod root;
pub mod settings;
pub mod sheet;
pub mod stages;
pub mod state;
pub mod subject;
pub mod widgets;

pub mod apply;
pub mod backprop;
pub mod collect;
pub mod evaluate;
pub mod feedback;
pub mod industry;
pub mod model;
pub mod optimise;
pub mod own;
pub mod preprocess;
pub mod tabular;
pub mod train;
