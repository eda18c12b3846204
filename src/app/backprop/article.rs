//! The article's own example in two columns: what it prints, and what comes out when every line is worked out.

use leptos::prelude::*;

use super::scope_figure::{role_class, round};
use super::state::Scope;
use super::words;
use crate::app::figure::Figure;
use crate::backprop::{Bench, ExampleName, PrintedLine, Quantity, Record, printed_lines, printed_update, shipped};
use crate::live_tr;
use crate::tr;

/// Up to this difference a printed number is right.
const ROUNDING: f64 = 1e-9;

/// The table of both, and the loss after each of the two updates.
#[component]
pub fn ArticleColumns() -> impl IntoView {
    let scope = Scope::get();
    shipped(ExampleName::Article).map(|original| {
        let record = Record::of(original.clone());
        let rows = printed_lines().iter().map(|line| row(scope, &record, line)).collect::<Vec<_>>();
        let after = losses(scope, &record);
        let edited = Memo::new(move |_| scope.bench.with(|bench| differs(bench, &original)));
        view! {
            <section class="card article-columns" aria-labelledby="article-columns-title">
                <h2 id="article-columns-title">{live_tr!("lesson.article.title")}</h2>
                <p class="note">{live_tr!("lesson.article.note")}</p>
                <p class="note article-edited" role="status">
                    {move || edited.get().then(|| tr!("lesson.article.edited"))}
                </p>
                <div class="article-scroll">
                    <table class="numbers">
                        <caption class="visually-hidden">{live_tr!("lesson.article.title")}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{live_tr!("lesson.article.quantity")}</th>
                                <th scope="col">{live_tr!("lesson.article.printed")}</th>
                                <th scope="col">{live_tr!("lesson.article.correct")}</th>
                                <th scope="col" class="article-words">
                                    {live_tr!("lesson.article.verdict")}
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {after}
            </section>
        }
    })
}

/// How a printed line compares with the correct one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Right,
    Differs,
    NotPrinted,
}

impl Verdict {
    fn of(printed: Option<f64>, correct: Option<f64>) -> Self {
        match (printed, correct) {
            (None, _) => Self::NotPrinted,
            (Some(printed), Some(correct)) if (printed - correct).abs() <= ROUNDING => Self::Right,
            _ => Self::Differs,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Right => "✓",
            Self::Differs => "≠",
            Self::NotPrinted => "–",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Right => "article-line right",
            Self::Differs => "article-line differs",
            Self::NotPrinted => "article-line",
        }
    }

    fn name(self) -> String {
        match self {
            Self::Right => tr!("lesson.article.right"),
            Self::Differs => tr!("lesson.article.differs"),
            Self::NotPrinted => tr!("lesson.article.not_printed"),
        }
    }
}

fn row(scope: Scope, record: &Record, line: &PrintedLine) -> AnyView {
    let (quantity, printed, slip) = (line.quantity, line.printed, line.slip);
    let correct = record.value(quantity);
    let verdict = Verdict::of(printed, correct);
    let (line_name, name) = (quantity.name(), quantity.name());
    let exact = correct.map(|value| value.to_string()).unwrap_or_default();
    let shown = move |value: Option<f64>| value.map_or_else(|| "—".to_owned(), round);
    let sentence = move || slip.map(words::slip).unwrap_or_default();
    view! {
        <tr class=verdict.class() data-line=line_name>
            <th scope="row">
                <button
                    type="button"
                    class="article-open"
                    data-action="open-line"
                    title=live_tr!("lesson.article.open")
                    on:click=move |_| open(scope, quantity)
                >
                    {symbol(quantity)}
                </button>
            </th>
            <td data-printed=printed.map(|value| value.to_string())>{shown(printed)}</td>
            <td class="article-correct" data-quantity=name data-value=exact.clone() title=exact>
                {shown(correct)}
            </td>
            <td class="article-words">
                <b>
                    <span aria-hidden="true">{verdict.sign()} " "</span>
                    {move || verdict.name()}
                </b>
                " "
                {sentence}
            </td>
        </tr>
    }
    .into_any()
}

