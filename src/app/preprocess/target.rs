//! One-hot: the label becomes as many numbers as there are classes, so that it can be compared with what the network says.

use leptos::prelude::*;

use super::example::Inspector;
use crate::app::figure::Figure;
use crate::app::state::App;
use crate::app::{format, names};
use crate::live_tr;
use crate::tr;

/// The label of the example and its target vector.
#[component]
pub(super) fn OneHot(inspector: Inspector) -> impl IntoView {
    let app = App::get();
    let data =
        Memo::new(move |_| inspector.class().map_or_else(|| app.link.with(|link| link.setup.data), |(data, _)| data));
    let label = Memo::new(move |_| inspector.class().map(|(_, label)| label));
    let number = Memo::new(move |_| label.get().map(|label| label as f64));
    let classes = Memo::new(move |_| data.get().classes().len());
    let all = move || 0..classes.get();
    let name = move || label.get().map(|label| tr!("preprocess.target.name", name = names::class(data.get(), label)));
    view! {
        <section class="card step-card" data-step="one-hot">
            <h2>
                {live_tr!("preprocess.target.title")}
                <small>{live_tr!("preprocess.target.shape", classes = classes.get())}</small>
            </h2>
            <p class="note">{live_tr!("preprocess.target.why")}</p>
            <p class="worked">
                <span>
                    {live_tr!("preprocess.target.label")} " "
                    <b>
                        <Figure name="label" value=number show=format::whole />
                    </b>
                </span>
                <span class="note">{name}</span>
            </p>
            <ol class="one-hot" aria-label=live_tr!("preprocess.target.vector")>
                <For each=all key=|index| *index let:index>
                    <Place
                        index=index
                        hot=Signal::derive(move || label.get().map(|label| label == index))
                        name=Signal::derive(move || names::class(data.get(), index))
                    />
                </For>
            </ol>
            <p class="worked">
                <span class="formula">{live_tr!("preprocess.target.formula")}</span>
            </p>
        </section>
    }
}

/// One number of the target.
#[component]
fn Place(index: usize, hot: Signal<Option<bool>>, name: Signal<String>) -> impl IntoView {
    let number = move || hot.get().map(|hot| u8::from(hot).to_string());
    view! {
        <li class:hot=move || { hot.get() == Some(true) }>
            <b data-figure=format!("target[{index}]") data-value=move || number().unwrap_or_default()>
                {move || number().unwrap_or_else(|| "—".to_owned())}
            </b>
            <span>{move || name.get()}</span>
        </li>
    }
}
