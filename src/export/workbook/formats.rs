//! The look of cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::text::exports;

/// Size of the text of rows, in points (五号); printed at 100 %.
pub(super) const TEXT: f64 = 10.5;
/// Size of the title, in points.
pub(super) const TITLE: f64 = 16.0;
/// Heading fill: the brand tint of the pages.
const TINT: Color = Color::RGB(0x00E8_F1FA);
const LINE: Color = Color::RGB(0x008A_97A6);

pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) line: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) centred: Format,
    pub(super) hundredths: Format,
    pub(super) tenths: Format,
}

/// What a new workbook is written in; its digits are the measure of column widths.
pub(super) fn standard() -> Format {
    Format::new().set_font_name(exports::FONT).set_font_size(11)
}

impl Formats {
    pub(super) fn new() -> Self {
        let plain = Format::new()
            .set_font_name(exports::FONT)
            .set_font_size(TEXT)
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let number = boxed.clone().set_align(FormatAlign::Right);
        Self {
            title: Format::new()
                .set_font_name(exports::TITLE_FONT)
                .set_font_size(TITLE)
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            line: plain.set_text_wrap(),
            heading: boxed
                .clone()
                .set_bold()
                .set_background_color(TINT)
                .set_text_wrap()
                .set_align(FormatAlign::Center),
            text: boxed.clone().set_num_format("@").set_text_wrap(),
            centred: boxed
                .set_num_format("@")
                .set_text_wrap()
                .set_align(FormatAlign::Center),
            hundredths: number.clone().set_num_format("#,##0.00"),
            tenths: number.set_num_format("0.0"),
        }
    }
}
