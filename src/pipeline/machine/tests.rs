use super::*;
use crate::dataset::DataSet;
use crate::setup::Setup;
use crate::training::TransferPlan;
use proptest::prelude::*;

fn present(setup: &Setup) -> Present {
    Present::new(setup, &TransferPlan::from(DataSet::MNIST))
}

fn nothing() -> [String; 2] {
    [String::new(), String::new()]
}

/// Runs a stage as the page would: the result depends on what goes in, the settings, and `luck`.
fn run(pipeline: &mut Pipeline, stage: Stage, present: &Present, luck: u64) {
    pipeline.begin(stage, present.of(stage), 0.0);
    let output = fingerprint(&(present.of(stage), pipeline.inputs(stage), luck));
    pipeline.finish(stage, present.of(stage), output, 1.0, nothing());
}

fn states(pipeline: &Pipeline, present: &Present) -> Vec<State> {
    Stage::iter().map(|stage| pipeline.state(stage, present)).collect()
}

#[test]
fn at_first_only_the_beginning_is_ready() {
    let mut expected = vec![State::Idle; 9];
    expected[0] = State::Ready;
    assert_eq!(states(&Pipeline::default(), &present(&Setup::default())), expected);
}

#[test]
fn another_batch_size_makes_train_and_what_follows_stale() {
    let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
    Stage::iter().for_each(|stage| run(&mut pipeline, stage, &present(&setup), 0));
    assert_eq!(states(&pipeline, &present(&setup)), [State::Done; 9]);
    setup.training.batch_size = 32;
    let now = present(&setup);
    assert_eq!(states(&pipeline, &now), [[State::Done; 3].as_slice(), &[State::Stale; 6]].concat());
    assert_eq!(pipeline.to_run(&now), Stage::iter().skip(3).collect::<Vec<_>>());
    while let Some(stage) = pipeline.next_stale(&now) {
        run(&mut pipeline, stage, &now, 0);
    }
    assert_eq!(states(&pipeline, &now), [State::Done; 9]);
}

#[test]
fn what_was_never_run_is_run_only_when_something_stale_needs_it() {
    let (mut pipeline, now) = (Pipeline::default(), present(&Setup::default()));
    Stage::iter().take(6).for_each(|stage| run(&mut pipeline, stage, &now, 0));
    assert_eq!(pipeline.next_stale(&now), None, "nothing is stale, so nothing is run");
    pipeline.forget(Stage::Train);
    assert_eq!(pipeline.state(Stage::Train, &now), State::Ready);
    assert_eq!(pipeline.to_run(&now), [Stage::Train, Stage::Apply, Stage::Evaluate]);
    assert_eq!(pipeline.next_stale(&now), Some(Stage::Train));
}

#[test]
fn learning_on_makes_what_was_measured_stale_and_halting_does_not_hide_it() {
    let (mut pipeline, now) = (Pipeline::default(), present(&Setup::default()));
    Stage::iter().take(3).for_each(|stage| run(&mut pipeline, stage, &now, 0));
    pipeline.begin(Stage::Train, now.of(Stage::Train), 0.0);
    pipeline.advance(Stage::Train, 50);
    pipeline.halt(Stage::Train);
    assert!(pipeline.is_halted(Stage::Train) && !pipeline.is_at_work(Stage::Train));
    for stage in [Stage::Apply, Stage::Evaluate] {
        run(&mut pipeline, stage, &now, 0);
        assert_eq!(pipeline.state(stage, &now), State::Done, "measured on the halted network");
    }
    pipeline.begin(Stage::Train, now.of(Stage::Train), 5.0);
    pipeline.advance(Stage::Train, 51);
    assert_eq!(pipeline.state(Stage::Train, &now), State::Running);
    assert_eq!(pipeline.state(Stage::Evaluate, &now), State::Stale);
    pipeline.finish(Stage::Train, now.of(Stage::Train), 50, 9.0, nothing());
    assert_eq!(pipeline.state(Stage::Evaluate, &now), State::Done, "the very same weights");
    assert_eq!(pipeline.finished(Stage::Train).unwrap().seconds, Some(0.009), "since the first begin");
}

