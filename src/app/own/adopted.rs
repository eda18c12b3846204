//! What became of the set that was made last, and how everything after it was adapted.

use leptos::html;
use leptos::prelude::*;

use super::state::Desk;
use crate::app::format;
use crate::dataset::Task;
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// A sentence about the new set, as long as it is the chosen one.
#[component]
pub(super) fn AdoptedLine() -> impl IntoView {
    let desk = Desk::get();
    let app = desk.app;
    let chosen = Memo::new(move |_| {
        let made = desk.adopted.with(|adopted| adopted.as_ref().map(|adopted| adopted.set.digest));
        made.is_some() && made == app.link.with(|link| link.setup.data.own().map(|set| set.digest))
    });
    let said = move || {
        let (name, rows, regression) = desk.adopted.with(|adopted| {
            let set = &adopted.as_ref()?.set;
            let rows = set.train_rows + set.validation_rows + set.test_rows;
            Some((set.name.clone(), rows, matches!(set.task, Task::Value { .. })))
        })?;
        let loss = if regression { tr!("own.adopted.squared") } else { tr!("own.adopted.cross_entropy") };
        app.link.with(|link| {
            Some(tr!(
                "own.adopted.said",
                name = name,
                rows = format::count(rows as u64),
                network = link.setup.architecture().summary(),
                loss = loss,
                batch = link.setup.training.batch_size
            ))
        })
    };
    let dropped = move || {
        let dropped = desk.adopted.with(|adopted| adopted.as_ref().map_or(0, |adopted| adopted.dropped));
        (dropped > 0).then(|| tr!("own.adopted.dropped", count = format::count(u64::from(dropped))))
    };
    let node = NodeRef::<html::Div>::new();
    let fresh = StoredValue::new(false);
    Effect::new(move |before: Option<bool>| {
        let made = desk.adopted.with(Option::is_some);
        if made && before == Some(false) {
            fresh.set_value(true);
        }
        made
    });
    Effect::new(move |_| {
        // Whoever came by keyboard stood in the workbench, which is gone.
        if let Some(line) = node.get()
            && fresh.get_value()
        {
            fresh.set_value(false);
            let _ = line.focus();
        }
    });
    view! {
        <Show when=move || chosen.get()>
            <div class="notice own-adopted" role="status" tabindex="-1" data-own="adopted" node_ref=node>
                <p>{said} " " {dropped}</p>
                <button type="button" class="btn" data-action="go-train" on:click=move |_| app.open(Stage::Train)>
                    {live_tr!("own.adopted.train")}
                </button>
            </div>
        </Show>
    }
}
