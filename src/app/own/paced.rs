//! Large views come in pieces, one a frame: all at once they would hold the page up for longer than a hand notices.

use std::cell::RefCell;
use std::collections::VecDeque;

use leptos::prelude::*;

type Piece = Box<dyn FnOnce()>;

/// Pieces that have not been shown yet.
#[derive(Default)]
struct Pieces {
    waiting: VecDeque<Piece>,
    /// What came since the latest frame.
    fresh: Vec<Piece>,
    scheduled: bool,
}

impl Pieces {
    /// The next one. What a piece brought along comes before what waited already: views are filled from top to bottom.
    fn take(&mut self) -> Option<Piece> {
        while let Some(piece) = self.fresh.pop() {
            self.waiting.push_front(piece);
        }
        self.waiting.pop_front()
    }
}

thread_local! {
    static PIECES: RefCell<Pieces> = RefCell::default();
}

/// Does this in one of the next frames, in which no other piece is done.
fn in_its_own_frame(piece: impl FnOnce() + 'static) {
    let idle = PIECES.with_borrow_mut(|pieces| {
        pieces.fresh.push(Box::new(piece));
        !std::mem::replace(&mut pieces.scheduled, true)
    });
    if idle {
        request_animation_frame(next);
    }
}

fn next() {
    let piece = PIECES.with_borrow_mut(Pieces::take);
    if let Some(piece) = piece {
        piece();
    }
    let more = PIECES.with_borrow_mut(|pieces| {
        pieces.scheduled = !(pieces.waiting.is_empty() && pieces.fresh.is_empty());
        pieces.scheduled
    });
    if more {
        request_animation_frame(next);
    }
}

/// A list that grows to its full length by so many entries a frame. What the next list has in common with it at the
/// beginning stays.
pub(super) fn paced<T>(all: Memo<Vec<T>>, at_a_time: usize) -> RwSignal<Vec<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = RwSignal::new(Vec::new());
    let growing = StoredValue::new(false);
    Effect::new(move |_| {
        let next = all.with(|all| {
            let kept = shown.with_untracked(|shown: &Vec<T>| common(shown, all));
            all.iter().take(kept + at_a_time).cloned().collect::<Vec<_>>()
        });
        shown.set(next);
        grow(all, shown, at_a_time, growing);
    });
    shown
}

/// Entries that two lists have in common at the beginning.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn grow<T>(all: Memo<Vec<T>>, shown: RwSignal<Vec<T>>, at_a_time: usize, growing: StoredValue<bool>)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let count = shown.with_untracked(Vec::len);
    if growing.get_value() || all.with_untracked(|all| count >= all.len()) {
        return;
    }
    growing.set_value(true);
    in_its_own_frame(move || {
        // The view may be gone by now.
        let Some(count) = shown.try_with_untracked(Vec::len) else { return };
        let more = all.try_with_untracked(|all| all.iter().skip(count).take(at_a_time).cloned().collect::<Vec<_>>());
        let Some(more) = more else { return };
        growing.set_value(false);
        shown.update(|shown| shown.extend(more));
        grow(all, shown, at_a_time, growing);
    });
}

/// Shows what is in it in one of the next frames, after what stands above it.
#[component]
pub(super) fn Later(children: ChildrenFn) -> impl IntoView {
    let there = RwSignal::new(false);
    in_its_own_frame(move || {
        // The view may be gone by now.
        let _ = there.try_set(true);
    });
    view! { <Show when=move || there.get()>{children()}</Show> }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn lists_are_compared_from_the_beginning() {
        assert_eq!(common(&[1, 2, 3], &[1, 2, 4, 5]), 2);
        assert_eq!(common(&[2], &[1]), 0);
        assert_eq!(common::<u8>(&[], &[1]), 0);
    }

    #[wasm_bindgen_test]
    fn what_a_piece_brings_along_comes_before_what_waits() {
        let done = Rc::new(RefCell::new(Vec::new()));
        let note = |name: &'static str| -> Piece {
            let done = Rc::clone(&done);
            Box::new(move || done.borrow_mut().push(name))
        };
        let mut pieces = Pieces { fresh: vec![note("first"), note("second")], ..Pieces::default() };
        for more in [&["its own", "and another"][..], &[]] {
            pieces.take().expect("there are some")();
            pieces.fresh.extend(more.iter().map(|name| note(name)));
        }
        while let Some(piece) = pieces.take() {
            piece();
        }
        assert_eq!(*done.borrow(), ["first", "its own", "and another", "second"]);
    }
}
