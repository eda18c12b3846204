//! Examples that were taken out can be put back, as long as the view is open.

use leptos::prelude::*;

use super::chosen_data;
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::dataset::{Collection, DataSet, Example, MAX_EXAMPLES};
use crate::live_tr;

/// What was taken out last.
#[derive(Clone, Debug)]
struct Removed {
    data: DataSet,
    /// Each with the place where it was, the first place first.
    examples: Vec<(usize, Example)>,
}

impl Removed {
    /// Puts each example back in its place, unless its picture has been added again meanwhile.
    fn put_back(self, collection: &mut Collection) {
        for (place, example) in self.examples {
            let known = collection.examples.iter().any(|known| known.pixels == example.pixels);
            if !known && collection.examples.len() < MAX_EXAMPLES {
                let place = place.min(collection.examples.len());
                collection.examples.insert(place, example);
            }
        }
    }
}

/// Takes examples out and remembers the last ones.
#[derive(Clone, Copy)]
pub(super) struct Removal {
    app: App,
    controller: Controller,
    last: RwSignal<Option<Removed>>,
}

impl Removal {
    pub(super) fn new() -> Self {
        Self { app: App::get(), controller: Controller::get(), last: RwSignal::new(None) }
    }

    /// Takes one example out.
    pub(super) fn remove(self, place: usize) {
        let example = untrack(|| self.app.with_collection(|collection| collection.examples.get(place).cloned()));
        let Some(example) = example else { return };
        self.remember(vec![(place, example)]);
        self.controller.change_collection(move |collection| {
            if place < collection.examples.len() {
                collection.examples.remove(place);
            }
        });
    }

    /// Takes all of them out.
    pub(super) fn remove_all(self) {
        let all = untrack(|| {
            self.app.with_collection(|collection| collection.examples.iter().cloned().enumerate().collect::<Vec<_>>())
        });
        self.remember(all);
        self.controller.change_collection(|collection| collection.examples.clear());
    }

    fn remember(self, examples: Vec<(usize, Example)>) {
        let data = untrack(|| chosen_data(self.app));
        self.last.set(Some(Removed { data, examples }));
    }

    fn undo(self) {
        let removed = self.last.get_untracked();
        self.last.set(None);
        if let Some(removed) = removed.filter(|removed| removed.data == untrack(|| chosen_data(self.app))) {
            self.controller.change_collection(move |collection| removed.put_back(collection));
        }
    }

    /// How many can be put back into the collection that is shown; tracked.
    fn count(self) -> usize {
        let data = chosen_data(self.app);
        self.last.with(|last| last.as_ref().filter(|last| last.data == data).map_or(0, |last| last.examples.len()))
    }
}

/// Says what was taken out, and offers it back.
#[component]
pub(super) fn UndoBar(removal: Removal) -> impl IntoView {
    view! {
        <div class="undo-bar" role="status">
            <Show when=move || { removal.count() > 0 }>
                <p>
                    {live_tr!("feedback.removed", count = removal.count())} " "
                    <button type="button" class="btn small" data-action="undo-remove" on:click=move |_| removal.undo()>
                        {live_tr!("feedback.undo")}
                    </button>
                </p>
            </Show>
        </div>
    }
}
