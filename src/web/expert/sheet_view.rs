//! The score sheet as the page shows it.

use super::{case_file::CaseFile, posted::Fields};
use crate::{
    domain::review::{
        draft::{self, ReviewDraft},
        points::Points,
        sheet::{Criterion, CriterionKind},
    },
    text::{format, review as words},
    web::form::Choice,
};

/// The sheet with what was entered.
pub(super) struct SheetView {
    pub title: String,
    pub criteria: Vec<CriterionRow>,
    pub opinion: String,
    pub total: String,
    /// When the draft was saved; empty once it is filed.
    pub saved: String,
    pub version: i32,
    pub missing: String,
}

/// One criterion.
pub(super) struct CriterionRow {
    pub title: String,
    pub hint: String,
    pub max: String,
    /// What spans of points mean, or the points of the levels.
    pub anchors: Vec<String>,
    /// The fixed steps; empty when points are typed or looked up.
    pub steps: Vec<Choice>,
    /// Where the points come from when nobody types them; else empty.
    pub automatic: String,
    pub field: String,
    /// The points as entered.
    pub value: String,
    /// The points as stored, for reading.
    pub points: String,
    pub comment_field: String,
    pub comment: String,
}

impl SheetView {
    /// `draft` is what is stored; `fields` what the form shows.
    pub(super) fn new(file: &CaseFile, draft: &ReviewDraft, fields: &Fields) -> Self {
        let case = file.case();
        let scores = draft.scores(&case);
        let criteria = file.sheet.criteria.iter().enumerate();
        let criteria = criteria
            .map(|(index, criterion)| {
                let given = scores.get(&criterion.id);
                CriterionRow::new(index + 1, criterion, given, file, fields)
            })
            .collect();
        let total = file.review.total.unwrap_or_else(|| scores.total());
        Self {
            title: file.sheet.title.clone(),
            criteria,
            opinion: fields.value(draft::OPINION),
            total: format::points(total),
            saved: match file.review.filed_at {
                Some(_) => String::new(),
                None => words::saved(file.review.saved_at),
            },
            version: file.review.version,
            missing: words::missing_line(&draft.missing(&case)),
        }
    }
}

impl CriterionRow {
    fn new(
        number: usize,
        criterion: &Criterion,
        given: Option<Points>,
        file: &CaseFile,
        fields: &Fields,
    ) -> Self {
        let (mut anchors, mut steps, mut automatic) = (Vec::new(), Vec::new(), String::new());
        match &criterion.kind {
            CriterionKind::Free { anchors: spans } => {
                anchors = spans.iter().map(words::anchor).collect();
            }
            CriterionKind::Steps { steps: fixed } => {
                let choice = |(label, hint): (String, &str), points| {
                    Choice::new(format::points(points), label).hint(hint)
                };
                let each = |step| (words::step(step), step.points);
                steps = fixed
                    .iter()
                    .map(each)
                    .map(|(step, points)| choice(step, points))
                    .collect();
            }
            CriterionKind::ByMaturity { points } => {
                anchors = vec![words::by_level(points)];
                automatic = words::automatic(file.case().level());
            }
        }
        let field = draft::points_field(&criterion.id);
        let comment_field = draft::comment_field(&criterion.id);
        Self {
            title: format!("{number} {}", criterion.title),
            hint: criterion.hint.clone(),
            max: format::points(criterion.max),
            anchors,
            steps,
            automatic,
            value: fields.value(&field),
            points: given.map_or_else(|| words::NO_POINTS.to_owned(), format::points),
            comment: fields.value(&comment_field),
            field,
            comment_field,
        }
    }
}
