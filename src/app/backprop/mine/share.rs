//! The network as a link: copied where the browser allows it, to be selected where it does not.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::backprop::link;
use crate::app::backprop::state::Scope;
use crate::app::clipboard;
use crate::live_tr;
use crate::tr;

/// A button that copies the address, and the address.
#[component]
pub(super) fn ShareNetwork() -> impl IntoView {
    let scope = Scope::get();
    let address = RwSignal::new(None::<String>);
    // `Some(true)`: just copied; `Some(false)`: the browser did not allow it.
    let copied = RwSignal::new(None::<bool>);
    // Another network has another address.
    Effect::new(move |_| {
        scope.bench.track();
        if address.with_untracked(Option::is_some) {
            address.set(None);
            copied.set(None);
        }
    });
    let share = move |_| {
        let text = link::share(scope);
        address.set(Some(text.clone()));
        copied.set(None);
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            // The view may be gone by now.
            let _ = copied.try_set(Some(done));
        });
    };
    view! {
        <div class="bar mine-share">
            <button
                type="button"
                class="btn small"
                data-action="share-network"
                title=live_tr!("lesson.mine.share_help")
                on:click=share
            >
                {live_tr!("lesson.mine.share")}
            </button>
            <span class="note" role="status">
                {move || match copied.get() {
                    None => String::new(),
                    Some(true) => tr!("lesson.mine.copied"),
                    Some(false) => tr!("lesson.mine.not_copied"),
                }}
            </span>
        </div>
        <Show when=move || address.with(Option::is_some)>
            <input
                type="text"
                class="mine-address"
                data-control="network-address"
                readonly=true
                aria-label=live_tr!("lesson.mine.address")
                prop:value=move || address.get().unwrap_or_default()
                on:focus:target=move |event| event.target().select()
            />
        </Show>
    }
}