#[test]
fn a_halted_run_is_stale_once_its_settings_have_changed() {
    let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
    let now = present(&setup);
    Stage::iter().take(3).for_each(|stage| run(&mut pipeline, stage, &now, 0));
    pipeline.begin(Stage::Train, now.of(Stage::Train), 0.0);
    pipeline.advance(Stage::Train, 50);
    setup.training.batch_size = 8;
    let changed = present(&setup);
    assert_eq!(pipeline.state(Stage::Train, &changed), State::Running, "it is still being trained");
    pipeline.halt(Stage::Train);
    assert_eq!(pipeline.state(Stage::Train, &changed), State::Stale);
    assert_eq!(pipeline.to_run(&changed), [Stage::Train]);
    assert_eq!(pipeline.state(Stage::Train, &now), State::Running);
}

#[test]
fn a_learning_rate_that_is_changed_in_a_run_belongs_to_the_run() {
    let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
    Stage::iter().take(3).for_each(|stage| run(&mut pipeline, stage, &present(&setup), 0));
    pipeline.begin(Stage::Train, present(&setup).of(Stage::Train), 0.0);
    pipeline.advance(Stage::Train, 1);
    setup.training.learning_rate = 0.5;
    let now = present(&setup);
    pipeline.amend(Stage::Train, now.of(Stage::Train));
    pipeline.halt(Stage::Train);
    assert_eq!(pipeline.state(Stage::Train, &now), State::Running, "halted, and can go on");
    setup.limit = Some(7);
    assert_eq!(pipeline.state(Stage::Train, &present(&setup)), State::Stale, "its data are other ones now");
}

#[test]
fn a_run_may_begin_before_its_data_are_described() {
    let (mut pipeline, now) = (Pipeline::default(), present(&Setup::default()));
    pipeline.begin(Stage::Train, now.of(Stage::Train), 0.0);
    pipeline.advance(Stage::Train, 7);
    Stage::iter().take(3).for_each(|stage| run(&mut pipeline, stage, &now, 0));
    pipeline.rebase(Stage::Train);
    pipeline.finish(Stage::Train, now.of(Stage::Train), 8, 1.0, nothing());
    assert_eq!(pipeline.state(Stage::Train, &now), State::Done);
}

#[test]
fn a_result_counts_for_the_settings_at_the_end_of_the_work() {
    let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
    let before = present(&setup);
    Stage::iter().take(3).for_each(|stage| run(&mut pipeline, stage, &before, 0));
    pipeline.begin(Stage::Train, before.of(Stage::Train), 0.0);
    setup.training.learning_rate = 0.5;
    let after = present(&setup);
    pipeline.finish(Stage::Train, after.of(Stage::Train), 1, 1.0, nothing());
    assert_eq!(pipeline.state(Stage::Train, &after), State::Done);
    assert_eq!(pipeline.state(Stage::Train, &before), State::Stale);
}

#[test]
fn a_failure_says_why_and_other_settings_get_another_chance() {
    let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
    let now = present(&setup);
    pipeline.begin(Stage::Collect, now.of(Stage::Collect), 0.0);
    pipeline.fail(Stage::Collect, now.of(Stage::Collect), "no network".to_owned());
    assert_eq!(pipeline.state(Stage::Collect, &now), State::Failed);
    assert_eq!(pipeline.failure(Stage::Collect), Some("no network"));
    assert_eq!(pipeline.state(Stage::Preprocess, &now), State::Idle);
    setup.data = DataSet::FASHION_MNIST;
    assert_eq!(pipeline.state(Stage::Collect, &present(&setup)), State::Ready);
}

#[test]
fn it_survives_being_kept_and_what_was_going_on_does_not() {
    let (mut pipeline, now) = (Pipeline::default(), present(&Setup::default()));
    Stage::iter().take(4).for_each(|stage| run(&mut pipeline, stage, &now, 0));
    let expected = states(&pipeline, &now);
    pipeline.begin(Stage::Evaluate, "", 0.0);
    let text = serde_json::to_string(&pipeline).unwrap();
    assert_eq!(states(&serde_json::from_str(&text).unwrap(), &now), expected);
}

/// One thing that a reader does.
#[derive(Clone, Debug)]
enum Deed {
    Change(usize, u8),
    Run(usize, u64),
    Fail(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (0_usize..5, 0_u8..3).prop_map(|(setting, value)| Deed::Change(setting, value)),
        6 => (0_usize..9, 0_u64..2).prop_map(|(stage, luck)| Deed::Run(stage, luck)),
        1 => (0_usize..9).prop_map(Deed::Fail),
    ]
}

