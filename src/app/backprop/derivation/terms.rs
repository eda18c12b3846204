//! The products of a long sum, the largest first.

use leptos::prelude::*;

use super::sources::chip;
use crate::app::backprop::scope_figure::round;
use crate::app::backprop::state::Scope;
use crate::app::format;
use crate::backprop::Term;
use crate::live_tr;

/// A sum with more terms than this gets a table.
pub(super) const LONG: usize = 6;
/// Products that are listed at first.
const LISTED: usize = 12;

/// The table; nothing when there are no products.
#[component]
pub(super) fn Terms(terms: Memo<Vec<Term>>) -> impl IntoView {
    let scope = Scope::get();
    let listed = RwSignal::new(LISTED);
    let count = Memo::new(move |_| terms.with(Vec::len));
    let rows = move || {
        let shares = terms.with(|terms| shares(terms));
        let row = |(index, (term, share)): (usize, (&Term, f64))| {
            view! {
                <tr>
                    <th scope="row">{(index + 1).to_string()}</th>
                    <td>{chip(scope, term.left)}</td>
                    <td>{chip(scope, term.right)}</td>
                    <td title=term.product.to_string()>{round(term.product)}</td>
                    <td>{format::percent(share)}</td>
                </tr>
            }
        };
        terms.with(|terms| terms.iter().zip(shares).enumerate().take(listed.get()).map(row).collect::<Vec<_>>())
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <p class="note">{live_tr!("derivation.terms", count = count.get())}</p>
            <div class="derivation-terms" tabindex="0" role="group" aria-label=live_tr!("derivation.terms_label")>
                <table class="numbers">
                    <thead>
                        <tr>
                            <th scope="col">{live_tr!("derivation.rank")}</th>
                            <th scope="col">{live_tr!("derivation.left")}</th>
                            <th scope="col">{live_tr!("derivation.right")}</th>
                            <th scope="col">{live_tr!("derivation.product")}</th>
                            <th scope="col" title=live_tr!("derivation.share_help")>
                                {live_tr!("derivation.share")}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Show when=move || { listed.get() < count.get() }>
                <button
                    type="button"
                    class="btn small"
                    data-action="more-terms"
                    on:click=move |_| listed.update(|listed| *listed *= 2)
                >
                    {live_tr!("derivation.more")}
                </button>
            </Show>
        </Show>
    }
}

/// How much of all sizes together the products up to each one make up.
fn shares(terms: &[Term]) -> Vec<f64> {
    let total: f64 = terms.iter().map(|term| term.product.abs()).sum();
    let mut sum = 0.0;
    terms
        .iter()
        .map(|term| {
            sum += term.product.abs();
            // Where everything is 0, nothing is missing.
            if total == 0.0 { 1.0 } else { sum / total }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::Quantity;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn shares_run_up_to_the_whole() {
        let term = |product| Term { left: Quantity::Loss, right: Quantity::Loss, product };
        assert_eq!(shares(&[term(-3.0), term(1.0)]), [0.75, 1.0]);
        assert_eq!(shares(&[term(0.0)]), [1.0]);
        assert_eq!(shares(&[]), Vec::<f64>::new());
    }
}
