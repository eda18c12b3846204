//! What a column holds, at a glance: a histogram with smallest, mean and largest value, or the most frequent texts.

use leptos::prelude::*;

use super::super::words;
use super::column_row::Column;
use crate::app::format;
use crate::import::{ColumnProfile, NumberSummary};
use crate::live_tr;
use crate::tr;

/// Height of a histogram in its own units; each bar is one unit wide.
const HEIGHT: f64 = 20.0;
/// Frequent texts that are shown.
const SHOWN: usize = 3;

/// The values of a column.
#[component]
pub(super) fn Values(column: Column) -> impl IntoView {
    move || {
        column.profile.with(|profile| {
            profile.as_ref().map(|profile| match &profile.numbers {
                Some(numbers) => numbers_of(profile, numbers).into_any(),
                None => texts_of(profile).into_any(),
            })
        })
    }
}

fn numbers_of(profile: &ColumnProfile, numbers: &NumberSummary) -> impl IntoView + use<> {
    let kind = profile.kind;
    let (median, deviation) = (words::value(kind, numbers.median), format::value(numbers.deviation));
    let distinct = format::count(profile.distinct);
    let more = move || {
        tr!("own.values.more", median = median.clone(), deviation = deviation.clone(), distinct = distinct.clone())
    };
    let figure = |name: &'static str, value: f64| {
        view! {
            <span class="figure" data-figure=name data-value=value.to_string() title=value.to_string()>
                {words::value(kind, value)}
            </span>
        }
    };
    view! {
        <span class="own-values" title=more>
            {sparkline(&numbers.histogram)}
            <span class="own-range">
                <small>{live_tr!("own.values.min")}</small>
                {figure("own-min", numbers.min)}
                <small>{live_tr!("own.values.mean")}</small>
                {figure("own-mean", numbers.mean)}
                <small>{live_tr!("own.values.max")}</small>
                {figure("own-max", numbers.max)}
            </span>
        </span>
    }
}

fn texts_of(profile: &ColumnProfile) -> impl IntoView + use<> {
    let title = profile.top.iter().map(|(text, rows)| format!("{text} {}", format::count(u64::from(*rows))));
    let title = title.collect::<Vec<_>>().join(" · ");
    let shown = profile
        .top
        .iter()
        .take(SHOWN)
        .map(|(text, rows)| {
            view! {
                <li>
                    <span class="own-text">{text.clone()}</span>
                    " "
                    <small>{format::count(u64::from(*rows))}</small>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let distinct = format::count(profile.distinct);
    view! {
        <span class="own-values" title=title>
            <ul class="own-top">{shown}</ul>
            <small>{live_tr!("own.values.distinct", count = distinct.clone())}</small>
        </span>
    }
}

fn sparkline(histogram: &[u32]) -> impl IntoView + use<> {
    let bars = bars(histogram);
    let view_box = format!("0 0 {} {HEIGHT}", histogram.len().max(1));
    view! {
        <svg class="own-spark" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            <path d=bars></path>
        </svg>
    }
}

/// A path with one bar for each interval; the fullest one has the whole height, and none that has rows is invisible.
fn bars(histogram: &[u32]) -> String {
    let most = f64::from(histogram.iter().copied().max().unwrap_or_default().max(1));
    let filled = histogram.iter().enumerate().filter(|(_, rows)| **rows > 0);
    let bar = |(place, rows): (usize, &u32)| {
        let height = (HEIGHT * f64::from(*rows) / most).max(1.0);
        format!("M{place} {HEIGHT}h0.9v-{height:.1}h-0.9z")
    };
    filled.map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn each_interval_with_rows_has_a_bar() {
        assert_eq!(bars(&[]), "");
        assert_eq!(bars(&[0, 0]), "");
        assert_eq!(bars(&[4, 0, 2]), "M0 20h0.9v-20.0h-0.9zM2 20h0.9v-10.0h-0.9z");
        assert_eq!(bars(&[1, 1000]), "M0 20h0.9v-1.0h-0.9zM1 20h0.9v-20.0h-0.9z");
    }
}
