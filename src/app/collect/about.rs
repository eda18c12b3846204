//! Where the data come from.

use leptos::prelude::*;

use crate::app::state::App;
use crate::dataset::Builtin;
use crate::live_tr;
use crate::tr;

/// Credit, licence and source of the chosen set.
#[component]
pub fn About() -> impl IntoView {
    let app = App::get();
    let data = Memo::new(move |_| app.link.with(|link| link.setup.data));
    view! {
        <section class="card about">
            <h2>{live_tr!("collect.about")}</h2>
            {move || match data.get().builtin() {
                Some(builtin) => published(builtin).into_any(),
                None => view! { <p>{live_tr!("collect.own_set")}</p> }.into_any(),
            }}
        </section>
    }
}

fn published(builtin: Builtin) -> impl IntoView {
    let manifest = builtin.manifest();
    let licence = move || tr!("collect.licence", licence = manifest.licence);
    view! {
        <p>{manifest.credit.as_str()}</p>
        <p>
            {licence} " "
            <a href=manifest.source.as_str() target="_blank" rel="noopener">
                {manifest.source.as_str()}
            </a>
        </p>
    }
}
