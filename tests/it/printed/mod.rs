//! Every table that is signed and sealed, as a spreadsheet program prints it.

mod paper;
mod tables;

use std::{fs, path::Path};

use paper::{Paper, spoil};
use tempfile::TempDir;

/// What is wrong with the tables of a folder, each with its name.
fn faults(folder: &Path, names: &[&str]) -> Vec<String> {
    Paper::print(folder, names)
        .iter()
        .flat_map(Paper::faults)
        .collect()
}

#[test]
fn every_table_can_be_printed_signed_and_sealed_as_it_is() {
    let folder = TempDir::new().unwrap();
    let names = tables::write_all(folder.path());
    let faults = faults(folder.path(), &names);
    assert!(
        faults.is_empty(),
        "\n{}\n",
        faults[..faults.len().min(20)].join("\n")
    );
}

#[test]
fn a_table_of_many_pages_is_printed_on_many_pages() {
    let folder = TempDir::new().unwrap();
    tables::write_all(folder.path());
    let papers = Paper::print(folder.path(), &["results.xlsx"]);
    assert!(papers[0].pages() > 2, "{}", papers[0].pages());
}

/// The measure is one: each fault that a workbook can have is found.
#[test]
fn a_spoiled_table_is_found_out() {
    let cases: [(&str, Spoil, &str); 4] = [
        ("rows", |sheet| paper::with_heights(&sheet, 20.0), "clipped"),
        (
            "twice",
            |sheet| paper::with_last_row_twice(&sheet),
            "repeated",
        ),
        (
            "small",
            |sheet| sheet.replace("paperSize=\"8\"", "paperSize=\"9\""),
            "points",
        ),
        (
            "head",
            |sheet| sheet.replace("第 &amp;P 页", ""),
            "page number",
        ),
    ];
    let folder = TempDir::new().unwrap();
    tables::write_all(folder.path());
    let whole = folder.path().join("recommendations.xlsx");
    let mut names = Vec::new();
    for (name, change, _) in cases {
        let name = format!("{name}.xlsx");
        fs::write(folder.path().join(&name), spoil(&whole, change)).unwrap();
        names.push(name);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let papers = Paper::print(folder.path(), &names);
    for (paper, (name, _, expected)) in papers.iter().zip(cases) {
        let faults = paper.faults();
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{name}: {:?}",
            faults.iter().take(5).collect::<Vec<_>>()
        );
    }
}

/// How a workbook is spoiled.
type Spoil = fn(String) -> String;
