//! What networks of this kind are used for outside the classroom.

use leptos::prelude::*;

use crate::tr;

/// Four fields, one sentence each.
#[component]
pub(super) fn Elsewhere() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{move || tr!("industry.elsewhere.title")}</h2>
            <dl class="elsewhere">
                <div>
                    <dt>{move || tr!("industry.elsewhere.medicine")}</dt>
                    <dd>{move || tr!("industry.elsewhere.medicine_about")}</dd>
                </div>
                <div>
                    <dt>{move || tr!("industry.elsewhere.finance")}</dt>
                    <dd>{move || tr!("industry.elsewhere.finance_about")}</dd>
                </div>
                <div>
                    <dt>{move || tr!("industry.elsewhere.manufacturing")}</dt>
                    <dd>{move || tr!("industry.elsewhere.manufacturing_about")}</dd>
                </div>
                <div>
                    <dt>{move || tr!("industry.elsewhere.education")}</dt>
                    <dd>{move || tr!("industry.elsewhere.education_about")}</dd>
                </div>
            </dl>
            <p class="note">{move || tr!("industry.elsewhere.link")}</p>
        </section>
    }
}
