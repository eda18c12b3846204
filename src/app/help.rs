//! What the page is, its keys, where the data come from, and what becomes of yours.

use leptos::html;
use leptos::prelude::*;
use strum::IntoEnumIterator;

use crate::dataset::Builtin;
use crate::live_tr;

/// The dialog behind the question mark.
#[component]
pub fn HelpDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if open.get() && !element.open() {
            // It fails only for a dialog that is not in the page.
            let _ = element.show_modal();
        } else if !open.get() && element.open() {
            element.close();
        }
    });
    view! {
        <dialog class="help-dialog" node_ref=dialog aria-labelledby="help-title" on:close=move |_| open.set(false)>
            <h2 id="help-title">{live_tr!("common.help.title")}</h2>
            <p>{live_tr!("common.help.about")}</p>
            <p>{live_tr!("common.help.how")}</p>
            <h3>{live_tr!("common.help.keys")}</h3>
            <Keys />
            <h3>{live_tr!("common.help.data")}</h3>
            <Credits />
            <h3>{live_tr!("common.help.privacy_title")}</h3>
            <p>{live_tr!("common.help.privacy")}</p>
            <div class="bar">
                <button class="btn" type="button" data-action="close-help" on:click=move |_| open.set(false)>
                    {live_tr!("common.help.close")}
                </button>
            </div>
        </dialog>
    }
}

#[component]
fn Keys() -> impl IntoView {
    view! {
        <dl class="keys">
            <dt>
                <kbd>{live_tr!("common.help.space")}</kbd>
            </dt>
            <dd>{live_tr!("common.help.key_space")}</dd>
            <dt>
                <kbd>"s"</kbd>
            </dt>
            <dd>{live_tr!("common.help.key_step")}</dd>
            <dt>
                <kbd>"Ctrl+Z"</kbd>
                " "
                <kbd>"Ctrl+Shift+Z"</kbd>
            </dt>
            <dd>{live_tr!("common.help.key_undo")}</dd>
            <dt>
                <kbd>{live_tr!("common.help.arrows")}</kbd>
            </dt>
            <dd>{live_tr!("common.help.key_arrows")}</dd>
            <dt>
                <kbd>"?"</kbd>
            </dt>
            <dd>{live_tr!("common.help.key_help")}</dd>
            <dt>
                <kbd>"Tab"</kbd>
            </dt>
            <dd>{live_tr!("common.help.key_tab")}</dd>
        </dl>
    }
}

#[component]
fn Credits() -> impl IntoView {
    let entries = Builtin::iter()
        .map(|data| {
            let manifest = data.manifest();
            view! {
                <li>
                    <b>{manifest.title.as_str()}</b>
                    ": "
                    {manifest.credit.as_str()}
                    ". "
                    {live_tr!("collect.licence", licence = manifest.licence)}
                    " "
                    <a href=manifest.source.as_str() target="_blank" rel="noopener">
                        {live_tr!("collect.source")}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="credits">{entries}</ul> }
}
