//! What networks of this kind are used for outside the classroom.

use leptos::prelude::*;

use crate::live_tr;

/// Four fields, one sentence each.
#[component]
pub(super) fn Elsewhere() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{live_tr!("industry.elsewhere.title")}</h2>
            <dl class="elsewhere">
                <div>
                    <dt>{live_tr!("industry.elsewhere.medicine")}</dt>
                    <dd>{live_tr!("industry.elsewhere.medicine_about")}</dd>
                </div>
                <div>
                    <dt>{live_tr!("industry.elsewhere.finance")}</dt>
                    <dd>{live_tr!("industry.elsewhere.finance_about")}</dd>
                </div>
                <div>
                    <dt>{live_tr!("industry.elsewhere.manufacturing")}</dt>
                    <dd>{live_tr!("industry.elsewhere.manufacturing_about")}</dd>
                </div>
                <div>
                    <dt>{live_tr!("industry.elsewhere.education")}</dt>
                    <dd>{live_tr!("industry.elsewhere.education_about")}</dd>
                </div>
            </dl>
            <p class="note">{live_tr!("industry.elsewhere.link")}</p>
        </section>
    }
}
