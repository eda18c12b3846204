//! How much of the browser's store is used, and how much is left.

use leptos::prelude::*;

use super::state::Desk;
use crate::app::figure::Figure;
use crate::app::format;
use crate::live_tr;

/// A bar with both figures; nothing when the browser does not say.
#[component]
pub(super) fn StorageBar() -> impl IntoView {
    let desk = Desk::get();
    let known = Memo::new(move |_| desk.usage.with(Option::is_some));
    let used = Memo::new(move |_| desk.usage.get().map(|(used, _)| used));
    let left = Memo::new(move |_| desk.usage.get().map(|(used, quota)| (quota - used).max(0.0)));
    let share = move || desk.usage.get().map_or(0.0, |(used, quota)| (used / quota.max(1.0)).clamp(0.0, 1.0));
    view! {
        <Show when=move || known.get()>
            <div class="own-storage" data-own="storage">
                <p class="note">
                    {live_tr!("own.storage.used")}
                    " "
                    <Figure name="storage-used" value=used show=format::bytes />
                    " · "
                    {live_tr!("own.storage.left")}
                    " "
                    <Figure name="storage-left" value=left show=format::bytes />
                </p>
                <div
                    class="progress"
                    role="meter"
                    aria-label=live_tr!("own.storage.label")
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=move || format!("{:.1}", 100.0 * share())
                >
                    <i style:width=move || format!("{:.2}%", 100.0 * share())></i>
                </div>
            </div>
        </Show>
    }
}
