//! Exported bytes opened again by other programs' readers and compared with the rows.

use std::io::Cursor;

use bytes::Bytes;
use calamine::{Data, Range, Reader as _, Xlsx};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use serde_json::json;

use super::approved_list::{self, ApprovedRow, ListHead};
use super::recommendation_table::{self, RecommendationRow, TableHead};
use super::results_table::{self, ResultRow};
use super::stream;
use crate::text::exports;

const INJECTION: &str = "=cmd|'/c calc'!A0";

fn head() -> ListHead {
    ListHead {
        title: "List".to_owned(),
        season: "2025".to_owned(),
        tier: "advanced".to_owned(),
        tier_name: "Advanced".to_owned(),
        published_at: DateTime::<Utc>::UNIX_EPOCH,
        published_on: "day one".to_owned(),
        digest: "ab".repeat(32),
    }
}

fn row(number: u32, enterprise: &str, credit_code: &str) -> ApprovedRow {
    ApprovedRow {
        number,
        league: exports::LIST_COLUMNS[1].to_owned(),
        enterprise: enterprise.to_owned(),
        factory: "Plant \"2\", hall A\nB".to_owned(),
        credit_code: credit_code.to_owned(),
        tier: "Advanced".to_owned(),
        outcome: "Recognised".to_owned(),
    }
}

fn rows() -> Vec<ApprovedRow> {
    vec![
        row(1, exports::RECOMMENDATION_TITLE, "911501001234567890"),
        row(2, INJECTION, "91150100MA0N00001X"),
        row(3, "+1-2@3", "91150100MA0N00002X"),
    ]
}

fn sheet(bytes: Vec<u8>, name: &str) -> Range<Data> {
    Xlsx::new(Cursor::new(bytes))
        .unwrap()
        .worksheet_range(name)
        .unwrap()
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range
        .get_value((row, column))
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[test]
fn the_list_as_workbook_keeps_every_value() {
    let mut bytes = Cursor::new(Vec::new());
    approved_list::xlsx(&head(), rows(), &mut bytes).unwrap();
    let bytes = bytes.into_inner();
    let mut workbook = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let formulas = workbook.worksheet_formula(exports::LIST_SHEET).unwrap();
    assert!(formulas.is_empty(), "no cell is a formula");

    let range = sheet(bytes, exports::LIST_SHEET);
    assert_eq!(text(&range, 0, 0), "List");
    assert!(text(&range, 2, 0).ends_with(&head().digest));
    for (column, heading) in (0..).zip(exports::LIST_COLUMNS) {
        assert_eq!(text(&range, 3, column), heading);
    }
    for (at, row) in (4..).zip(rows()) {
        assert_eq!(
            range.get_value((at, 0)),
            Some(&Data::Float(row.number.into()))
        );
        let strings = [
            row.league,
            row.enterprise,
            row.factory,
            row.credit_code,
            row.tier,
            row.outcome,
        ];
        for (column, value) in (1..).zip(strings) {
            assert_eq!(range.get_value((at, column)), Some(&Data::String(value)));
        }
    }
    assert_eq!(range.end(), Some((6, 6)));
}

#[test]
fn the_list_as_csv_is_neutral_and_exact() {
    let mut bytes = Vec::new();
    approved_list::csv(rows(), &mut bytes).unwrap();
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap();
    assert_eq!(
        String::from_utf8_lossy(body).matches("\r\n").count(),
        4,
        "CRLF after each record"
    );
    assert!(body.ends_with(b"\r\n"));

    let mut reader = csv::Reader::from_reader(body);
    assert_eq!(reader.headers().unwrap(), exports::LIST_COLUMNS.as_slice());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&records[0][2], exports::RECOMMENDATION_TITLE);
    assert_eq!(&records[0][3], "Plant \"2\", hall A\nB");
    assert_eq!(&records[0][4], "\t911501001234567890");
    assert_eq!(&records[1][2], format!("'{INJECTION}"));
    assert_eq!(&records[1][4], "91150100MA0N00001X");
    assert_eq!(&records[2][2], "'+1-2@3");
}

