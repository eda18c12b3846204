//! A number of the microscope: rounded for the eye, exact for whoever asks, and a way to where it comes from.

use leptos::prelude::*;

use super::state::{Lit, Scope};
pub use crate::backprop::rounded as round;
use crate::backprop::{Quantity, Role};

/// A number that leads to its derivation.
#[component]
pub fn ScopeFigure(
    /// Which number.
    quantity: Quantity,
    /// It only shows, and leads nowhere.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let scope = Scope::get();
    let name = quantity.name();
    let role = role_class(&quantity.role());
    let value = Memo::new(move |_| scope.value(quantity));
    let light = Memo::new(move |_| (scope.lit(quantity), scope.pointed.get() == Some(quantity)));
    let class = move || {
        let (lit, pointed) = light.get();
        let pointed = if pointed { " pointed" } else { "" };
        format!("figure scope-figure {role}{}{pointed}", lit_class(lit))
    };
    // Many figures follow each edit: nothing is worked out twice.
    let exact = Memo::new(move |_| value.get().map(|value| value.to_string()).unwrap_or_default());
    let rounded = Memo::new(move |_| value.get().map_or_else(|| "—".to_owned(), round));
    if plain {
        return view! {
            <span class=class data-figure=name data-value=move || exact.get() title=move || exact.get()>
                {move || rounded.get()}
            </span>
        }
        .into_any();
    }
    let spoken = name.clone();
    let unknown = Memo::new(move |_| !scope.known(quantity));
    // The digits are only read under the pointer.
    let title = move || light.get().1.then(|| exact.get());
    view! {
        <button
            type="button"
            class=class
            data-figure=name
            data-value=move || exact.get()
            title=title
            aria-label=move || format!("{spoken} {}", rounded.get())
            disabled=move || unknown.get()
            on:click=move |_| scope.open(quantity)
            on:pointerenter=move |_| point(scope, quantity)
            on:pointerleave=move |_| unpoint(scope, quantity)
            on:focus=move |_| point(scope, quantity)
            on:blur=move |_| unpoint(scope, quantity)
        >
            {move || rounded.get()}
        </button>
    }
    .into_any()
}

/// A quantity is under the pointer or has the focus.
pub fn point(scope: Scope, quantity: Quantity) {
    scope.pointed.set(Some(quantity));
}

/// It no longer is.
pub fn unpoint(scope: Scope, quantity: Quantity) {
    if scope.pointed.get_untracked() == Some(quantity) {
        scope.pointed.set(None);
    }
}

/// The class that gives a number its colour.
pub fn role_class(role: &Role) -> &'static str {
    match role {
        Role::Forward => "role-forward",
        Role::Gradient => "role-gradient",
        Role::Parameter => "role-parameter",
    }
}

/// The class that lights it, with a space before it.
pub fn lit_class(lit: Lit) -> &'static str {
    match lit {
        Lit::Target => " lit-target",
        Lit::Source => " lit-source",
        Lit::Dark => "",
    }
}
