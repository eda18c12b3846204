//! Tries the trained network on the other set, for the stage "apply across industries".

use leptos::prelude::*;

use super::stages::shape;
use super::{Controller, data_address, now};
use crate::app::state::Notice;
use crate::dataset::DataSet;
use crate::pipeline::{Present, fingerprint};
use crate::setup::{Setup, Stage};
use crate::trainer::protocol::{Command, Failure};
use crate::training::{TransferResult, other};

impl Controller {
    pub(super) fn transfer(self) {
        let app = self.app;
        let Some(setup) = app.configured.get_untracked() else { return };
        if !Self::can_transfer(&setup) {
            return;
        }
        let mut plan = app.transfer_plan.get_untracked();
        // The plan may have been made for a network that was trained on what is now the other set.
        if DataSet::from(plan.data) == setup.data {
            plan.data = other(setup.data);
            app.transfer_plan.set(plan);
        }
        self.begin(Stage::Industry, &setup);
        app.transferring.set(Some(0.0));
        if self.inner.with_value(|inner| inner.other == Some(plan.data)) {
            self.send(Command::Transfer(plan));
        } else {
            // The transfer itself begins when the set is complete.
            self.inner.update_value(|inner| inner.asked_other = Some(plan.data));
            self.send(Command::LoadOther { data: plan.data, base: data_address() });
        }
    }

    /// Whether this network can be tried on another built-in set: it needs the same kind of pictures and as many
    /// classes.
    pub fn can_transfer(setup: &Setup) -> bool {
        let other = DataSet::from(other(setup.data));
        setup.data.input_shape() == other.input_shape() && setup.data.outputs() == other.outputs()
    }

    /// A part of the other set has arrived.
    pub(super) fn other_arrived(self, share: f32) {
        let app = self.app;
        let plan = app.transfer_plan.get_untracked();
        if share < 1.0 {
            app.transferring.update(|known| *known = known.map(|_| 0.3 * share));
            return;
        }
        let arrived = self.inner.with_value(|inner| inner.asked_other);
        self.inner.update_value(|inner| inner.other = arrived);
        if app.transferring.with_untracked(Option::is_some) {
            if arrived == Some(plan.data) {
                self.send(Command::Transfer(plan));
            } else {
                // The plan has changed while the set was on its way.
                self.transfer();
            }
        }
    }

    /// The transfer is ended without a result.
    pub fn cancel_transfer(self) {
        self.send(Command::CancelTransfer);
        self.app.transferring.set(None);
        self.app.pipeline.update(|pipeline| pipeline.give_up(Stage::Industry));
        self.app.catching_up.set(false);
    }

    pub(super) fn transferred(self, result: TransferResult) {
        let app = self.app;
        if app.transferring.with_untracked(Option::is_none) {
            return;
        }
        app.transferring.set(None);
        if let Some(setup) = app.configured.get_untracked() {
            let plan = result.plan;
            let settings = Present::new(&setup, &plan).of(Stage::Industry).to_owned();
            let took = shape(&[plan.rows as usize, setup.architecture().input.size()]);
            let gave = crate::app::format::percent(result.further.as_ref().map_or(result.as_is, |f| f.score).accuracy);
            let output = fingerprint(&result.as_is.accuracy.to_bits());
            app.pipeline.update(|pipeline| pipeline.finish(Stage::Industry, &settings, output, now(), [took, gave]));
        }
        app.transfer.set(Some(result));
    }

    pub(super) fn transfer_failed(self, failure: Failure) {
        self.app.transferring.set(None);
        self.stage_failed(Stage::Industry, &self.app.setup.get_untracked(), &failure);
        self.app.notify(Notice::Failure(failure));
    }
}