fn change(setup: &mut Setup, setting: usize, value: u8) {
    match setting {
        0 => setup.data = if value == 0 { DataSet::MNIST } else { DataSet::FASHION_MNIST },
        1 => setup.limit = Some(100 + u32::from(value)),
        2 => setup.hidden = vec![1 + usize::from(value)],
        3 => setup.training.batch_size = 1 + usize::from(value),
        _ => setup.training.seed = u64::from(value),
    }
}

/// The chain that would have to have made a stage's result.
fn chain_now(pipeline: &Pipeline, now: &Present, stage: Stage) -> Vec<(String, u64)> {
    let mut chain: Vec<(String, u64)> =
        needs(stage).iter().flat_map(|input| chain_now(pipeline, now, *input)).collect();
    chain.push((now.of(stage).to_owned(), pipeline.finished(stage).map_or(0, |finished| finished.output)));
    chain
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The promise of the chart, against a record kept by other means.
    #[test]
    fn a_stage_is_stale_exactly_when_something_it_depends_on_has_changed(deeds in prop::collection::vec(deed(), 1..60)) {
        let stages: Vec<Stage> = Stage::iter().collect();
        let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
        // The whole chain that made each result: settings and result of every stage up to it.
        let mut made: BTreeMap<Stage, Vec<(String, u64)>> = BTreeMap::new();
        for deed in deeds {
            let now = present(&setup);
            match deed {
                Deed::Change(setting, value) => change(&mut setup, setting, value),
                Deed::Run(index, luck) => {
                    let stage = stages[index];
                    run(&mut pipeline, stage, &now, luck);
                    let missing = || vec![(String::new(), 0)];
                    let inputs = needs(stage).iter().map(|input| made.get(input).cloned().unwrap_or_else(missing));
                    let mut chain: Vec<(String, u64)> = inputs.flatten().collect();
                    chain.push((now.of(stage).to_owned(), pipeline.finished(stage).unwrap().output));
                    made.insert(stage, chain);
                }
                Deed::Fail(index) => {
                    let stage = stages[index];
                    pipeline.begin(stage, now.of(stage), 0.0);
                    pipeline.fail(stage, now.of(stage), "why".to_owned());
                    pipeline.begin(stage, now.of(stage), 0.0);
                    pipeline.give_up(stage);
                }
            }
            let now = present(&setup);
            for &stage in &stages {
                let wanted = chain_now(&pipeline, &now, stage);
                let state = pipeline.state(stage, &now);
                match made.get(&stage) {
                    None => prop_assert!(matches!(state, State::Idle | State::Ready)),
                    Some(chain) if *chain == wanted => prop_assert_eq!(state, State::Done, "{}", stage),
                    Some(_) => prop_assert_eq!(state, State::Stale, "{}", stage),
                }
                if state == State::Done {
                    prop_assert_eq!(&pipeline.finished(stage).unwrap().settings, now.of(stage));
                }
            }
        }
    }

    /// Running what is stale ends, and leaves nothing stale.
    #[test]
    fn catching_up_brings_everything_up_to_date(deeds in prop::collection::vec(deed(), 1..40)) {
        let (mut pipeline, mut setup) = (Pipeline::default(), Setup::default());
        let stages: Vec<Stage> = Stage::iter().collect();
        for deed in deeds {
            match deed {
                Deed::Change(setting, value) => change(&mut setup, setting, value),
                Deed::Run(index, luck) => run(&mut pipeline, stages[index], &present(&setup), luck),
                Deed::Fail(index) => pipeline.fail(stages[index], present(&setup).of(stages[index]), String::new()),
            }
        }
        let now = present(&setup);
        let wanted = pipeline.to_run(&now);
        let mut made = Vec::new();
        while let Some(stage) = pipeline.next_stale(&now) {
            prop_assert!(!made.contains(&stage), "{} twice", stage);
            made.push(stage);
            run(&mut pipeline, stage, &now, 3);
        }
        prop_assert_eq!(made, wanted);
        prop_assert!(Stage::iter().all(|stage| pipeline.state(stage, &now) != State::Stale));
    }
}