#[test]
fn the_list_as_json_names_its_fields() {
    let mut bytes = Vec::new();
    approved_list::json(&head(), rows().into_iter().skip(1).take(1), &mut bytes).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let expected = json!({
        "title": "List", "season": "2025", "tier": "advanced", "tier_name": "Advanced",
        "published_at": "1970-01-01T00:00:00Z", "digest": "ab".repeat(32),
        "rows": [{
            "number": 2, "league": exports::LIST_COLUMNS[1], "enterprise": INJECTION,
            "factory": "Plant \"2\", hall A\nB", "credit_code": "91150100MA0N00001X",
            "tier": "Advanced", "outcome": "Recognised",
        }],
    });
    assert_eq!(value, expected);
}

fn recommendation(rank: Option<u32>) -> RecommendationRow {
    RecommendationRow {
        rank,
        enterprise: INJECTION.to_owned(),
        credit_code: "911501001234567890".to_owned(),
        factory: "Plant".to_owned(),
        tier: "Advanced".to_owned(),
        league: "League".to_owned(),
        county: "County".to_owned(),
        industry: "32".to_owned(),
        confirmed: 10,
        claimed: 12,
        coverage: "G3".to_owned(),
        maturity: "2 / 2.31".to_owned(),
        investment_cents: Some(1_234_567_890),
        opinion: "agreed".to_owned(),
        contact: "Contact".to_owned(),
        telephone: "0471-1234567".to_owned(),
    }
}

#[test]
fn the_recommendation_table_can_be_sealed() {
    let head = TableHead {
        unit: "Bureau".to_owned(),
        season: "2025".to_owned(),
        tier: String::new(),
        date: "today".to_owned(),
    };
    let mut bytes = Cursor::new(Vec::new());
    let rows = [recommendation(Some(1)), recommendation(None)];
    recommendation_table::xlsx(&head, rows, &mut bytes).unwrap();
    let range = sheet(bytes.into_inner(), exports::RECOMMENDATION_SHEET);
    assert_eq!(text(&range, 0, 0), exports::RECOMMENDATION_TITLE);
    for (column, heading) in (0..).zip(exports::RECOMMENDATION_COLUMNS) {
        assert_eq!(text(&range, 2, column), heading);
    }
    assert_eq!(range.get_value((3, 0)), Some(&Data::Float(1.0)));
    assert_eq!(text(&range, 3, 1), INJECTION);
    assert_eq!(
        range.get_value((3, 2)),
        Some(&Data::String("911501001234567890".to_owned()))
    );
    assert_eq!(text(&range, 3, 8), "10/12");
    assert_eq!(range.get_value((3, 11)), Some(&Data::Float(1_234.57)));
    assert_eq!(
        range.get_value((3, 14)),
        Some(&Data::String("0471-1234567".to_owned()))
    );
    assert_eq!(text(&range, 4, 0), "", "an exempt case has no rank");
    assert_eq!(text(&range, 5, 0), exports::total(2));
    assert!(text(&range, 7, 0).starts_with("Bureau"));
}

#[test]
fn the_result_table_shows_mean_and_spread() {
    let head = TableHead {
        unit: String::new(),
        season: "2025".to_owned(),
        tier: "Advanced".to_owned(),
        date: "today".to_owned(),
    };
    let row = ResultRow {
        rank: Some(1),
        enterprise: "Works".to_owned(),
        factory: "Plant".to_owned(),
        credit_code: "911501001234567890".to_owned(),
        league: "League".to_owned(),
        tier: "Advanced".to_owned(),
        mean_hundredths: Some(8_333),
        highest_tenths: Some(901),
        lowest_tenths: Some(755),
        filed: 3,
    };
    let mut bytes = Cursor::new(Vec::new());
    results_table::xlsx(&head, [row], &mut bytes).unwrap();
    let range = sheet(bytes.into_inner(), exports::RESULTS_SHEET);
    let figures = [(6, 83.33), (7, 90.1), (8, 75.5), (9, 14.6), (10, 3.0)];
    for (column, value) in figures {
        assert_eq!(range.get_value((3, column)), Some(&Data::Float(value)));
    }
}

#[tokio::test]
async fn a_spooled_table_streams_with_its_length() {
    let spooled = stream::spooled(|writer| {
        approved_list::xlsx(&head(), (1..=5_000).map(|n| row(n, "Works", "91")), writer)
    })
    .await
    .unwrap();
    let length = spooled.length;
    let chunks: Vec<Bytes> = spooled.stream.try_collect().await.unwrap();
    assert!(chunks.len() > 1, "handed on in chunks");
    let bytes = chunks.concat();
    assert_eq!(bytes.len() as u64, length);
    assert_eq!(sheet(bytes, exports::LIST_SHEET).end(), Some((5_003, 6)));
}
