//! The worker's side without a worker: what a page would say, and what it would hear.
#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

use burn::tensor::Device;
use glassbox::dataset::{Added, Builtin, DataSet, Inputs, Part, RowSplit};
use glassbox::trainer::protocol::{Backend, Command, Event, Failure, RunUntil, Status, TestResult, decode, encode};
use glassbox::trainer::service::Service;
use glassbox::training::TransferPlan;
use pollster::block_on;

use super::common::setup;

const SMALL: &str = "data=fashion-mnist&limit=640&hidden=16&batch=64&epochs=2&seed=3";

struct Page {
    service: Service,
    heard: Rc<RefCell<Vec<Event>>>,
}

impl Page {
    fn new() -> Self {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let outbox = Rc::clone(&heard);
        // Every event makes the journey through its packed form.
        let send = move |event: Event| outbox.borrow_mut().push(decode(&encode(&event).unwrap()).unwrap());
        Self { service: Service::new(Backend::Cpu, Device::flex(), Box::new(send)), heard }
    }

    fn with_data() -> Self {
        let mut page = Self::new();
        page.service.set_rows(super::common::load(Builtin::FashionMnist));
        page
    }

    fn say(&mut self, command: Command) {
        let bytes = encode(&command).unwrap();
        drop(command);
        let command = decode(&bytes).unwrap();
        block_on(self.service.handle(command));
    }

    fn work(&mut self) {
        while self.service.has_work() {
            block_on(self.service.work());
        }
    }

    fn heard<T>(&self, select: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.heard.borrow().iter().filter_map(select).collect()
    }

    fn statuses(&self) -> Vec<Status> {
        self.heard(|event| if let Event::Status(status) = event { Some(*status) } else { None })
    }

    fn losses(&self) -> Vec<f32> {
        let steps =
            self.heard(|event| if let Event::Progress { steps, .. } = event { Some(steps.clone()) } else { None });
        steps.concat().iter().map(|record| record.loss).collect()
    }

    fn steps(&self) -> u64 {
        let steps =
            self.heard(|event| if let Event::Progress { progress, .. } = event { Some(progress.step) } else { None });
        steps.last().copied().unwrap_or(0)
    }
}

#[test]
fn a_run_from_start_to_end() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup(SMALL)));
    page.say(Command::Watch { units: true, test_rows: vec![0, 1, 99_999] });
    page.say(Command::Run(RunUntil::End));
    page.work();
    assert_eq!(page.statuses(), [Status::Ready, Status::Training, Status::Done]);
    assert_eq!((page.losses().len(), page.steps()), (20, 20), "every step is reported once");
    let epochs = page.heard(|event| if let Event::Epoch(record) = event { Some(*record) } else { None });
    assert_eq!(epochs.iter().map(|record| record.epoch).collect::<Vec<_>>(), [1, 2]);
    assert!(epochs[1].val_loss < epochs[0].val_loss && epochs[1].seconds > 0.0);
    let tests: Vec<TestResult> =
        page.heard(|event| if let Event::Tested(result) = event { Some(result.clone()) } else { None });
    assert_eq!(tests.len(), 1, "the test set is predicted at the end");
    assert_eq!(tests[0].predicted.len(), 2000);
    let right = tests[0].predicted.iter().zip(&tests[0].labels).filter(|(p, l)| p == l).count();
    assert!((right as f64 / 2000.0 - tests[0].accuracy).abs() < 1e-9);
    assert!((tests[0].accuracy - epochs[1].val_accuracy).abs() < 1e-12, "validated on the test set");
    let units =
        page.heard(
            |event| if let Event::Units { inputs, scales, .. } = event { Some((*inputs, scales.len())) } else { None },
        );
    assert_eq!(units.last(), Some(&(784, 16)));
    let watched = page.heard(|event| if let Event::Watched { rows, .. } = event { Some(rows.clone()) } else { None });
    assert_eq!(watched.last().unwrap(), &[0, 1], "rows that do not exist are left out");
}

