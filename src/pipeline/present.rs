//! What each stage would be run with at present: its own settings, as the link writes them.

use strum::IntoEnumIterator;

use crate::setup::link::format_hidden;
use crate::setup::{Setup, Split, Stage};
use crate::training::TransferPlan;

/// The settings of every stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present(Vec<String>);

impl Present {
    /// The settings of every stage for this set-up.
    pub fn new(setup: &Setup, plan: &TransferPlan) -> Self {
        Self(Stage::iter().map(|stage| own(stage, setup, plan)).collect())
    }

    /// The settings of one stage, `key=value` with spaces between. Those of the stages before it are not among them.
    pub fn of(&self, stage: Stage) -> &str {
        self.0.get(stage as usize).map_or("", String::as_str)
    }

    /// The settings of all stages from the first to this one.
    pub fn up_to(&self, stage: Stage) -> &[String] {
        self.0.get(..=stage as usize).unwrap_or(&self.0)
    }
}

/// The stages whose results a stage takes in. All of them lie before it in the chart: what a trained network did in use
/// comes before its evaluation, but changes nothing about it.
pub fn needs(stage: Stage) -> &'static [Stage] {
    match stage {
        Stage::Collect => &[],
        Stage::Preprocess => &[Stage::Collect],
        Stage::Model => &[Stage::Preprocess],
        Stage::Train => &[Stage::Model],
        Stage::Apply | Stage::Evaluate | Stage::Industry | Stage::Feedback => &[Stage::Train],
        Stage::Optimise => &[Stage::Evaluate],
    }
}

/// The settings that a stage itself depends on.
fn own(stage: Stage, setup: &Setup, plan: &TransferPlan) -> String {
    let training = &setup.training;
    match stage {
        Stage::Collect => match setup.added.rows {
            0 => format!("data={}", setup.data),
            rows => format!("data={} examples={rows} ({:x})", setup.data, setup.added.digest),
        },
        Stage::Preprocess => {
            let limit = setup.limit.map(|limit| format!(" limit={limit}")).unwrap_or_default();
            // The seed decides which rows are held out, when some are.
            let seed = match setup.split {
                Split::Article => String::new(),
                Split::Holdout => format!(" seed={}", training.seed),
            };
            format!("split={} augment={}{limit}{seed}", setup.split, training.augment)
        }
        Stage::Model => format!(
            "model={} hidden={} act={} init={} seed={}",
            setup.model,
            format_hidden(&setup.hidden),
            setup.activation,
            setup.initialization,
            training.seed
        ),
        Stage::Train => {
            let mut text = format!(
                "opt={} lr={} batch={} epochs={} schedule={}",
                training.optimizer, training.learning_rate, training.batch_size, training.epochs, training.schedule
            );
            let optional = [
                ("l1", training.l1),
                ("l2", training.l2),
                ("dropout", training.dropout),
                ("clip", training.clip),
                ("patience", f64::from(training.patience)),
            ];
            for (key, value) in optional.iter().filter(|(_, value)| *value != 0.0) {
                text.push_str(&format!(" {key}={value}"));
            }
            text
        }
        Stage::Industry => format!("on={} rows={} epochs={}", plan.data, plan.rows, plan.epochs),
        Stage::Apply | Stage::Evaluate | Stage::Optimise | Stage::Feedback => String::new(),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::dataset::DataSet;
    use crate::pipeline::CHART;
    use crate::setup::Link;

    fn changed(change: impl FnOnce(&mut Setup)) -> Vec<Stage> {
        let plan = TransferPlan::from(DataSet::MNIST);
        let before = Present::new(&Setup::default(), &plan);
        let mut setup = Setup::default();
        change(&mut setup);
        assert_ne!(setup, Setup::default());
        let after = Present::new(&setup, &plan);
        Stage::iter().filter(|stage| before.of(*stage) != after.of(*stage)).collect()
    }

    #[test]
    fn whatever_a_stage_takes_in_lies_before_it_in_the_chart() {
        // Against the lines, but not along those that lead back.
        fn lies_before(one: usize, other: usize) -> bool {
            let lines = CHART.edges.iter().filter(|line| line.to == other && !line.back);
            lines.into_iter().any(|line| line.from == one || lies_before(one, line.from))
        }
        let node = |stage: Stage| CHART.nodes.iter().position(|node| node.id == stage.to_string()).unwrap();
        for stage in Stage::iter() {
            assert!(needs(stage).iter().all(|input| lies_before(node(*input), node(stage))), "{stage}");
        }
    }

    #[test]
    fn each_setting_belongs_to_one_stage() {
        assert_eq!(changed(|setup| setup.data = DataSet::FASHION_MNIST), [Stage::Collect]);
        assert_eq!(changed(|setup| setup.added.rows = 1), [Stage::Collect]);
        assert_eq!(changed(|setup| setup.limit = Some(500)), [Stage::Preprocess]);
        assert_eq!(changed(|setup| setup.hidden = vec![12]), [Stage::Model]);
        assert_eq!(changed(|setup| setup.training.batch_size = 32), [Stage::Train]);
        assert_eq!(changed(|setup| setup.training.patience = 2), [Stage::Train]);
        assert_eq!(changed(|setup| setup.training.seed = 1), [Stage::Model], "no row is held out");
    }

    /// A setting that no stage knows would leave results of other settings "done".
    #[test]
    fn no_setting_of_the_link_is_forgotten() {
        let plan = TransferPlan::from(DataSet::MNIST);
        let before = Present::new(&Setup::default(), &plan);
        let values = [
            "data=fashion-mnist",
            "limit=9",
            "split=holdout",
            "model=cnn",
            "hidden=3",
            "act=tanh",
            "init=he",
            "opt=sgd",
            "lr=0.5",
            "batch=7",
            "epochs=7",
            "l1=0.1",
            "l2=0.1",
            "dropout=0.1",
            "clip=1",
            "schedule=step",
            "augment=shift",
            "patience=1",
            "seed=7",
        ];
        let keys: Vec<&str> = values.iter().filter_map(|pair| pair.split('=').next()).collect();
        let all = crate::setup::link::SETTING_KEYS;
        assert_eq!(keys, all[..all.len() - 1], "all but the backend, which changes no number");
        for value in values {
            let (link, problems) = Link::parse(&format!("#/train?{value}"));
            assert_eq!(problems, []);
            assert_ne!(Present::new(&link.setup, &plan), before, "{value}");
        }
    }
}
