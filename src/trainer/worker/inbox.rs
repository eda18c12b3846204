//! What has arrived and not been handled yet.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use crate::trainer::protocol::Command;
use crate::trainer::service::Rows;

/// Something to handle.
pub(super) enum Input {
    /// From the page.
    Command(Command),
    /// From the loader.
    Rows(Purpose, Rows),
}

/// What a set is loaded for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To train and test on.
    Run,
    /// To try a trained network on.
    Transfer,
}

/// A queue that can be waited for.
#[derive(Default)]
pub(super) struct Inbox {
    inputs: RefCell<VecDeque<Input>>,
    waker: RefCell<Option<Waker>>,
}

impl Inbox {
    pub(super) fn push(&self, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if let Some(waker) = self.waker.borrow_mut().take() {
            waker.wake();
        }
    }

    pub(super) fn pop(&self) -> Option<Input> {
        self.inputs.borrow_mut().pop_front()
    }

    /// Until something is there.
    pub(super) async fn wait(&self) {
        poll_fn(|context| {
            if self.inputs.borrow().is_empty() {
                *self.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
    }
}
