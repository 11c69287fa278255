//! One value of a row.

use std::borrow::Cow;

use crate::{export::safe_text, text::exports};

/// One value of a row.
pub(in crate::export) enum Cell {
    /// Text as given, left; also codes, whose digits must all stay.
    Text(String),
    /// A short text, centred.
    Centred(String),
    /// A whole number.
    Count(u64),
    /// A decimal number given in hundredths, shown with two decimals.
    Hundredths(i64),
    /// A decimal number given in tenths, shown with one decimal.
    Tenths(i64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// The text of a cell that holds text.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) | Self::Centred(text) => Some(safe_text::cell(text)),
            Self::Count(_) | Self::Hundredths(_) | Self::Tenths(_) | Self::Empty => None,
        }
    }

    /// What a reader sees, without separators: what the check code is made of.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Centred(text) => safe_text::cell(text),
            Self::Count(count) => count.to_string().into(),
            Self::Hundredths(value) => exports::decimal(*value, 2).into(),
            Self::Tenths(value) => exports::decimal(*value, 1).into(),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}