#[test]
fn one_step_one_epoch_and_on() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup(SMALL)));
    page.say(Command::Run(RunUntil::Steps(1)));
    page.work();
    assert_eq!((page.steps(), page.statuses().last()), (1, Some(&Status::Paused)));
    page.say(Command::Run(RunUntil::EpochEnd));
    page.work();
    assert_eq!((page.steps(), page.statuses().last()), (10, Some(&Status::Paused)));
    page.say(Command::Run(RunUntil::Steps(3)));
    page.work();
    assert_eq!(page.steps(), 13);
    page.say(Command::Run(RunUntil::End));
    page.work();
    assert_eq!((page.steps(), page.statuses().last()), (20, Some(&Status::Done)));
    let mut straight = Page::with_data();
    straight.say(Command::Configure(setup(SMALL)));
    straight.say(Command::Run(RunUntil::End));
    straight.work();
    assert_eq!(page.losses(), straight.losses(), "halting changes nothing");
}

#[test]
fn stop_acts_within_a_slice_and_leaves_the_weights_usable() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup("data=fashion-mnist&hidden=256&epochs=50")));
    page.say(Command::Run(RunUntil::End));
    (0..3).for_each(|_| block_on(page.service.work()));
    let asked = Instant::now();
    page.say(Command::Stop);
    let took = asked.elapsed();
    assert_eq!(page.statuses().last(), Some(&Status::Stopped));
    let steps = page.steps();
    page.work();
    assert_eq!(page.steps(), steps, "nothing is trained after Stop ({took:?})");
    page.say(Command::Predict { id: 7, inputs: Inputs::Pixels(vec![0; 784]) });
    let predicted = page.heard(|event| match event {
        Event::Predicted { id: 7, probabilities } => Some(probabilities.iter().sum::<f32>()),
        _ => None,
    });
    assert!((predicted[0] - 1.0).abs() < 1e-5);
    let checkpoints = page.heard(|event| if let Event::Checkpoint { step, .. } = event { Some(*step) } else { None });
    assert_eq!(checkpoints.last(), Some(&steps));
}

#[test]
fn a_checkpoint_moves_a_run_to_another_worker() {
    let mut first = Page::with_data();
    first.say(Command::Configure(setup(SMALL)));
    first.say(Command::Run(RunUntil::Steps(14)));
    first.work();
    let bytes =
        first.heard(|event| if let Event::Checkpoint { bytes, .. } = event { Some(bytes.clone()) } else { None });
    let mut second = Page::with_data();
    second.say(Command::Restore(bytes.last().unwrap().clone()));
    assert_eq!(second.statuses(), [Status::Paused]);
    let logs = second.heard(|event| if let Event::Configured { log, .. } = event { Some(log.clone()) } else { None });
    assert_eq!((logs[0].steps.len(), logs[0].epochs.len()), (14, 1));
    second.say(Command::Run(RunUntil::End));
    second.work();
    first.say(Command::Run(RunUntil::End));
    first.work();
    assert_eq!(second.losses(), first.losses()[14..]);
}

#[test]
fn a_loss_that_is_not_a_number_ends_the_run_and_can_be_undone() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup(&format!("{SMALL}&opt=sgd&lr=1000&l2=1&epochs=100"))));
    page.say(Command::Run(RunUntil::End));
    page.work();
    assert_eq!(page.statuses().last(), Some(&Status::Failed));
    let failures = page.heard(|event| if let Event::Failed(failure) = event { Some(failure.clone()) } else { None });
    let Failure::Diverged { step, good_step, learning_rate } = failures[0] else { panic!("{failures:?}") };
    assert!(good_step < step && learning_rate == 1000.0);
    assert!(page.losses().iter().all(|loss| loss.is_finite()));
    page.say(Command::Recover { learning_rate: 0.001 });
    page.say(Command::Run(RunUntil::Steps(5)));
    page.work();
    assert_eq!((page.statuses().last(), page.steps()), (Some(&Status::Paused), good_step + 5));
}

#[test]
fn a_run_waits_for_its_data() {
    let mut page = Page::new();
    page.say(Command::Configure(setup(SMALL)));
    page.say(Command::Run(RunUntil::Steps(2)));
    page.work();
    assert_eq!(page.steps(), 0);
    page.service.set_rows(super::common::load(Builtin::FashionMnist));
    page.work();
    assert_eq!(page.steps(), 2);
}

#[test]
fn a_run_does_not_train_on_another_set() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup("data=mnist&limit=64&hidden=8")));
    page.say(Command::Run(RunUntil::End));
    page.work();
    assert_eq!(page.steps(), 0);
}

