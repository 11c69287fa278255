//! How many applications the rules check per second: 30 scenarios, all four tiers, 22 rules.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidu::domain::rules::{Edition, Facts, FactsInput, RuleSet, assess_all};

const RULES: &str = include_str!("../config/seasons/2025/rules.toml");
const CATALOGUE: &str = include_str!("../config/seasons/2025/catalogue.toml");

/// An application that reaches the leading tier with thirty scenarios.
fn application() -> Result<(Facts, RuleSet), Box<dyn std::error::Error>> {
    let edition = Edition::from_toml(("rules.toml", RULES), ("catalogue.toml", CATALOGUE))
        .map_err(|errors| format!("{errors:?}"))?;
    let scenarios: Vec<serde_json::Value> = edition
        .catalogue
        .scenarios
        .iter()
        .take(30)
        .map(|scenario| serde_json::json!({"scenario": scenario.id, "tier": "leading"}))
        .collect();
    let input: FactsInput = serde_json::from_value(serde_json::json!({
        "applicant": {
            "registered_in_region": true, "entity": "legal_person", "above_scale": true,
            "industry": "32", "operating_normally": true, "worst_incident": "none",
            "seriously_dishonest": false, "secure_and_controllable": true,
            "security_risk_controlled": true, "market_competitive": true, "digital_capability": true, "organisation_in_place": true
        },
        "maturity": {"level": 4},
        "scenarios": scenarios
    }))?;
    let facts = input
        .into_facts(&edition.catalogue)
        .map_err(|errors| format!("{errors:?}"))?;
    Ok((facts, edition.rules))
}

fn assess_application(criterion: &mut Criterion) {
    let Ok((facts, rules)) = application() else {
        panic!("the shipped edition must load");
    };
    let findings: usize = assess_all(&facts, &rules)
        .iter()
        .map(|report| report.findings.len())
        .sum();
    let mut group = criterion.benchmark_group("rules");
    group.throughput(Throughput::Elements(findings as u64));
    group.bench_function("assess_all, 30 scenarios", |bencher| {
        bencher.iter(|| assess_all(black_box(&facts), black_box(&rules)));
    });
    group.finish();
}

criterion_group!(benches, assess_application);
criterion_main!(benches);
