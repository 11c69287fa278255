//! The order of a bureau's recommendations: dense ranks from 1, changed by moving entries.

use super::{field::FieldError, values::decimal::parse_units};

/// A step in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One place towards the front.
    Up,
    /// One place towards the end.
    Down,
}

/// The order after one entry took a step: positions of the old list in their new order. An entry
/// at the end of its way stays where it is.
pub fn stepped(length: usize, position: usize, step: Step) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let other = match step {
        Step::Up => position.checked_sub(1),
        Step::Down => position.checked_add(1).filter(|other| *other < length),
    };
    if let Some(other) = other
        && position < length
    {
        order.swap(position, other);
    }
    order
}

/// The order after ranks were typed beside the entries: positions of the old list in their new
/// order. An entry gets the rank typed for it and pushes the others aside; where two were given
/// the same rank, the one that stood before stays before.
pub fn typed(ranks: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by_key(|&position| {
        let (old, new) = (position + 1, ranks[position]);
        // A move to the front goes before the entry that has that rank, one to the end behind it.
        let side = match new.cmp(&old) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        };
        (new, side, old)
    });
    order
}

/// Reads a typed rank.
///
/// # Errors
/// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
pub fn parse_rank(text: &str, length: usize) -> Result<usize, FieldError> {
    let most = i64::try_from(length).unwrap_or(i64::MAX);
    let rank = parse_units(text, 0, 1, most)?;
    Ok(usize::try_from(rank).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_permutation(order: &[usize]) -> bool {
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        sorted == (0..order.len()).collect::<Vec<_>>()
    }

    proptest! {
        #[test]
        fn a_single_move_lands_exactly_where_it_was_typed(length in 1_usize..40, from: usize, to: usize) {
            let (from, to) = (from % length, to % length);
            let mut ranks: Vec<usize> = (1..=length).collect();
            ranks[from] = to + 1;
            let order = typed(&ranks);
            prop_assert!(is_permutation(&order));
            prop_assert_eq!(order[to], from);
            let others: Vec<usize> = order.iter().copied().filter(|entry| *entry != from).collect();
            prop_assert!(others.is_sorted(), "the others keep their order");
        }

        #[test]
        fn whatever_is_typed_nobody_is_lost(ranks in prop::collection::vec(1_usize..30, 0..30)) {
            prop_assert!(is_permutation(&typed(&ranks)));
        }

        #[test]
        fn a_step_there_and_back_changes_nothing(length in 2_usize..40, position: usize) {
            let position = 1 + position % (length - 1);
            let up = stepped(length, position, Step::Up);
            prop_assert!(is_permutation(&up));
            prop_assert_eq!(up[position - 1], position);
            prop_assert_eq!(up, stepped(length, position - 1, Step::Down));
        }
    }

    #[test]
    fn the_ends_of_the_list_hold() {
        assert_eq!(stepped(3, 0, Step::Up), [0, 1, 2]);
        assert_eq!(stepped(3, 2, Step::Down), [0, 1, 2]);
        assert_eq!(stepped(3, 9, Step::Up), [0, 1, 2]);
    }

    #[test]
    fn ranks_are_whole_numbers_of_the_list() {
        assert_eq!(parse_rank(" 2 ", 3), Ok(2));
        assert_eq!(parse_rank("", 3), Err(FieldError::Required));
        assert_eq!(parse_rank("x", 3), Err(FieldError::NotANumber));
        for wrong in ["0", "4"] {
            assert!(matches!(
                parse_rank(wrong, 3),
                Err(FieldError::OutOfRange { .. })
            ));
        }
    }
}
