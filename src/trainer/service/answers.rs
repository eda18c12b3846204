//! Questions of the page: each gets one answer, so that nobody waits for ever.

use super::Service;
use crate::dataset::{DataSet, Examples, Inputs, Part};
use crate::trainer::protocol::{Event, Failure};
use crate::training::{predict, saliency};

impl Service {
    pub(super) async fn predict(&self, id: u32, inputs: &Inputs) {
        let Some(session) = &self.session else {
            self.send(Event::Predicted { id, probabilities: Vec::new() });
            return;
        };
        let size = session.setup().data.input_shape().size();
        match predict(session.model(), inputs.scaled(), size).await {
            Ok(probabilities) => self.send(Event::Predicted { id, probabilities }),
            Err(error) => self.send(Event::Failed(Failure::DeviceLost(error.to_string()))),
        }
    }

    pub(super) async fn saliency(&self, id: u32, inputs: &Inputs, class: u8) {
        let mut gradient = Vec::new();
        if let Some(session) = &self.session {
            let architecture = session.setup().architecture();
            if inputs.len() == architecture.input.size() && usize::from(class) < architecture.outputs {
                match saliency(session.model(), inputs.scaled(), usize::from(class)).await {
                    Ok(found) => gradient = found,
                    Err(error) => self.send(Event::Failed(Failure::DeviceLost(error.to_string()))),
                }
            }
        }
        self.send(Event::Saliency { id, gradient });
    }

    pub(super) async fn inspect(&mut self, id: u32, batch: bool) {
        let inspected = match &mut self.session {
            Some(session) => {
                let fitting = self.rows.as_ref().filter(|rows| batch && rows.data == session.setup().data);
                session.inspect(fitting.map(|rows| &rows.train)).await.map(Some)
            }
            None => Ok(None),
        };
        let inspection = inspected.unwrap_or_else(|error| {
            self.send(Event::Failed(Failure::DeviceLost(error.to_string())));
            None
        });
        self.send(Event::Inspected { id, inspection });
    }

    pub(super) fn send_rows(&self, id: u32, data: DataSet, part: Part, wanted: &[u32]) {
        let nothing = Examples::default();
        let rows = [&self.rows, &self.other].into_iter().flatten().find(|rows| rows.data == data);
        let examples = match (rows, part) {
            (Some(rows), Part::Train) => &rows.train,
            (Some(rows), Part::Test) => &rows.test,
            (None, _) => &nothing,
        };
        let found: Vec<u32> = wanted.iter().copied().filter(|&row| (row as usize) < examples.len()).collect();
        let inputs = examples.inputs(&found);
        let labels = found.iter().filter_map(|&row| examples.classes().get(row as usize).copied()).collect();
        let targets = found.iter().filter_map(|&row| examples.numbers().get(row as usize).copied()).collect();
        self.send(Event::Rows { id, data, part, rows: found, inputs, labels, targets });
    }
}
