//! Keeps the house in order: which floor may use which, and what may stand where.
//!
//! Reads the source as text. No database, no network, done in a moment.

#![expect(clippy::unwrap_used, reason = "a failing helper fails its test")]

mod source;
mod wording;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use source::{Source, files, lex, sources, without_tests};

/// Each room of `src` and the rooms it may use besides itself. Lower never uses upper.
const FLOORS: &[(&str, &str)] = &[
    ("clock", ""),
    ("config", ""),
    ("crypto", "config"),
    ("postgres", ""),
    ("request_limit", ""),
    ("turns", ""),
    ("telemetry", "config"),
    ("domain", ""),
    ("text", "domain"),
    ("access", "domain"),
    ("db", "domain access"),
    ("files", "domain"),
    ("export", "domain text"),
    (
        "workflow",
        "domain text access db files export crypto config",
    ),
    ("reference", "domain access db"),
    (
        "app",
        "domain access db files reference clock config crypto request_limit turns",
    ),
    (
        "web",
        "domain text access db files export workflow app config crypto telemetry request_limit",
    ),
    (
        "jobs",
        "domain text access db files export workflow app config clock crypto",
    ),
    (
        "demo",
        "domain text access db files export workflow reference app config clock crypto",
    ),
    (
        "cli",
        "domain text access db files workflow jobs demo web app reference clock config crypto postgres telemetry",
    ),
    ("main", "cli"),
];

/// Words that may stand in some rooms only, with those rooms.
const ROOMS: &[(&str, &[&str])] = &[
    ("sqlx::query", &["access", "db"]),
    ("query!(", &["access", "db"]),
    ("query_as!(", &["access", "db"]),
    ("query_scalar!(", &["access", "db"]),
    ("QueryBuilder", &["access", "db"]),
    ("Utc::now", &["clock"]),
    ("Local::now", &["clock"]),
    ("SystemTime::now", &["clock"]),
    ("env::var", &["config", "postgres"]),
    (
        "System::acting",
        &["access", "jobs", "cli", "demo", "reference"],
    ),
    ("axum::", &["web", "cli", "telemetry"]),
    ("askama", &["web"]),
    ("#[allow", &[]),
];

/// What the pure floor has nothing to do with.
const IMPURE: &[&str] = &["async ", "sqlx", "tokio", "std::fs", "std::env", "tracing"];

/// Lines of a file of the program besides its tests, and of a file of tests: a list of stories.
const LONGEST: usize = 400;
const LONGEST_OF_TESTS: usize = 600;

/// The rooms that some code names as `crate::room` or `use crate::{room, …}`.
fn rooms_used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, mark) in code.match_indices("crate::") {
        let rest = &code[at + mark.len()..];
        let grouped = rest.strip_prefix('{');
        let (mut depth, mut word) = (0, String::new());
        for letter in grouped.unwrap_or(rest).chars() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ if depth > 0 => {}
                letter if letter.is_alphanumeric() || letter == '_' => word.push(letter),
                _ => {
                    if !word.is_empty() {
                        used.insert(std::mem::take(&mut word));
                    }
                    if grouped.is_none() {
                        break;
                    }
                    // The rest of this path is inside of the room.
                    if letter == ':' {
                        word.clear();
                    }
                }
            }
        }
        if !word.is_empty() {
            used.insert(word);
        }
    }
    used
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn report(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn no_floor_uses_one_above_it() {
    let known: BTreeSet<_> = FLOORS.iter().map(|(room, _)| *room).collect();
    let mut problems = Vec::new();
    for source in sources() {
        let path = source.path.display();
        if source.room == "lib" {
            continue;
        }
        let Some((_, allowed)) = FLOORS.iter().find(|(room, _)| *room == source.room) else {
            problems.push(format!("{path}: `{}` has no line in FLOORS", source.room));
            continue;
        };
        for used in rooms_used(&source.code) {
            let may = used == source.room || allowed.split(' ').any(|it| it == used);
            if known.contains(used.as_str()) && !may {
                problems.push(format!("{path}: {} may not use {used}", source.room));
            }
        }
    }
    report(&problems);
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    let mut problems = Vec::new();
    for source in sources() {
        for (word, rooms) in ROOMS {
            if !rooms.contains(&source.room.as_str()) && source.code.contains(word) {
                problems.push(format!("{}: {word}", source.path.display()));
            }
        }
    }
    report(&problems);
}

#[test]
fn the_pure_floor_is_pure() {
    let impure = |source: &Source| {
        let words = IMPURE.iter().filter(|word| source.code.contains(**word));
        words
            .map(|word| format!("{}: {word}", source.path.display()))
            .collect::<Vec<_>>()
    };
    let problems: Vec<_> = sources()
        .iter()
        .filter(|source| source.room == "domain")
        .flat_map(impure)
        .collect();
    report(&problems);
}

#[test]
fn chinese_sentences_are_in_text_and_templates_only() {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.room != "text") {
        for (line, string) in &source.strings {
            if string.chars().any(is_chinese) {
                problems.push(format!("{}:{line}: {string}", source.path.display()));
            }
        }
    }
    report(&problems);
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut problems = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//! ") {
            problems.push(format!("{}: does not begin with //!", path.display()));
        }
        let lines = without_tests(&text).lines().count();
        let most = if path.starts_with("tests") {
            LONGEST_OF_TESTS
        } else {
            LONGEST
        };
        if lines > most {
            problems.push(format!("{}: {lines} lines", path.display()));
        }
    }
    report(&problems);
}

