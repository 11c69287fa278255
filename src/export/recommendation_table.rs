//! The recommendation table (推荐汇总表) of a bureau: in priority order, ready to be sealed.

use std::io::{Seek, Write};

use super::{
    ExportError,
    table_head::TableHead,
    workbook::{self, Cell, Sheet},
};
use crate::text::exports;

/// One recommended application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecommendationRow {
    /// Rank within the unit, from 1.
    pub rank: u32,
    /// Name of the enterprise.
    pub enterprise: String,
    /// Unified social credit code (统一社会信用代码).
    pub credit_code: String,
    /// Name of the factory.
    pub factory: String,
    /// Label of the tier applied for.
    pub tier: String,
    /// The league or city (盟市).
    pub league: String,
    /// County or industrial park (旗县区/园区).
    pub county: String,
    /// Industry code and name.
    pub industry: String,
    /// Scenarios the bureau confirmed.
    pub confirmed: u32,
    /// Scenarios the enterprise claimed.
    pub claimed: u32,
    /// Groups covered (覆盖环节), worded.
    pub coverage: String,
    /// Maturity level and score, worded.
    pub maturity: String,
    /// Total investment in 分; `None` when not given.
    pub investment_cents: Option<i64>,
    /// Why it does not count against the quota (不占名额); `None` when it counts.
    pub exempt_reason: Option<String>,
    /// The bureau's opinion (初审意见).
    pub opinion: String,
    /// Contact person.
    pub contact: String,
    /// Contact telephone.
    pub telephone: String,
}

const WIDTHS: [f64; 14] = [
    36.0, 96.0, 112.0, 98.0, 44.0, 84.0, 78.0, 58.0, 66.0, 54.0, 76.0, 74.0, 104.0, 80.0,
];

/// Writes the table as XLSX, with the lines for signature and seal.
///
/// # Errors
/// The writer failed or there are more rows than a sheet holds.
pub fn xlsx(
    head: &TableHead,
    rows: impl IntoIterator<Item = RecommendationRow>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let sheet = Sheet {
        name: exports::RECOMMENDATION_SHEET,
        title: exports::RECOMMENDATION_TITLE,
        particulars: &[
            exports::particulars(&head.unit, &head.season, &head.tier, &head.date),
            exports::numbers(&head.number),
        ],
        columns: &workbook::columns(exports::RECOMMENDATION_COLUMNS, WIDTHS),
        closing: &exports::bureau_seal(&head.unit),
        number: &head.number,
        code: head.code.as_deref(),
        author: &head.unit,
        made_at: head.made_at,
    };
    workbook::write(&sheet, rows.into_iter().map(cells), writer)
}

fn cells(row: RecommendationRow) -> Vec<Cell> {
    vec![
        Cell::Count(row.rank.into()),
        Cell::Text(row.enterprise),
        Cell::Text(row.credit_code),
        Cell::Text(row.factory),
        Cell::Centred(row.tier),
        Cell::Text(exports::place(&row.league, &row.county)),
        Cell::Text(row.industry),
        Cell::Centred(exports::confirmed_of_claimed(row.confirmed, row.claimed)),
        Cell::Text(row.coverage),
        Cell::Centred(row.maturity),
        row.investment_cents
            .map_or(Cell::Empty, |cents| Cell::Hundredths(wan_hundredths(cents))),
        Cell::Text(exports::quota(row.exempt_reason.as_deref())),
        Cell::Text(row.opinion),
        Cell::Text(exports::two_lines(&row.contact, &row.telephone)),
    ]
}

/// 分 to hundredths of 万元, half rounded up: 1 万元 = 1,000,000 分.
const fn wan_hundredths(cents: i64) -> i64 {
    cents.saturating_add(5_000).div_euclid(10_000)
}

#[cfg(test)]
mod tests {
    use super::wan_hundredths;

    #[test]
    fn amounts_are_rounded_half_up() {
        let cases = [
            (0, 0),
            (1_000_000, 100),
            (1_234_500_000, 123_450),
            (4_999, 0),
            (5_000, 1),
            (15_000, 2),
        ];
        for (cents, hundredths) in cases {
            assert_eq!(wan_hundredths(cents), hundredths);
        }
    }
}
