//! Exported bytes opened again by other programs' readers and compared with the rows.

use std::io::Cursor;

use bytes::Bytes;
use calamine::{Data, Range, Reader as _, Xlsx};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use serde_json::json;

use super::approved_list::{self, ApprovedRow, ListHead};
use super::recommendation_table::{self, RecommendationRow};
use super::results_table::{self, ResultRow};
use super::stream;
use super::table_head::TableHead;
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
        office: "Office".to_owned(),
        number: "L-1".to_owned(),
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
    assert!(text(&range, 9, 0).ends_with(&head().digest));
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
    assert_eq!(text(&range, 7, 0), exports::total(3));
    assert!(text(&range, 8, 0).starts_with("Office"));
    assert_eq!(range.end(), Some((9, 6)));
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
    assert_eq!(&records[0][4], "911501001234567890");
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

fn recommendation(rank: u32) -> RecommendationRow {
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
        exempt_reason: (rank == 2).then(|| "as the rules say".to_owned()),
        opinion: "agreed".to_owned(),
        contact: "Contact".to_owned(),
        telephone: "0471-1234567".to_owned(),
    }
}

fn table_head(unit: &str, tier: &str) -> TableHead {
    TableHead {
        unit: unit.to_owned(),
        season: "2025".to_owned(),
        tier: tier.to_owned(),
        date: "today".to_owned(),
        number: "T-1".to_owned(),
        code: None,
        made_at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn recommendations(head: &TableHead) -> Range<Data> {
    let mut bytes = Cursor::new(Vec::new());
    let rows = [recommendation(1), recommendation(2)];
    recommendation_table::xlsx(head, rows, &mut bytes).unwrap();
    sheet(bytes.into_inner(), exports::RECOMMENDATION_SHEET)
}

#[test]
fn the_recommendation_table_can_be_sealed() {
    let range = recommendations(&table_head("Bureau", ""));
    assert_eq!(text(&range, 0, 0), exports::RECOMMENDATION_TITLE);
    assert!(text(&range, 2, 0).contains("T-1"));
    for (column, heading) in (0..).zip(exports::RECOMMENDATION_COLUMNS) {
        assert_eq!(text(&range, 3, column), heading);
    }
    assert_eq!(range.get_value((4, 0)), Some(&Data::Float(1.0)));
    assert_eq!(text(&range, 4, 1), INJECTION);
    assert_eq!(
        range.get_value((4, 2)),
        Some(&Data::String("911501001234567890".to_owned()))
    );
    assert_eq!(text(&range, 4, 7), "10/12");
    assert_eq!(range.get_value((4, 10)), Some(&Data::Float(1_234.57)));
    assert_eq!(text(&range, 4, 11), exports::quota(None));
    assert!(text(&range, 5, 11).ends_with("as the rules say"));
    assert_eq!(text(&range, 4, 13), "Contact\n0471-1234567");
    assert_eq!(text(&range, 6, 0), exports::total(2));
    assert!(text(&range, 8, 0).starts_with("Bureau"));
}

#[test]
fn the_check_code_is_the_one_given_or_follows_from_the_rows() {
    let computed = text(&recommendations(&table_head("Bureau", "")), 9, 0);
    let elsewhere = text(&recommendations(&table_head("Other", "A")), 9, 0);
    assert_eq!(computed, elsewhere, "the head is not part of it");
    let handed_in = TableHead {
        code: Some("cd".repeat(32)),
        ..table_head("Bureau", "")
    };
    let given = text(&recommendations(&handed_in), 9, 0);
    assert_eq!(given, exports::code_line(&"cd".repeat(32)));
    assert_ne!(given, computed);
}

#[test]
fn the_result_table_has_a_column_for_each_expert() {
    let row = ResultRow {
        rank: 1,
        enterprise: "Works".to_owned(),
        factory: "Plant".to_owned(),
        credit_code: "911501001234567890".to_owned(),
        league: "League".to_owned(),
        bureau_rank: Some(2),
        scenarios: "12 / 11 / 10".to_owned(),
        mean_hundredths: 8_333,
        spread_tenths: 146,
        scores_tenths: vec![901, 755, 843, 830],
        decision: "decided".to_owned(),
    };
    let mut bytes = Cursor::new(Vec::new());
    results_table::xlsx(&table_head("Office", "Advanced"), &[row], &mut bytes).unwrap();
    let range = sheet(bytes.into_inner(), exports::RESULTS_SHEET);
    let figures = [
        (5, 2.0),
        (7, 90.1),
        (8, 75.5),
        (9, 84.3),
        (10, 83.0),
        (11, 83.33),
        (12, 14.6),
    ];
    for (column, value) in figures {
        assert_eq!(range.get_value((4, column)), Some(&Data::Float(value)));
    }
    assert_eq!(text(&range, 3, 10), exports::expert(4));
    assert_eq!(text(&range, 4, 13), "decided");
}

#[test]
fn a_text_longer_than_a_row_is_high_goes_on_in_the_next() {
    let long = "long opinion ".repeat(80);
    let row = RecommendationRow {
        opinion: long.clone(),
        ..recommendation(1)
    };
    let mut bytes = Cursor::new(Vec::new());
    recommendation_table::xlsx(&table_head("Bureau", ""), [row], &mut bytes).unwrap();
    let range = sheet(bytes.into_inner(), exports::RECOMMENDATION_SHEET);
    let parts: Vec<String> = (4..100)
        .map(|row| text(&range, row, 12))
        .take_while(|it| !it.is_empty())
        .collect();
    assert!(parts.len() > 1, "in several rows");
    assert_eq!(parts.concat(), long.trim_end().to_owned() + " ");
    assert_eq!(text(&range, 5, 1), "", "said once");
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
    assert_eq!(sheet(bytes, exports::LIST_SHEET).end(), Some((5_006, 6)));
}
