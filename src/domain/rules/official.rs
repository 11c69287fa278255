//! The office's own words (原文): which clause each paragraph of the official document belongs to,
//! found by the document's headings and numbering.

use std::collections::BTreeMap;

use super::{Clause, RuleSet};
use crate::domain::link::{Group, GroupTable};
use crate::domain::tier::{Tier, TierTable};

/// The words by which the parts of the document are found.
#[derive(Clone, Debug)]
pub struct Landmarks {
    /// What the heading of the common requirements begins with.
    pub base: &'static str,
    /// What the heading of each tier's section begins with.
    pub tiers: TierTable<&'static str>,
    /// What the paragraph of each group begins with.
    pub groups: GroupTable<&'static str>,
    /// What the heading of the notes begins with.
    pub notes: &'static str,
}

/// An edition with the office's words, and what did not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The edition; every clause has the words that were found for it.
    pub rules: RuleSet,
    /// How many sentences found their clause.
    pub sentences: usize,
    /// The places of the clauses that got no words.
    pub silent: Vec<String>,
    /// The sentences that found no clause.
    pub loose: Vec<String>,
}

/// A place of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Preamble,
    Base(u32),
    Section(Tier),
    Quality(Tier, Group),
    Note(Group),
    /// Of no clause.
    Nowhere,
}

/// A part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Front,
    Base,
    Tier(Tier),
    Notes,
}

/// The Chinese full stop.
const STOP: char = '\u{3002}';
/// The longest heading, in characters.
const HEADING: usize = 24;

/// Attaches the paragraphs of the document to the clauses of an edition. What the edition had of
/// the office's words before is dropped.
pub fn attach(paragraphs: &[String], rules: &RuleSet, landmarks: &Landmarks) -> Attached {
    let mut texts: BTreeMap<Slot, String> = BTreeMap::new();
    for (slot, words) in located(&parts(paragraphs, landmarks), rules, landmarks) {
        let text = texts.entry(slot).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
    }
    let mut rules = rules.clone();
    let mut silent = Vec::new();
    let mut taken = Vec::new();
    for (slot, clause) in clauses(&mut rules) {
        clause.text = texts.get(&slot).cloned().unwrap_or_default();
        if clause.text.is_empty() {
            silent.push(clause.place.clone());
        }
        taken.push(slot);
    }
    let (found, rest): (Vec<_>, Vec<_>) = texts.iter().partition(|(slot, _)| taken.contains(slot));
    Attached {
        rules,
        sentences: found.iter().flat_map(|(_, text)| sentences(text)).count(),
        silent,
        loose: rest.iter().flat_map(|(_, text)| sentences(text)).collect(),
    }
}

/// The sentences of a text, each with its full stop.
fn sentences(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .flat_map(|line| line.split_inclusive(STOP))
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
}

/// The lines that say something, each with the part it stands in; headings are left out.
fn parts<'a>(paragraphs: &'a [String], landmarks: &Landmarks) -> Vec<(Part, &'a str)> {
    let mut part = Part::Front;
    let mut lines = Vec::new();
    for line in paragraphs.iter().map(|line| without_bookmark(line)) {
        match heading(line, landmarks) {
            Some((next, rest)) => {
                part = next;
                lines.extend((!rest.is_empty()).then_some((part, rest)));
            }
            None if line.is_empty() => {}
            // A title is no sentence.
            None if part == Part::Front && !line.contains(STOP) => {}
            None => lines.push((part, line)),
        }
    }
    lines
}

/// Text that some programs leave where a document has an invisible mark.
fn without_bookmark(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix("[bookmark:")
        .and_then(|rest| rest.split_once(']'))
        .map_or(line, |(_, rest)| rest.trim())
}

/// The part that a heading begins, and what stands on the same line after it.
fn heading<'a>(line: &'a str, landmarks: &Landmarks) -> Option<(Part, &'a str)> {
    let words = ordinal(line).map_or(line, |(_, words)| words);
    if let Some(rest) = words.strip_prefix(landmarks.notes) {
        let rest = rest.trim_start();
        if rest.is_empty() {
            return Some((Part::Notes, ""));
        }
        return rest
            .strip_prefix([':', '\u{ff1a}'])
            .map(|rest| (Part::Notes, rest.trim()));
    }
    if line.contains(STOP) || line.chars().count() > HEADING {
        return None;
    }
    if words.starts_with(landmarks.base) {
        return Some((Part::Base, ""));
    }
    landmarks
        .tiers
        .iter()
        .find(|(_, name)| words.starts_with(**name))
        .map(|(tier, _)| (Part::Tier(tier), ""))
}