/// A quantity as the formulas write it, on one line.
fn symbol(quantity: Quantity) -> AnyView {
    let parts = quantity.parts();
    let subscript = Some(parts.subscript).filter(|text| !text.is_empty()).map(|text| view! { <sub>{text}</sub> });
    let layer = parts.layer.map(|layer| view! { <sup>{format!("({layer})")}</sup> });
    let derivative = if parts.is_fraction { "∂L/∂" } else { "" };
    view! {
        <span class=role_class(&quantity.role())>
            {derivative}
            <i>{parts.base}</i>
            {subscript}
            {layer}
        </span>
    }
    .into_any()
}

/// Leads to where the number comes from, further up on the page.
fn open(scope: Scope, quantity: Quantity) {
    if untrack(|| scope.known(quantity)) {
        scope.open(quantity);
    } else {
        scope.go(scope.known.with_untracked(|known| known.steps_until(quantity)));
    }
    if let Ok(Some(pair)) = document().query_selector(".scope-pair") {
        pair.scroll_into_view();
    }
}

/// Whether another example is computed than the one that ships.
fn differs(bench: &Bench, original: &Bench) -> bool {
    bench.network != original.network
        || bench.batch != original.batch
        || bench.rule != original.rule
        || bench.learning_rate != original.learning_rate
        || bench.learn_biases != original.learn_biases
}

/// The loss after the article's update and after the correct one.
fn losses(scope: Scope, record: &Record) -> AnyView {
    let (before, correct) = (record.loss, record.loss_after);
    let uphill = Record::of(printed_update()).loss;
    let output = record.value(Quantity::NewZ { example: 0, layer: record.bench.network.depth(), unit: 0 });
    let went_up = move || tr!("lesson.article.went_up", before = decimals(before), after = decimals(uphill));
    let fell = move || {
        let z = output.map_or_else(|| "—".to_owned(), decimals);
        tr!("lesson.article.fell", before = decimals(before), after = decimals(correct), z = z)
    };
    let try_it = move |_| {
        scope.change(|bench| {
            *bench = printed_update();
            true
        });
        scope.go(0);
    };
    view! {
        <h3 class="article-after">{live_tr!("lesson.article.after")}</h3>
        <div class="article-losses">
            <div class="kv">
                <small>{live_tr!("lesson.article.its_update")}</small>
                <span class="big">
                    <span aria-hidden="true">"↑ "</span>
                    <Figure name="article-loss" value=Signal::derive(move || Some(uphill)) show=decimals />
                </span>
                <p>{went_up}</p>
                <button
                    type="button"
                    class="btn small"
                    data-action="try-article-update"
                    title=live_tr!("lesson.article.try_help")
                    on:click=try_it
                >
                    {live_tr!("lesson.article.try")}
                </button>
            </div>
            <div class="kv">
                <small>{live_tr!("lesson.article.correct_update")}</small>
                <span class="big">
                    <span aria-hidden="true">"↓ "</span>
                    <Figure name="correct-loss" value=Signal::derive(move || Some(correct)) show=decimals />
                </span>
                <p>{fell}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Up to four places behind the point.
fn decimals(value: f64) -> String {
    if !value.is_finite() {
        return round(value);
    }
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').replacen('-', "−", 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_line_is_right_only_when_its_number_is() {
        assert_eq!(Verdict::of(Some(1.0), Some(2.0)), Verdict::Differs);
        assert_eq!(Verdict::of(Some(2.0), Some(2.0 + 1e-12)), Verdict::Right);
        assert_eq!(Verdict::of(None, Some(24.5)), Verdict::NotPrinted);
        assert_eq!(Verdict::of(Some(1.0), None), Verdict::Differs);
    }

    #[wasm_bindgen_test]
    fn every_line_that_differs_says_why() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let record = Record::of(bench);
        for line in printed_lines() {
            let differs = Verdict::of(line.printed, record.value(line.quantity)) == Verdict::Differs;
            assert_eq!(differs, line.slip.is_some(), "{}", line.quantity.name());
        }
    }

    #[wasm_bindgen_test]
    fn losses_are_rounded_to_four_places() {
        assert_eq!(decimals(86.592_8), "86.5928");
        assert_eq!(decimals(0.0), "0");
        assert_eq!(decimals(-0.42), "−0.42");
        assert_eq!(decimals(24.5), "24.5");
    }
}