#[test]
fn nonsense_is_answered_and_changes_nothing() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup(SMALL)));
    page.say(Command::Run(RunUntil::Steps(1)));
    page.work();
    page.say(Command::Restore(vec![1, 2, 3]));
    let mut bad = setup(SMALL);
    bad.training.learning_rate = f64::NAN;
    page.say(Command::Configure(bad));
    page.say(Command::SetLearningRate(-1.0));
    let failures = page.heard(|event| if let Event::Failed(failure) = event { Some(failure.clone()) } else { None });
    assert!(matches!(failures[..], [Failure::BadCheckpoint(_), Failure::BadSetup(_)]), "{failures:?}");
    page.say(Command::Run(RunUntil::Steps(1)));
    page.work();
    assert_eq!(page.steps(), 2);
}

#[test]
fn rows_are_handed_out() {
    let mut page = Page::with_data();
    page.say(Command::Rows { id: 1, data: DataSet::FASHION_MNIST, part: Part::Test, rows: vec![0, 5, 5000] });
    let rows = page.heard(|event| match event {
        Event::Rows { id: 1, rows, inputs, labels, .. } => Some((rows.clone(), inputs.len(), labels.clone())),
        _ => None,
    });
    assert_eq!((&rows[0].0[..], rows[0].1, rows[0].2[0]), (&[0, 5][..], 2 * 784, 9));
}

#[test]
fn a_measurement_times_steps_and_gives_the_gradients() {
    let mut page = Page::new();
    page.say(Command::Measure(setup(SMALL)));
    let measured =
        page.heard(|event| if let Event::Measured(measured) = event { Some(measured.clone()) } else { None });
    assert!(measured[0].ms_per_step > 0.0);
    assert!((measured[0].loss - 10.0_f64.ln()).abs() < 0.5, "{}", measured[0].loss);
    assert_eq!(measured[0].gradients.iter().map(Vec::len).collect::<Vec<_>>(), [784 * 16, 16, 160, 10]);
}

#[test]
fn own_examples_are_trained_on_behind_the_sets_own_rows() {
    let mut page = Page::with_data();
    let (mut pixels, labels) = (vec![0_u8; 784], vec![3, 77]);
    pixels.extend([255_u8; 784]);
    page.say(Command::Examples { data: DataSet::FASHION_MNIST, pixels: pixels.clone(), labels });
    let mut with_own = setup(SMALL);
    with_own.added = Added::of(&pixels[..784], &[3]);
    assert_eq!(with_own.row_counts().0, 641, "a class that does not exist is left out");
    page.say(Command::Configure(with_own.clone()));
    page.say(Command::Run(RunUntil::End));
    page.work();
    assert_eq!((page.steps(), page.statuses().last()), (22, Some(&Status::Done)), "eleven steps an epoch");
    let mut without = Page::with_data();
    without.say(Command::Configure(setup(SMALL)));
    without.say(Command::Run(RunUntil::End));
    without.work();
    assert_ne!(page.losses()[..10], without.losses()[..10]);
    // A set-up that names other examples than the worker has does not train on the wrong ones.
    let mut other = Page::with_data();
    other.say(Command::Configure(with_own));
    other.say(Command::Run(RunUntil::End));
    other.work();
    assert_eq!(other.steps(), 0);
}

#[test]
fn preprocessing_describes_the_parts() {
    let mut page = Page::with_data();
    page.say(Command::Examples { data: DataSet::FASHION_MNIST, pixels: vec![0; 784], labels: vec![9] });
    let mut honest = setup("data=fashion-mnist&limit=1200&split=holdout");
    honest.added = Added::of(&[0; 784], &[9]);
    page.say(Command::Preprocess(honest));
    page.say(Command::Preprocess(setup("data=mnist")));
    let found = page.heard(|event| if let Event::Preprocessed(parts) = event { Some(parts.clone()) } else { None });
    assert_eq!(found.len(), 1, "another set than the loaded one is not described");
    let parts = &found[0];
    let sum = |counts: &[u32]| counts.iter().sum::<u32>();
    assert_eq!((sum(&parts.train), sum(&parts.validation), sum(&parts.test)), (1101, 100, 2000));
    // By hand, from the very rows.
    let rows = super::common::load(Builtin::FashionMnist);
    let split = RowSplit::new(&setup("data=fashion-mnist&limit=1200&split=holdout"));
    let pixels: Vec<f64> = split
        .train
        .iter()
        .flat_map(|&row| rows.train.picture(row as usize).unwrap())
        .map(|&pixel| f64::from(pixel) / 255.0)
        .chain(std::iter::repeat_n(0.0, 784))
        .collect();
    let mean = pixels.iter().sum::<f64>() / pixels.len() as f64;
    let variance = pixels.iter().map(|pixel| (pixel - mean).powi(2)).sum::<f64>() / pixels.len() as f64;
    assert!((parts.mean - mean).abs() < 1e-9 && (parts.deviation - variance.sqrt()).abs() < 1e-9);
    assert_eq!(parts.mean_picture.len(), 784);
}

