//! Where the data come from.

use leptos::prelude::*;

use crate::app::state::App;
use crate::live_tr;
use crate::tr;

/// Credit, licence and source of the chosen set.
#[component]
pub fn About() -> impl IntoView {
    let app = App::get();
    let data = Memo::new(move |_| app.link.with(|link| link.setup.data));
    let credit = move || data.get().manifest().credit.clone();
    let licence = move || tr!("collect.licence", licence = data.get().manifest().licence);
    let source = move || data.get().manifest().source.clone();
    view! {
        <section class="card about">
            <h2>{live_tr!("collect.about")}</h2>
            <p>{credit}</p>
            <p>
                {licence} " "
                <a href=source target="_blank" rel="noopener">
                    {source}
                </a>
            </p>
        </section>
    }
}
