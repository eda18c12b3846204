//! A layer's values as a map of colours, each of them open to pointer and keyboard.

use leptos::prelude::*;

use super::grid::largest;
use super::lens::Lens;
use super::map::Map;
use super::series::Series;
use crate::app::backprop::scope_figure::round;
use crate::app::backprop::state::Lit;
use crate::app::widgets::canvas::Redraw;
use crate::live_tr;
use crate::tr;

/// The values of a series in colours, with the one that is pointed at in figures.
#[component]
pub(super) fn Heat(
    /// What is chosen.
    lens: Lens,
    /// Which values.
    series: Series,
) -> impl IntoView {
    let scope = lens.scope;
    let map = Map::new(lens, series);
    let redraw = Redraw::new(move || map.paint());
    Effect::new(move |_| {
        map.values.track();
        map.grid.track();
        lens.preferences.theme();
        redraw.request();
    });
    let unknown = move || !map.known.get();
    let now = Memo::new(move |_| lens.is_now(|shown| series.is_made_by(shown)));
    let lit = Memo::new(move |_| {
        let chosen = series.quantity(lens.at(series), map.chosen.get());
        map.known.get() && scope.lit(chosen) == Lit::Source
    });
    let opened = Memo::new(move |_| series.index_of(lens.at(series), scope.shown()?));
    let shape = move || {
        let grid = map.grid.get();
        format!("aspect-ratio:{}/{}", grid.columns(), grid.rows())
    };
    let label = move || {
        let count = map.values.with(Vec::len);
        tr!("layers.grid", what = what(series), layer = series.layer(), count = count)
    };
    let scale = move || {
        let shown = map.known.get() && !map.is_picture();
        shown.then(|| format!("±{}", round(map.values.with(|values| largest(values)))))
    };
    let name = move || series.label(lens.at(series), map.read());
    let value = Memo::new(move |_| {
        let index = map.read();
        if map.known.get() { map.values.with(|values| values.get(index).copied()) } else { None }
    });
    // A change is not a quantity with a name of its own.
    let quantity = move || (!matches!(series, Series::Change(_))).then(name);
    let exact = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    view! {
        <figure
            class="heat"
            class:now=move || now.get()
            class:lit-source=move || lit.get()
            class:wide-strip=move || map.is_wide()
        >
            <figcaption>
                <Symbol series=series/>
                " "
                <span class="heat-words">{move || what(series)}</span>
            </figcaption>
            <div class="heat-area" class:empty=unknown style=shape>
                <canvas
                    node_ref=map.node
                    class:unseen=unknown
                    width="1"
                    height="1"
                    tabindex="0"
                    role="application"
                    aria-label=label
                    data-heat=series.code()
                    on:pointermove=move |event| map.point(map.below(&event))
                    on:pointerleave=move |_| map.point(None)
                    on:click=move |event| {
                        if let Some(index) = map.below(&event) {
                            map.open(index);
                        }
                    }
                    on:focus=move |_| map.focus()
                    on:blur=move |_| map.point(None)
                    on:keydown=move |event| map.key(&event)
                ></canvas>
                <i class="heat-mark chosen" aria-hidden="true" style=move || map.mark(Some(map.chosen.get()))></i>
                <i class="heat-mark opened" aria-hidden="true" style=move || map.mark(opened.get())></i>
                <i class="heat-mark pointed" aria-hidden="true" style=move || map.mark(map.pointed.get())></i>
                <span class="heat-empty" class:unseen=move || map.known.get() aria-hidden="true">
                    "—"
                </span>
            </div>
            <p class="heat-readout">
                <span>{move || map.name(map.read())}</span>
                <b class=series.role() data-quantity=quantity data-value=exact title=exact>
                    {move || value.get().map_or_else(|| "—".to_owned(), round)}
                </b>
                <small title=live_tr!("layers.scale_help")>{scale}</small>
            </p>
        </figure>
    }
}

/// The letters of a series, with its layer above them.
#[component]
pub(super) fn Symbol(
    /// Of which series.
    series: Series,
) -> impl IntoView {
    let layer = series.layer();
    view! {
        <b class=format!("heat-symbol {}", series.role())>
            {series.letters()} {(layer > 0).then(|| view! { <sup>{format!("({layer})")}</sup> })}
        </b>
    }
}

/// What a series is, in words.
pub(super) fn what(series: Series) -> String {
    match series {
        Series::Input => tr!("layers.what.x"),
        Series::Z(_) => tr!("layers.what.z"),
        Series::A(_) => tr!("layers.what.a"),
        Series::InputGradient => tr!("layers.what.input_gradient"),
        Series::Delta(_) => tr!("layers.what.delta"),
        Series::Weights(_) => tr!("layers.what.weights"),
        Series::Gradients(_) => tr!("layers.what.gradients"),
        Series::Change(_) => tr!("layers.what.change"),
        Series::NewWeights(_) => tr!("layers.what.new_weights"),
        Series::NewZ(_) => tr!("layers.what.new_z"),
        Series::NewA(_) => tr!("layers.what.new_a"),
    }
}
