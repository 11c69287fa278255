//! The interface for other programs: the catalogue, the check, the lists as open data.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use proptest::{
    collection::{btree_map, vec},
    prelude::{Just, Strategy, any, prop_oneof},
    strategy::ValueTree as _,
    test_runner::{Config as Cases, TestRng, TestRunner},
};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use tidu::config::RateLimit;

use crate::support::{TestApp, World, times};

async fn unlimited() -> TestApp {
    TestApp::start_with(|config| config.server.rate_limit = RateLimit::Off).await
}

/// As a program does it: without anything a browser would add.
async fn post(app: &TestApp, body: impl Into<reqwest::Body>) -> Response {
    reqwest::Client::new()
        .post(format!("http://{}/api/v1/check", app.address))
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .unwrap()
}

async fn get(app: &TestApp, path: &str) -> Response {
    reqwest::get(format!("http://{}{path}", app.address))
        .await
        .unwrap()
}

async fn json_of(response: Response) -> Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Editors of Windows put a mark in front of what they save.
#[tokio::test]
async fn a_byte_order_mark_is_no_fault() {
    let app = unlimited().await;
    let body = format!("\u{feff}{}", example());
    assert_eq!(post(&app, body).await.status(), StatusCode::OK);
}

/// The example of the interface's description: everything in order, one scenario.
fn example() -> Value {
    json!({
        "tier": "advanced",
        "applicant": {
            "registered_in_region": true, "entity": "legal_person", "above_scale": true,
            "industry": "32", "parent_above_scale": null, "operating_normally": true,
            "worst_incident": "none", "seriously_dishonest": false,
            "secure_and_controllable": true, "security_risk_controlled": true,
            "organisation_in_place": true, "held_tier": null
        },
        "maturity": {"level": 2},
        "scenarios": [{"scenario": "S08", "tier": "advanced"}]
    })
}

