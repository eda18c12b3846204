//! A short measurement on made-up data: how fast is this backend for this network, and does it compute rightly?
//! Both backends get the same numbers, so their gradients can be compared.

use burn::tensor::{Device, Tensor};
use web_time::Instant;

use crate::network::{Loss, Model, initialization::initial_parameters, matrix};
use crate::random::{Purpose, Random};
use crate::setup::Setup;
use crate::trainer::protocol::Measurement;
use crate::training::{Optimizer, SessionError, read, read_all};

/// Steps before the clock starts: the first ones compile kernels.
const WARM_UP: usize = 3;
/// Groups of steps that are timed; their median counts.
const GROUPS: usize = 5;
/// Steps in one group, read together at its end as in training.
const GROUP: usize = 4;
/// No further group is begun after this long.
const ENOUGH_SECONDS: f64 = 1.0;
/// Share of pixels that are not background, as in MNIST.
const INK: f64 = 0.19;

/// Times some steps and computes the gradients of the first.
///
/// # Errors
/// When the device fails.
pub(super) async fn measure(setup: &Setup, device: &Device) -> Result<Measurement, SessionError> {
    let architecture = setup.architecture();
    let values = initial_parameters(&architecture, setup.initialization, setup.training.seed);
    let mut model = Model::new(&architecture, values, device);
    let (rows, size) = (setup.training.batch_size, architecture.input.size());
    let mut random = Random::new(setup.training.seed, Purpose::Probe);
    let pixels = (0..rows * size).map(|_| if random.unit() < INK { random.unit() as f32 } else { 0.0 }).collect();
    let mut targets = vec![0.0; rows * architecture.outputs];
    for row in targets.chunks_exact_mut(architecture.outputs.max(1)) {
        match architecture.loss {
            Loss::CrossEntropy => row[random.below(architecture.outputs as u32) as usize] = 1.0,
            Loss::SquaredError => row[0] = random.normal() as f32,
        }
    }
    let inputs = matrix(pixels, [rows, size], device);
    let targets = matrix(targets, [rows, architecture.outputs], device);

    let first = model.gradients(inputs.clone(), &targets, &[]);
    let gradients = read_all(first.gradients.iter()).await?;
    let loss = read(first.statistics).await?.first().copied().unwrap_or(f32::NAN);

    let mut optimizer = Optimizer::new(&setup.training, &model.parameters);
    let mut steps = async |count: usize| {
        let mut statistics = Vec::new();
        for _ in 0..count {
            let result = model.gradients(inputs.clone(), &targets, &[]);
            optimizer.update(&mut model.parameters, result.gradients, setup.training.learning_rate);
            statistics.push(result.statistics);
        }
        read(Tensor::cat(statistics, 0)).await
    };
    steps(WARM_UP).await?;
    let begun = Instant::now();
    let mut readings = Vec::new();
    while readings.len() < GROUPS && (readings.is_empty() || begun.elapsed().as_secs_f64() < ENOUGH_SECONDS) {
        let started = Instant::now();
        steps(GROUP).await?;
        readings.push(started.elapsed().as_secs_f64() * 1000.0 / GROUP as f64);
    }
    readings.sort_by(f64::total_cmp);
    Ok(Measurement { ms_per_step: readings[readings.len() / 2], loss: f64::from(loss), gradients })
}
