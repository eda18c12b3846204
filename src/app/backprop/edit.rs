//! A given number can be changed on the spot: a pencil beside it opens a field.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::state::Scope;
use super::words;
use crate::backprop::{BadEdit, Quantity};
use crate::live_tr;
use crate::tr;

/// One number that is, or is not, being changed.
#[derive(Clone, Copy)]
struct Editor {
    scope: Scope,
    quantity: Quantity,
    open: RwSignal<bool>,
    refused: RwSignal<Option<BadEdit>>,
    button: NodeRef<html::Button>,
}

impl Editor {
    fn open(self) {
        self.refused.set(None);
        self.open.set(true);
    }

    /// Gives the focus back to the pencil when the keyboard closed the field.
    fn close(self, refocus: bool) {
        self.open.set(false);
        if refocus {
            request_animation_frame(move || {
                if let Some(button) = self.button.try_get_untracked().flatten() {
                    // Nothing depends on where the focus is.
                    let _ = button.focus();
                }
            });
        }
    }

    fn present(self) -> Option<f64> {
        self.scope.bench.with_untracked(|bench| bench.value(self.quantity))
    }

    fn commit(self, text: &str, refocus: bool) {
        // The field also loses the focus when it is taken away.
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        match self.put(text) {
            // Taking the field away has the browser lay the page out anew; the numbers come first.
            Ok(()) => request_animation_frame(move || {
                if self.open.try_get_untracked() == Some(true) {
                    self.close(refocus);
                }
            }),
            Err(why) => self.refused.set(Some(why)),
        }
    }

    fn put(self, text: &str) -> Result<(), BadEdit> {
        let value = number(text).ok_or(BadEdit::NotFinite)?;
        let mut outcome = Ok(());
        if self.present() != Some(value) {
            self.scope.change(|bench| {
                outcome = bench.edit(self.quantity, value);
                outcome.is_ok()
            });
        }
        outcome
    }
}

/// A finite number; the comma of many school books and the true minus sign are understood.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// A pencil that opens a field for a given number. It shows nothing for a number that is computed.
#[component]
pub fn EditNumber(
    /// Which number.
    quantity: Quantity,
) -> impl IntoView {
    let editor = Editor {
        scope: Scope::get(),
        quantity,
        open: RwSignal::new(false),
        refused: RwSignal::new(None),
        button: NodeRef::new(),
    };
    let label = move || tr!("scope.edit.label", name = words::quantity(quantity));
    quantity.is_editable().then(|| {
        view! {
            <span class="edit-number">
                <button
                    type="button"
                    class="pencil"
                    node_ref=editor.button
                    data-action="edit"
                    aria-label=label
                    title=live_tr!("scope.edit.help")
                    hidden=move || editor.open.get()
                    on:click=move |_| editor.open()
                >
                    <svg
                        width="12"
                        height="12"
                        viewBox="0 0 12 12"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.2"
                        stroke-linejoin="round"
                        aria-hidden="true"
                    >
                        <path d="M1.5 10.5 2.2 8 8.6 1.6l1.8 1.8L4 9.8z"></path>
                    </svg>
                </button>
                <Show when=move || editor.open.get()>
                    <Field editor=editor />
                </Show>
            </span>
        }
    })
}

#[component]
fn Field(editor: Editor) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            // Nothing depends on where the focus is.
            let _ = input.focus();
            input.select();
        }
    });
    // Taking the field away takes the focus from it: by then its handle may be gone.
    let text = move || node.try_get_untracked().flatten().map(|input| input.value()).unwrap_or_default();
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => editor.commit(&text(), true),
            "Escape" => editor.close(true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let start = editor.present().map(|value| value.to_string()).unwrap_or_default();
    let name = editor.quantity.name();
    let error = format!("edit-error-{}", name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"));
    view! {
        <input
            type="text"
            class="number-field"
            node_ref=node
            inputmode="decimal"
            autocomplete="off"
            spellcheck="false"
            value=start
            data-edit=name
            aria-label=move || tr!("scope.edit.field", name = words::quantity(editor.quantity))
            aria-describedby=error.clone()
            aria-invalid=move || editor.refused.get().is_some().to_string()
            on:input=move |_| editor.refused.set(None)
            on:keydown=key
            on:blur=move |_| editor.commit(&text(), false)
        />
        <span class="refused" id=error role="alert">
            {move || editor.refused.get().map(|why| match why {
                BadEdit::NotAShare => tr!("scope.edit.refused_share"),
                BadEdit::NotGiven | BadEdit::NotFinite => tr!("scope.edit.refused"),
            })}
        </span>
    }
}