#[test]
fn every_template_is_used_and_none_switches_escaping_off() {
    let templates = files("templates", "html");
    let read = |path: &PathBuf| fs::read_to_string(path).unwrap();
    let code: String = files("src", "rs").iter().map(read).collect();
    let markup: String = templates.iter().map(read).collect();
    let mut problems = Vec::new();
    for template in &templates {
        let name = template
            .strip_prefix("templates")
            .unwrap()
            .to_str()
            .unwrap();
        let named = format!("\"{name}\"");
        if !code.contains(&named) && !markup.contains(&named) {
            problems.push(format!("{}: no page uses it", template.display()));
        }
        let text = read(template);
        if text.contains("|safe") || text.contains("| safe") {
            problems.push(format!("{}: |safe", template.display()));
        }
        for mark in ["<style", "style=\"", "onclick=", "javascript:"] {
            if text.contains(mark) {
                problems.push(format!("{}: {mark}", template.display()));
            }
        }
    }
    report(&problems);
}

#[test]
fn every_route_has_a_line_in_the_access_matrix() {
    let matrix = fs::read_to_string("tests/it/access_matrix.rs").unwrap();
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.room == "web") {
        for route in routes(&source.text) {
            if !matrix.contains(&format!("{route:?}")) {
                problems.push(format!("{}: {route}", source.path.display()));
            }
        }
    }
    report(&problems);
}

/// The address templates that a file declares.
fn routes(text: &str) -> Vec<String> {
    let marks = ["#[typed_path(", ".route("];
    let after = marks.iter().flat_map(|mark| {
        text.match_indices(mark)
            .map(|(at, it)| &text[at + it.len()..])
    });
    after
        .filter_map(|rest| {
            let rest = rest.trim_start().strip_prefix('"')?;
            Some(rest[..rest.find('"')?].to_owned())
        })
        .collect()
}

#[test]
fn every_migration_has_sample_data() {
    let mut problems = Vec::new();
    for migration in files("migrations", "sql") {
        let sample = Path::new("tests/migrations").join(migration.file_name().unwrap());
        if !sample.exists() {
            problems.push(format!("{} is missing", sample.display()));
        }
    }
    report(&problems);
}

#[test]
fn the_lexer_tells_code_from_words() {
    let (code, strings) = lex(
        "let a: &'a str = \"甲\\\"\"; // 乙\n/* 丙 */ r#\"丁\"# b'x' '戊' crate::{db, text::{a, web}}",
    );
    assert!(!code.chars().any(is_chinese), "{code}");
    assert_eq!(strings.len(), 4, "{strings:?}");
    let used: Vec<_> = rooms_used(&code).into_iter().collect();
    assert!(used.contains(&"db".to_owned()) && used.contains(&"text".to_owned()));
    assert!(!used.contains(&"web".to_owned()), "{used:?}");
}