#[tokio::test]
async fn the_catalogue_names_groups_links_and_scenarios_for_pages_of_any_site() {
    let app = unlimited().await;
    let response = get(&app, "/api/v1/catalogue").await;
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let catalogue = json_of(response).await;
    assert_eq!(catalogue["official"], false);
    let ids = |part: &str| -> Vec<String> {
        let entries = catalogue[part].as_array().unwrap().iter();
        entries
            .map(|entry| entry["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids("groups"), ["G1", "G2", "G3", "G4", "G5"]);
    assert_eq!(ids("links").len(), 14);
    assert_eq!(catalogue["groups"][4]["links"], json!(["L13", "L14"]));
    assert!(ids("scenarios").contains(&"S08".to_owned()));
}

#[tokio::test]
async fn the_check_says_what_is_missing() {
    let app = unlimited().await;
    let response = post(&app, example().to_string()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let answer = json_of(response).await;
    assert_eq!(answer["tier"], "advanced");
    assert_eq!(answer["passes"], false);
    assert_eq!(answer["highest"], Value::Null);
    let findings = answer["findings"].as_array().unwrap();
    let of = |rule: &str| findings.iter().find(|finding| finding["rule"] == rule);
    let count = of("scenario-count").unwrap();
    assert_eq!(count["outcome"], "unmet");
    assert_eq!(
        (&count["required"], &count["actual"]),
        (&json!(10), &json!(1))
    );
    assert!(of("coverage-G1").is_none(), "not required here");
    assert!(of("quality-G1").is_none(), "binds for the required groups");
    assert_eq!(of("quality-G3").unwrap()["outcome"], "review");
    assert_eq!(of("competitiveness").unwrap()["outcome"], "review");
    assert_eq!(of("digital-capability").unwrap()["outcome"], "review");
}

#[tokio::test]
async fn enough_scenarios_reach_a_tier() {
    let app = unlimited().await;
    let catalogue = json_of(get(&app, "/api/v1/catalogue").await).await;
    let mut body = example();
    body["scenarios"] = catalogue["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|scenario| {
            scenario["tiers"]
                .as_array()
                .unwrap()
                .contains(&json!("advanced"))
        })
        .map(|scenario| json!({"scenario": scenario["id"], "tier": "advanced"}))
        .collect();
    let answer = json_of(post(&app, body.to_string()).await).await;
    assert_eq!(answer["passes"], true, "{answer}");
    assert_eq!(answer["highest"], "advanced");
    let tiers = json!({"basic": true, "advanced": true, "excellent": false, "leading": false});
    assert_eq!(answer["tiers"], tiers);
}

#[tokio::test]
async fn a_wrong_field_is_named_in_a_problem() {
    let app = unlimited().await;
    let wrong = |pointer: &str, value: Value| {
        let mut body = example();
        *body.pointer_mut(pointer).unwrap() = value;
        body.to_string()
    };
    for (body, field) in [
        (wrong("/tier", json!("highest")), "tier"),
        (
            wrong("/applicant/industry", json!("99")),
            "applicant.industry",
        ),
        (wrong("/applicant/entity", json!(1)), "applicant.entity"),
        (wrong("/maturity/level", json!(6)), "maturity.level"),
        (
            wrong("/scenarios/0/scenario", json!("S99")),
            "scenarios[0].scenario",
        ),
        (wrong("/scenarios/0/tier", json!(null)), "scenarios[0].tier"),
        ("{".to_owned(), ""),
        (String::new(), ""),
    ] {
        let response = post(&app, body.clone()).await;
        assert_eq!(
            response.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body}"
        );
        let kind = response.headers()["content-type"].to_str().unwrap();
        assert_eq!(kind, "application/problem+json");
        let problem = json_of(response).await;
        assert_eq!(problem["field"], field, "{body}: {problem}");
    }
    let large = post(&app, " ".repeat(300 * 1024)).await;
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn too_many_checks_from_one_address_are_refused() {
    let app = TestApp::start_with(|config| config.server.check_requests_per_minute = 2).await;
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(post(&app, example().to_string()).await.status().as_u16());
    }
    assert_eq!(answers, [200, 200, 429]);
    app.clock.set(times::screening());
    assert_eq!(
        post(&app, example().to_string()).await.status(),
        StatusCode::OK
    );
}

/// Any JSON, with names and values of the interface among it.
fn anything() -> impl Strategy<Value = Value> {
    let words = prop_oneof![
        Just("tier"),
        Just("applicant"),
        Just("maturity"),
        Just("level"),
        Just("scenarios"),
        Just("scenario"),
        Just("advanced"),
        Just("S08"),
        Just("legal_person"),
        Just("industry"),
        Just("none"),
        Just(""),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(words.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// The example with one part of it replaced.
fn nearly_right() -> impl Strategy<Value = Value> {
    let places = prop_oneof![
        Just("/tier"),
        Just("/applicant"),
        Just("/applicant/industry"),
        Just("/applicant/entity"),
        Just("/applicant/worst_incident"),
        Just("/applicant/held_tier"),
        Just("/maturity"),
        Just("/maturity/level"),
        Just("/scenarios"),
        Just("/scenarios/0"),
        Just("/scenarios/0/scenario"),
        Just("/scenarios/0/tier"),
    ];
    (places, anything()).prop_map(|(place, value)| {
        let mut body = example();
        *body.pointer_mut(place).unwrap() = value;
        body
    })
}

#[tokio::test]
async fn no_body_whatever_is_a_fault_of_the_server() {
    let app = unlimited().await;
    let cases = Cases::default();
    let rng = TestRng::deterministic_rng(cases.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(cases, rng);
    let bodies = prop_oneof![
        anything().prop_map(|json| json.to_string().into_bytes()),
        nearly_right().prop_map(|json| json.to_string().into_bytes()),
        vec(any::<u8>(), 0..64),
    ];
    for _ in 0..400 {
        let body = bodies.new_tree(&mut runner).unwrap().current();
        let said = String::from_utf8_lossy(&body).into_owned();
        let response = post(&app, body).await;
        let status = response.status().as_u16();
        assert!(status == 200 || status == 422, "{status} for {said}");
        assert!(json_of(response).await.is_object(), "{said}");
    }
}

#[tokio::test]
async fn a_published_list_can_be_had_in_three_formats() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let response = get(&app, "/open/lists").await;
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let directory = json_of(response).await;
    let entry = &directory["lists"][0];
    assert_eq!(entry["id"], world.list.to_string());
    assert_eq!(entry["count"], 1);
    assert_eq!(directory["next"], Value::Null);

    let list = json_of(get(&app, entry["json"].as_str().unwrap()).await).await;
    let row = &list["rows"][0];
    let enterprise = row["enterprise"].as_str().unwrap();
    assert_eq!(list["digest"], entry["digest"]);
    assert_eq!(
        (&row["number"], &row["tier"]),
        (&json!(1), &json!("先进级"))
    );

    let csv = get(&app, entry["csv"].as_str().unwrap()).await;
    assert_eq!(csv.headers()["content-type"], "text/csv; charset=utf-8");
    assert!(csv.text().await.unwrap().contains(enterprise));

    let xlsx = get(&app, entry["xlsx"].as_str().unwrap())
        .await
        .bytes()
        .await
        .unwrap();
    assert!(strings_of(&xlsx).contains(enterprise));
}

/// The texts of a workbook.
fn strings_of(xlsx: &[u8]) -> String {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cells = sheet.cells().map(|(_, _, cell)| cell.to_string());
    cells.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_list_that_is_not_there_is_a_problem() {
    let app = TestApp::start().await;
    for file in [
        "1.json",
        "00000000-0000-7000-8000-000000000000.csv",
        "x",
        "x.exe",
    ] {
        let response = get(&app, &format!("/open/lists/{file}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{file}");
        let problem = json_of(response).await;
        assert_eq!(problem["status"], 404);
    }
}
