//! What tells two set-ups apart: the settings in which they differ, as the link writes them.

use super::Setup;
use super::link::format_hidden;

/// One setting in which two set-ups differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The setting's key in the link; `added` for the reader's own examples, which no link holds.
    pub key: &'static str,
    /// What the first set-up says, as the link writes it.
    pub left: String,
    /// What the second one says.
    pub right: String,
}

/// A setting that is worth naming in a list of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The setting's key in the link.
    pub key: &'static str,
    /// Its value, as the link writes it.
    pub value: String,
    /// Whether the run before it had another value.
    pub changed: bool,
}

/// Every setting in the order of the link. Those that a link leaves out are there too; `limit` is empty for all rows.
pub fn settings(setup: &Setup) -> Vec<(&'static str, String)> {
    let training = &setup.training;
    vec![
        ("data", setup.data.to_string()),
        ("limit", setup.limit.map(|limit| limit.to_string()).unwrap_or_default()),
        ("split", setup.split.to_string()),
        ("model", setup.model.to_string()),
        ("hidden", format_hidden(&setup.hidden)),
        ("act", setup.activation.to_string()),
        ("init", setup.initialization.to_string()),
        ("opt", training.optimizer.to_string()),
        ("lr", training.learning_rate.to_string()),
        ("batch", training.batch_size.to_string()),
        ("epochs", training.epochs.to_string()),
        ("l1", training.l1.to_string()),
        ("l2", training.l2.to_string()),
        ("dropout", training.dropout.to_string()),
        ("clip", training.clip.to_string()),
        ("schedule", training.schedule.to_string()),
        ("augment", training.augment.to_string()),
        ("patience", training.patience.to_string()),
        ("seed", training.seed.to_string()),
        ("added", added(setup)),
    ]
}

/// How many own examples; a few digits tell collections of the same size apart.
fn added(setup: &Setup) -> String {
    match setup.added.rows {
        0 => "0".to_owned(),
        rows => format!("{rows} ({:04x})", setup.added.digest >> 48),
    }
}

/// The settings in which two set-ups differ, in the order of the link.
pub fn differences(left: &Setup, right: &Setup) -> Vec<Difference> {
    let pairs = settings(left).into_iter().zip(settings(right));
    pairs
        .filter(|((_, left), (_, right))| left != right)
        .map(|((key, left), (_, right))| Difference { key, left, right })
        .collect()
}

/// The settings of a run that are not the article's, or not those of the run before it.
pub fn noteworthy(setup: &Setup, before: Option<&Setup>) -> Vec<Noted> {
    let article = settings(&Setup::default());
    let before = before.map(settings);
    let named = settings(setup).into_iter().enumerate().filter_map(|(index, (key, value))| {
        let changed = before.as_ref().is_some_and(|before| before[index].1 != value);
        (changed || article[index].1 != value).then_some(Noted { key, value, changed })
    });
    named.collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::dataset::{Added, DataSet};
    use crate::setup::link::SETTING_KEYS;
    use crate::setup::{Link, Preset};
    use crate::training::{Augment, Schedule};
    use proptest::prelude::*;

    fn unusual() -> Setup {
        let mut setup = Setup { limit: Some(500), data: DataSet::FASHION_MNIST, ..Setup::preset(Preset::Cnn) };
        let training = &mut setup.training;
        (training.l1, training.l2, training.dropout, training.clip) = (0.25, 1e-4, 0.3, 1.0);
        (training.schedule, training.augment, training.patience) = (Schedule::Step, Augment::Shift, 2);
        setup
    }

    #[test]
    fn every_key_of_the_link_is_a_setting() {
        let keys: Vec<&str> = settings(&Setup::default()).iter().map(|(key, _)| *key).collect();
        let of_link: Vec<&str> = SETTING_KEYS.iter().copied().filter(|key| *key != "backend").collect();
        assert_eq!(keys[..keys.len() - 1], of_link);
        assert_eq!(keys.last(), Some(&"added"));
    }

    #[test]
    fn values_are_written_as_the_link_writes_them() {
        for setup in [Setup::default(), unusual()] {
            let own = settings(&setup);
            let text = Link { setup, ..Link::default() }.format();
            let (_, query) = text.split_once('?').unwrap();
            for (key, value) in form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != "backend") {
                let found = own.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str());
                assert_eq!(found, Some(&*value), "{key}");
            }
        }
    }

    #[test]
    fn own_examples_are_a_difference() {
        let with = |rows, digest| Setup { added: Added { rows, digest }, ..Setup::default() };
        assert_eq!(differences(&with(3, 1 << 60), &with(3, 1 << 60)), []);
        let found = differences(&with(0, 0), &with(3, 1 << 60));
        assert_eq!(found, [Difference { key: "added", left: "0".to_owned(), right: "3 (1000)".to_owned() }]);
        assert_eq!(differences(&with(3, 1 << 60), &with(3, 1 << 61)).len(), 1);
    }

    fn named(setup: &Setup, before: Option<&Setup>) -> Vec<(&'static str, String, bool)> {
        noteworthy(setup, before).into_iter().map(|noted| (noted.key, noted.value, noted.changed)).collect()
    }

    #[test]
    fn what_was_changed_back_is_named_too() {
        let mut before = Setup::default();
        before.training.batch_size = 32;
        let mut setup = Setup::default();
        setup.training.learning_rate = 0.01;
        assert_eq!(named(&Setup::default(), None), []);
        assert_eq!(named(&setup, None), [("lr", "0.01".to_owned(), false)]);
        assert_eq!(named(&setup, Some(&before)), [("lr", "0.01".to_owned(), true), ("batch", "64".to_owned(), true)]);
    }

    proptest! {
        #[test]
        fn only_what_differs_is_listed(batch in 1_usize..5000, seed: u64, dropout in 0.0_f64..0.9) {
            let mut other = Setup::default();
            (other.training.batch_size, other.training.seed, other.training.dropout) = (batch, seed, dropout);
            let found = differences(&Setup::default(), &other);
            let expected = [(batch != 64, "batch"), (dropout != 0.0, "dropout"), (seed != 42, "seed")];
            let expected = expected.into_iter().filter(|(differs, _)| *differs).map(|(_, key)| key);
            prop_assert_eq!(found.iter().map(|found| found.key).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            let back = differences(&other, &Setup::default());
            prop_assert!(found.iter().zip(&back).all(|(a, b)| a.left == b.right && a.right == b.left));
        }
    }
}
