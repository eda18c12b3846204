//! The figures of the run and how much of it is done.

use leptos::prelude::*;

use super::latest_step;
use crate::app::figure::{Figure, TextFigure};
use crate::app::state::App;
use crate::app::{format, names};
use crate::live_tr;
use crate::tr;
use crate::trainer::protocol::{Progress, Status};

/// Big figures with a small one below each, and the progress bar.
#[component]
pub fn Figures() -> impl IntoView {
    let app = App::get();
    let step = latest_step(app);
    let train_loss = Memo::new(move |_| step.get().map(|record| format::exact(record.loss)));
    let train_accuracy = Memo::new(move |_| step.get().map(|record| format::exact(record.accuracy)));
    let val_loss = Memo::new(move |_| app.last_epoch.get().map(|epoch| epoch.val_loss));
    let val_accuracy = Memo::new(move |_| app.last_epoch.get().map(|epoch| epoch.val_accuracy));
    let epoch = progress_figure(app, |progress| Some(f64::from(progress.epoch)));
    let steps = progress_figure(app, |progress| Some(progress.step as f64));
    let speed = progress_figure(app, |progress| positive(progress.samples_per_second));
    let rate = progress_figure(app, |progress| positive(progress.learning_rate));
    let eta = Memo::new(move |_| {
        let known = app.in_run() && app.progress.with(|progress| progress.step > 0);
        known.then(|| app.progress.with(|progress| progress.eta_seconds))
    });
    let status = Memo::new(move |_| app.status.get());
    let status_code = move || {
        let code: &'static str = status.get().into();
        code.to_owned()
    };
    let all_epochs = Memo::new(move |_| epochs(app));
    let all_steps = Memo::new(move |_| app.progress.with(|progress| progress.total_steps));
    view! {
        <div class="figures">
            <div class="kv">
                <small>{live_tr!("train.figure.epoch")}</small>
                <span class="big">
                    <Figure name="epoch" value=epoch show=format::whole />
                    <span class="of">" / " {move || format::count(all_epochs.get())}</span>
                </span>
                <span class="second">
                    {live_tr!("train.figure.step")} " " <Figure name="step" value=steps show=format::whole /> " / "
                    {move || format::count(all_steps.get())}
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("train.figure.train_loss")}</small>
                <span class="big">
                    <Figure name="train-loss" value=train_loss show=format::loss />
                </span>
                <span class="second">
                    {move || if app.regression() { tr!("train.figure.r2") } else { tr!("train.figure.accuracy") }} " "
                    <Figure name="train-accuracy" value=train_accuracy show=format::percent />
                </span>
            </div>
            <div class="kv">
                <small>
                    {move || if app.regression() { tr!("train.figure.val_r2") } else { tr!("train.figure.val_accuracy") }}
                </small>
                <span class="big">
                    <Figure name="val-accuracy" value=val_accuracy show=format::percent />
                </span>
                <span class="second">
                    {live_tr!("train.figure.loss")} " " <Figure name="val-loss" value=val_loss show=format::loss />
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("train.figure.speed")}</small>
                <span class="big">
                    <Figure name="samples-per-second" value=speed show=format::amount />
                </span>
                <span class="second">
                    {live_tr!("train.figure.rate")} " "
                    <Figure name="learning-rate" value=rate show=format::rate />
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("train.figure.left")}</small>
                <span class="big">
                    <Figure name="eta-seconds" value=eta show=format::duration />
                </span>
                <span class="second">
                    <TextFigure name="status" value=status_code show=move || names::status(status.get()) />
                </span>
            </div>
        </div>
        <ProgressBar />
    }
}

#[component]
fn ProgressBar() -> impl IntoView {
    let app = App::get();
    let share = Memo::new(move |_| app.progress.with(done));
    // The screen reader gets whole percents, the eye the full width.
    let percent = Memo::new(move |_| (100.0 * share.get()).floor());
    let spoken = move || {
        let left = app.progress.with_untracked(|progress| progress.eta_seconds);
        let percent = format::whole_percent(percent.get() / 100.0);
        if app.status.get() == Status::Training {
            tr!("train.progress.left", percent = percent, left = format::duration(left))
        } else {
            percent
        }
    };
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-label=live_tr!("train.progress.label")
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent.get().to_string()
            aria-valuetext=spoken
        >
            <i style:width=move || format!("{:.2}%", 100.0 * share.get())></i>
        </div>
    }
}

fn progress_figure(app: App, read: fn(&Progress) -> Option<f64>) -> Memo<Option<f64>> {
    Memo::new(move |_| app.progress.with(read))
}

fn positive(value: f64) -> Option<f64> {
    (value.is_finite() && value > 0.0).then_some(value)
}

/// Epochs of the run: those of the network in the worker, before there is one those of the link.
fn epochs(app: App) -> u64 {
    let of_network = app.configured.with(|setup| setup.as_ref().map(|setup| setup.training.epochs));
    u64::from(of_network.unwrap_or_else(|| app.link.with(|link| link.setup.training.epochs)))
}

fn done(progress: &Progress) -> f64 {
    if progress.total_steps == 0 {
        return 0.0;
    }
    (progress.step as f64 / progress.total_steps as f64).clamp(0.0, 1.0)
}
