//! Reading a score sheet from its file, every mistake with its line.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::domain::review::points::Points;
use crate::domain::review::sheet::{
    Anchor, Criterion, CriterionId, CriterionKind, ScoreSheet, Step,
};
use crate::domain::source::{LoadError, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    edition: Spanned<String>,
    title: Spanned<String>,
    criteria: Spanned<Vec<Spanned<CriterionFile>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionFile {
    id: String,
    title: String,
    #[serde(default)]
    hint: String,
    judged_on: Vec<String>,
    max: i32,
    anchors: Option<Vec<AnchorFile>>,
    steps: Option<Vec<StepFile>>,
    by_maturity: Option<[i32; 5]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorFile {
    from: i32,
    to: i32,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    points: i32,
    label: String,
}

impl ScoreSheet {
    /// Reads a sheet; all points in the file are whole points.
    ///
    /// # Errors
    /// Every mistake with file and line: unreadable or unknown fields, no edition or title, names
    /// twice, criteria judged on nothing, steps or anchors out of order, maxima that do not add up to 100.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        let source = Source { file, text };
        let read: SheetFile = source.read_toml().map_err(|error| vec![error])?;
        let mut mistakes: Vec<(Range<usize>, String)> = Vec::new();
        for (field, name) in [(&read.edition, "edition"), (&read.title, "title")] {
            if field.get_ref().trim().is_empty() {
                mistakes.push((field.span(), format!("{name} must not be empty")));
            }
        }
        let mut names = BTreeSet::new();
        let mut criteria = Vec::new();
        let whole = read.criteria.span();
        for entry in read.criteria.into_inner() {
            let span = entry.span();
            let entry = entry.into_inner();
            let id = entry.id.clone();
            if !names.insert(id.clone()) {
                mistakes.push((span.clone(), format!("criterion {id} is there twice")));
            }
            match criterion(entry) {
                Ok(criterion) => criteria.push(criterion),
                Err(message) => mistakes.push((span, format!("criterion {id}: {message}"))),
            }
        }
        let total: Points = criteria.iter().map(|criterion| criterion.max).sum();
        if mistakes.is_empty() && total != Points::FULL {
            let total = total.tenths() / 10;
            mistakes.push((whole, format!("the maxima add up to {total}, not 100")));
        }
        if mistakes.is_empty() {
            let (edition, title) = (read.edition.into_inner(), read.title.into_inner());
            Ok(Self {
                edition,
                title,
                criteria,
            })
        } else {
            let located =
                |(span, message): (Range<usize>, String)| source.error(span.start, message);
            Err(mistakes.into_iter().map(located).collect())
        }
    }
}

fn criterion(entry: CriterionFile) -> Result<Criterion, String> {
    let right_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    if !right_name(&entry.id) {
        return Err("the id must be lower-case letters and hyphens".to_owned());
    }
    if entry.title.trim().is_empty() {
        return Err("the title must not be empty".to_owned());
    }
    if entry.judged_on.is_empty() {
        return Err("judged_on must name the sections it is judged on".to_owned());
    }
    if !(1..=100).contains(&entry.max) {
        return Err("max must be between 1 and 100".to_owned());
    }
    let kind = match (entry.anchors, entry.steps, entry.by_maturity) {
        (Some(anchors), None, None) => free(anchors, entry.max)?,
        (None, Some(steps), None) => fixed(steps, entry.max)?,
        (None, None, Some(points)) => by_maturity(points, entry.max)?,
        _ => return Err("give one of anchors, steps, by_maturity".to_owned()),
    };
    Ok(Criterion {
        id: CriterionId(entry.id),
        title: entry.title,
        hint: entry.hint,
        judged_on: entry.judged_on,
        max: Points::whole(entry.max),
        kind,
    })
}

fn free(anchors: Vec<AnchorFile>, max: i32) -> Result<CriterionKind, String> {
    let mut next = Some(max);
    for anchor in &anchors {
        if Some(anchor.to) != next || anchor.from > anchor.to {
            return Err(
                "anchors must cover the points from max down to 0 without a gap".to_owned(),
            );
        }
        next = (anchor.from > 0).then(|| anchor.from - 1);
    }
    if next.is_some() {
        return Err("anchors must cover the points from max down to 0 without a gap".to_owned());
    }
    let anchors = anchors.into_iter().map(|anchor| Anchor {
        from: Points::whole(anchor.from),
        to: Points::whole(anchor.to),
        text: anchor.text,
    });
    Ok(CriterionKind::Free {
        anchors: anchors.collect(),
    })
}

fn fixed(steps: Vec<StepFile>, max: i32) -> Result<CriterionKind, String> {
    let ascending = steps.is_sorted_by(|a, b| a.points < b.points);
    let starts_right = steps.first().is_some_and(|step| step.points >= 0);
    if !ascending || !starts_right || steps.last().map(|step| step.points) != Some(max) {
        return Err("steps must ascend from 0 or more up to max".to_owned());
    }
    let steps = steps.into_iter().map(|step| Step {
        points: Points::whole(step.points),
        label: step.label,
    });
    Ok(CriterionKind::Steps {
        steps: steps.collect(),
    })
}

fn by_maturity(points: [i32; 5], max: i32) -> Result<CriterionKind, String> {
    if points[0] < 0 || !points.is_sorted() || points[4] != max {
        return Err("by_maturity must not descend and must end with max".to_owned());
    }
    Ok(CriterionKind::ByMaturity {
        points: points.map(Points::whole),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::returns::ReturnItem;

    const SHIPPED: &str = include_str!("../../../config/seasons/2025/score_sheet.toml");

    fn errors(text: &str) -> Vec<String> {
        let errors = ScoreSheet::from_toml("s.toml", text).expect_err(text);
        errors.iter().map(ToString::to_string).collect()
    }

    fn sheet(criterion: &str) -> String {
        format!(
            "edition = \"e\"\ntitle = \"t\"\n[[criteria]]\ntitle = \"c\"\njudged_on = [\"a\"]\n{criterion}"
        )
    }

    #[test]
    fn the_shipped_sheet_is_right() {
        let sheet = ScoreSheet::from_toml("score_sheet.toml", SHIPPED).expect("no mistakes");
        let maxima: Vec<i32> = sheet.criteria.iter().map(|c| c.max.tenths() / 10).collect();
        assert_eq!(maxima, [20, 30, 30, 20]);
        let automatic: Vec<bool> = sheet
            .criteria
            .iter()
            .map(|c| c.automatic(None).is_some())
            .collect();
        assert_eq!(automatic, [true, false, false, false]);
        let form = ReturnItem::SECTIONS.map(|section| section.code());
        let form: Vec<&str> = form.iter().map(String::as_str).collect();
        assert_eq!(sheet.not_asked(&form).count(), 0, "all of it is asked");
    }

    #[test]
    fn accepts_the_three_kinds() {
        for criterion in [
            "id = \"a\"\nmax = 100\nanchors = [{ from = 50, to = 100, text = \"x\" }, { from = 0, to = 49, text = \"y\" }]",
            "id = \"a\"\nmax = 100\nsteps = [{ points = 0, label = \"x\" }, { points = 100, label = \"y\" }]",
            "id = \"a\"\nmax = 100\nby_maturity = [0, 5, 10, 20, 100]",
        ] {
            assert!(
                ScoreSheet::from_toml("s.toml", &sheet(criterion)).is_ok(),
                "{criterion}"
            );
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (criterion, expected) in [
            ("id = \"A\"\nmax = 100\nsteps = []", "id must be"),
            ("id = \"a\"\nmax = 0\nsteps = []", "max must be"),
            ("id = \"a\"\nmax = 100", "give one of"),
            ("id = \"a\"\nmax = 100\nsteps = []", "steps must ascend"),
            (
                "id = \"a\"\nmax = 100\nsteps = [{ points = 100, label = \"\" }, { points = 100, label = \"\" }]",
                "steps must ascend",
            ),
            ("id = \"a\"\nmax = 100\nanchors = []", "anchors must cover"),
            (
                "id = \"a\"\nmax = 100\nanchors = [{ from = 1, to = 100, text = \"\" }]",
                "anchors must cover",
            ),
            (
                "id = \"a\"\nmax = 100\nanchors = [{ from = 50, to = 100, text = \"\" }, { from = 0, to = 48, text = \"\" }]",
                "anchors must cover",
            ),
            (
                "id = \"a\"\nmax = 100\nby_maturity = [0, 5, 4, 20, 100]",
                "must not descend",
            ),
            (
                "id = \"a\"\nmax = 90\nby_maturity = [0, 5, 5, 20, 90]",
                "add up to 90, not 100",
            ),
        ] {
            let errors = errors(&sheet(criterion));
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert!(errors[0].starts_with("s.toml:3: "), "{errors:?}");
            assert!(errors[0].contains(expected), "{errors:?} / {expected}");
        }
        let unknown = errors(&sheet("id = \"a\"\nmax = 100\ncolour = 1"));
        assert!(unknown[0].starts_with("s.toml:8: "), "{unknown:?}");
        let nothing = sheet("id = \"a\"\nmax = 100\nsteps = []").replace("[\"a\"]", "[]");
        assert!(errors(&nothing)[0].contains("judged_on"));
        let empty = errors("edition = \" \"\ntitle = \"\"\ncriteria = []");
        assert_eq!(empty.len(), 2, "{empty:?}");
        assert!(errors("edition = \"e\"\ntitle = \"t\"\ncriteria = []")[0].contains("add up to 0"));
        assert!(errors("edition = ")[0].starts_with("s.toml:1: "));
    }
}