#[test]
fn the_saliency_is_the_slope_of_the_logit() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup(&format!("{SMALL}&act=tanh"))));
    page.say(Command::Run(RunUntil::Steps(5)));
    page.work();
    let picture = super::common::load(Builtin::FashionMnist).test.picture(3).unwrap().to_vec();
    page.say(Command::Saliency { id: 1, inputs: Inputs::Pixels(picture.clone()), class: 4 });
    page.say(Command::Saliency { id: 2, inputs: Inputs::Pixels(picture.clone()), class: 10 });
    page.say(Command::Saliency { id: 3, inputs: Inputs::Pixels(vec![0; 3]), class: 0 });
    let gradients = page.heard(|event| match event {
        Event::Saliency { gradient, .. } => Some(gradient.clone()),
        _ => None,
    });
    assert_eq!(gradients.iter().map(Vec::len).collect::<Vec<_>>(), [784, 0, 0], "nonsense is answered with nothing");
    // Log-probabilities of two pictures that differ in one pixel by one grey value each way; the softmax's own
    // normalisation falls out of the difference between two classes.
    let mut ask = |pixels: Vec<u8>| {
        page.say(Command::Predict { id: 9, inputs: Inputs::Pixels(pixels) });
        let answers = page.heard(|event| match event {
            Event::Predicted { id: 9, probabilities } => Some(probabilities.clone()),
            _ => None,
        });
        answers.last().unwrap().iter().map(|p| f64::from(*p).ln()).collect::<Vec<f64>>()
    };
    let place = picture.iter().position(|&pixel| (60..200).contains(&pixel)).unwrap();
    let (mut more, mut less) = (picture.clone(), picture.clone());
    more[place] += 40;
    less[place] -= 40;
    let (more, less) = (ask(more), ask(less));
    page.say(Command::Saliency { id: 4, inputs: Inputs::Pixels(picture), class: 7 });
    let other = page.heard(|event| match event {
        Event::Saliency { id: 4, gradient } => Some(gradient.clone()),
        _ => None,
    });
    let slope = f64::from(gradients[0][place] - other[0][place]);
    let difference = ((more[4] - more[7]) - (less[4] - less[7])) / (80.0 / 255.0);
    assert!((slope - difference).abs() < 0.02 * slope.abs().max(0.1), "{slope} {difference}");
}

#[test]
fn a_transfer_compares_three_networks() {
    let mut page = Page::with_data();
    page.say(Command::Configure(setup(SMALL)));
    page.say(Command::Run(RunUntil::Steps(10)));
    page.work();
    let plan = TransferPlan { data: Builtin::Mnist, rows: 640, epochs: 1 };
    page.say(Command::Transfer(plan));
    assert!(!page.service.has_work(), "without its set it does not begin");
    page.service.set_other_rows(super::common::load(Builtin::Mnist));
    page.say(Command::Transfer(plan));
    page.work();
    let results = page.heard(|event| if let Event::Transferred(result) = event { Some(result.clone()) } else { None });
    let (further, fresh) = (results[0].further.as_ref().unwrap(), results[0].fresh.as_ref().unwrap());
    assert_eq!((further.steps.len(), fresh.steps.len()), (10, 10));
    assert!(results[0].as_is.accuracy < 0.35, "its outputs mean clothes");
    assert!(further.score.accuracy > results[0].as_is.accuracy && fresh.score.accuracy > 0.2);
    assert_ne!(further.steps[0].loss, fresh.steps[0].loss);
    let shares = page.heard(|event| if let Event::Transferring(share) = event { Some(*share) } else { None });
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)) && shares.is_sorted());
    // The network itself has not learned anything from it.
    assert_eq!(page.steps(), 10);
    page.say(Command::Transfer(TransferPlan { epochs: 0, ..plan }));
    page.work();
    let results = page.heard(|event| if let Event::Transferred(result) = event { Some(result.clone()) } else { None });
    assert_eq!((results[1].as_is, results[1].further.is_none()), (results[0].as_is, true));
    page.say(Command::Transfer(plan));
    page.say(Command::CancelTransfer);
    assert!(!page.service.has_work());
}
