//! Reads the source as text: code apart from comments, strings and tests.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// A file of `src`.
pub struct Source {
    pub path: PathBuf,
    /// The first part of its path: `domain` for `src/domain/…`, `app` for `src/app.rs`.
    pub room: String,
    pub text: String,
    /// What is compiled into the program, with comments and the content of strings blanked out.
    pub code: String,
    /// The content of each string in `code` with its line.
    pub strings: Vec<(usize, String)>,
}

/// The files with this extension, at any depth.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Every file that is compiled into the program.
pub fn sources() -> Vec<Source> {
    let all: Vec<Source> = files("src", "rs").into_iter().map(source).collect();
    let only_tests: BTreeSet<PathBuf> = all.iter().flat_map(test_modules).collect();
    let of_the_program = |source: &Source| !only_tests.contains(&source.path);
    let kept: Vec<Source> = all.into_iter().filter(of_the_program).collect();
    assert!(kept.len() > 50, "the source was found");
    kept
}

fn source(path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).unwrap();
    let inside = path.strip_prefix("src").unwrap();
    let room = inside.iter().next().unwrap().to_str().unwrap();
    let room = room.trim_end_matches(".rs").to_owned();
    let (code, strings) = lex(without_tests(&text));
    Source {
        path,
        room,
        text,
        code,
        strings,
    }
}

/// The text up to the tests, which stand at the end of a file.
pub fn without_tests(text: &str) -> &str {
    let start = ["\n#[cfg(test)]\nmod tests {", "\n#[cfg(test)]\n#[expect"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min();
    &text[..start.unwrap_or(text.len())]
}

/// The files of modules that are compiled for tests only.
fn test_modules(source: &Source) -> Vec<PathBuf> {
    let folder = match source.path.file_stem().and_then(|stem| stem.to_str()) {
        Some("mod" | "lib" | "main") => source.path.parent().unwrap().to_owned(),
        _ => source.path.with_extension(""),
    };
    let mut lines = source.text.lines();
    let mut modules = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let declared = lines.next().and_then(|next| {
                let name = next.trim().strip_prefix("mod ")?.strip_suffix(';')?;
                Some(folder.join(name).with_extension("rs"))
            });
            modules.extend(declared);
        }
    }
    modules
}

/// Blanks out comments and strings; enough of Rust's grammar for that.
pub fn lex(text: &str) -> (String, Vec<(usize, String)>) {
    let letters: Vec<char> = text.chars().collect();
    let (mut code, mut strings) = (String::new(), Vec::new());
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let rest = &letters[at..];
        let taken = match rest {
            ['/', '/', ..] => rest.iter().take_while(|letter| **letter != '\n').count(),
            ['/', '*', ..] => ends_with(rest, 2, &['*', '/']),
            ['r', '"' | '#', ..] if !follows_a_word(&code) => raw_string(rest),
            ['"', ..] => string(rest),
            // A quoted letter; anything else after a quote is a lifetime.
            ['\'', '\\', ..] => ends_with(rest, 3, &['\'']),
            ['\'', _, '\'', ..] => 3,
            _ => 0,
        };
        let piece: String = rest[..taken.max(1)].iter().collect();
        if taken == 0 {
            code.push_str(&piece);
        } else {
            if matches!(rest[0], '"' | 'r' | '\'') {
                strings.push((line, piece.clone()));
            }
            code.extend(piece.chars().filter(|letter| *letter == '\n'));
            code.push(' ');
        }
        line += piece.matches('\n').count();
        at += taken.max(1);
    }
    (code, strings)
}

fn follows_a_word(code: &str) -> bool {
    code.chars()
        .last()
        .is_some_and(|last| last.is_alphanumeric() || last == '_')
}

fn ends_with(letters: &[char], from: usize, end: &[char]) -> usize {
    (from..letters.len())
        .find(|at| letters[*at..].starts_with(end))
        .map_or(letters.len(), |at| at + end.len())
}

fn raw_string(letters: &[char]) -> usize {
    let hashes = letters[1..]
        .iter()
        .take_while(|letter| **letter == '#')
        .count();
    if letters.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let end: Vec<char> = std::iter::once('"')
        .chain(std::iter::repeat_n('#', hashes))
        .collect();
    ends_with(letters, 2 + hashes, &end)
}

fn string(letters: &[char]) -> usize {
    let mut at = 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}
