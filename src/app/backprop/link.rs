//! Keeps the address and the microscope in step, both ways.

use std::time::Duration;

use leptos::prelude::*;

use super::state::Scope;
use crate::app::state::App;
use crate::backprop::{Design, ExampleName};
use crate::setup::{Link, Slide};

/// The numbers of an own network change in every frame while it learns: the address waits until they rest.
const SETTLE: Duration = Duration::from_millis(300);

/// As long as the view is there: another link brings another example or step, and the address follows the reader.
pub fn keep_in_step(app: App, scope: Scope) {
    let slide = Memo::new(move |_| app.link.with(|link| link.slide.clone()));
    let written = StoredValue::new(None::<Slide>);
    Effect::new(move |before: Option<Option<Slide>>| {
        let slide = slide.get();
        // What this view has just written into the address says nothing new.
        if let Some(slide) = &slide
            && written.with_value(|written| written.as_ref() != Some(slide))
        {
            follow(scope, slide, before.flatten().as_ref());
        }
        slide
    });
    let write = move || {
        let now = present(scope);
        if slide.with_untracked(|slide| slide.as_ref().is_some_and(|slide| *slide != now)) {
            written.set_value(Some(now.clone()));
            app.link.update(|link| link.slide = Some(now));
        }
    };
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        scope.step.track();
        if let Some(Some(timer)) = timer {
            timer.clear();
        }
        if scope.name.get() == ExampleName::Mine {
            scope.bench.track();
            let late = move || {
                // The view may be gone by now.
                if !written.is_disposed() {
                    write();
                }
            };
            return set_timeout_with_handle(late, SETTLE).ok();
        }
        write();
        None
    });
}

fn follow(scope: Scope, slide: &Slide, before: Option<&Slide>) {
    let design = slide.net.as_deref().and_then(|net| Design::from_link(net).ok());
    let another = before.is_none_or(|before| before.net != slide.net);
    if let Some(design) = design.filter(|_| another) {
        scope.design.set(design);
        scope.choose(ExampleName::Mine);
    } else if slide.example != scope.name.get_untracked() {
        scope.choose(slide.example);
    }
    scope.go(slide.step as usize);
}

/// What the address should say. An own network travels with its numbers.
fn present(scope: Scope) -> Slide {
    let example = scope.name.get_untracked();
    let net = (example == ExampleName::Mine).then(|| scope.bench.with_untracked(Design::of).to_link());
    Slide { example, step: scope.step.get_untracked() as u32, net }
}

/// The address of the network on the bench, numbers included.
pub fn share(scope: Scope) -> String {
    let address = window().location().href().unwrap_or_default();
    let (page, hash) = address.split_once('#').unwrap_or((&address, ""));
    let (mut link, _) = Link::parse(hash);
    let net = Some(scope.bench.with_untracked(Design::of).to_link());
    link.slide = Some(Slide { example: ExampleName::Mine, step: 0, net });
    format!("{page}#{}", link.format())
}