/// Every line with its place. A line without number goes on with the one above, except where the
/// numbers are not part of the text at all, as in a document that numbers by itself.
fn located<'a>(
    lines: &[(Part, &'a str)],
    rules: &RuleSet,
    landmarks: &Landmarks,
) -> Vec<(Slot, &'a str)> {
    let numbered = lines
        .iter()
        .any(|(part, line)| *part == Part::Base && ordinal(line).is_some());
    let mut found: Vec<(Slot, &str)> = Vec::new();
    let mut within = Part::Front;
    let mut above = None;
    for (part, line) in lines {
        if *part != within {
            within = *part;
            above = None;
        }
        let (number, words) = match ordinal(line) {
            Some((number, words)) => (Some(number), words),
            None => (None, *line),
        };
        let own = match part {
            Part::Front => Some(Slot::Preamble),
            Part::Base => number
                .or_else(|| (!numbered).then(|| base_number(above) + 1))
                .map(Slot::Base),
            Part::Tier(tier) => group(words, number, Some((*tier, rules)), landmarks)
                .map(|group| Slot::Quality(*tier, group))
                .or_else(|| number.map(|_| Slot::Nowhere))
                .or_else(|| above.is_none().then_some(Slot::Section(*tier))),
            Part::Notes => group(words, number, None, landmarks).map(Slot::Note),
        };
        let slot = own.or(above).unwrap_or(Slot::Nowhere);
        above = Some(slot);
        found.push((slot, words));
    }
    found
}

const fn base_number(above: Option<Slot>) -> u32 {
    match above {
        Some(Slot::Base(number)) => number,
        _ => 0,
    }
}

/// The group a paragraph is about: by the name it begins with, which one tier's section may word
/// differently, or else by its number.
fn group(
    words: &str,
    number: Option<u32>,
    section: Option<(Tier, &RuleSet)>,
    landmarks: &Landmarks,
) -> Option<Group> {
    let other_wording = section.and_then(|(tier, rules)| {
        let alias = &rules.parameters.operations_alias;
        let is_it = alias.tier == tier && words.starts_with(&alias.wording);
        is_it.then_some(alias.group)
    });
    let named = || {
        Group::ALL
            .into_iter()
            .find(|group| words.starts_with(landmarks.groups.get(*group)))
    };
    let counted = || {
        let index = usize::try_from(number?.checked_sub(1)?).ok()?;
        Group::ALL.get(index).copied()
    };
    other_wording.or_else(named).or_else(counted)
}

/// A number at the beginning of a line, with what follows its mark: `3.`, `（三）`, `三、`.
fn ordinal(line: &str) -> Option<(u32, &str)> {
    let bare = line.trim_start().trim_start_matches(['(', '\u{ff08}']);
    let end = bare.find(|letter| digit(letter).is_none())?;
    let (digits, rest) = bare.split_at(end);
    let rest = rest.trim_start();
    let marks = ['.', ')', '\u{3001}', '\u{ff0e}', '\u{ff09}'];
    let words = rest.strip_prefix(marks)?.trim();
    let number = digits.chars().filter_map(digit).fold(0_u32, |sum, digit| {
        // Ten stands for itself, and before a digit for the ten of it.
        sum.saturating_mul(10).saturating_add(digit % 10)
    });
    let number = match digits.chars().next().and_then(digit) {
        Some(10) => 10 + number,
        _ => number,
    };
    (!digits.is_empty()).then_some((number, words))
}

/// The value of an Arabic digit, full width or not, or of a Chinese one up to ten.
fn digit(letter: char) -> Option<u32> {
    const CHINESE: [char; 10] = [
        '\u{4e00}', '\u{4e8c}', '\u{4e09}', '\u{56db}', '\u{4e94}', '\u{516d}', '\u{4e03}',
        '\u{516b}', '\u{4e5d}', '\u{5341}',
    ];
    let full_width = |letter: char| {
        matches!(letter, '\u{ff10}'..='\u{ff19}').then(|| u32::from(letter) - 0xff10)
    };
    letter
        .to_digit(10)
        .or_else(|| full_width(letter))
        .or_else(|| {
            let index = CHINESE.iter().position(|known| *known == letter)?;
            u32::try_from(index + 1).ok()
        })
}

/// The clauses that stand in the document, each with its place there. A clause whose place has no
/// number, such as the tier held before, stands in no document.
fn clauses(rules: &mut RuleSet) -> Vec<(Slot, &mut Clause)> {
    let mut found = vec![(Slot::Preamble, &mut rules.preamble)];
    for clause in rules.base.all_mut() {
        if let Some(item) = number_in(&clause.place) {
            found.push((Slot::Base(item), clause));
        }
    }
    for (tier, conditions) in rules.tiers.each_mut() {
        found.push((Slot::Section(tier), &mut conditions.section));
        for (group, clause) in conditions.quality.each_mut() {
            found.push((Slot::Quality(tier, group), clause));
        }
    }
    for (group, clause) in rules.notes.each_mut() {
        found.push((Slot::Note(group), clause));
    }
    found
}

fn number_in(place: &str) -> Option<u32> {
    let digits: String = place
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
