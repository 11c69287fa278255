//! One expert's review as it grows: points and comments, accepted tiers, judged clauses, opinion.
//! What a form posts is laid over what is stored; what is refused leaves the stored value alone.

use std::collections::BTreeMap;

use crate::domain::{
    dossier::{Dossier, Instance},
    field::{FieldError, FieldErrors},
    ids::InstanceId,
    link::Group,
    maturity_level::MaturityLevel,
    review::{
        points::Points,
        scores::{DraftScores, Scores},
        sheet::{Criterion, CriterionId, ScoreSheet},
    },
    rules::Judgement,
    screening::{Findings, InstanceVerdict},
    tier::Tier,
    values::prose::{self, Prose},
};

/// The fewest 字 of the overall opinion.
pub const OPINION_MIN: usize = 10;
/// The most 字 of the overall opinion.
pub const OPINION_MAX: usize = 1000;
/// The most 字 of a comment.
pub const COMMENT_MAX: usize = 300;
/// The fewest 字 of the reason why a qualitative clause is not met.
pub const REASON_MIN: usize = 5;
/// The name of the opinion's field.
pub const OPINION: &str = "opinion";
/// What a form posts when a scenario is not accepted at any tier.
pub const NOT_ACCEPTED: &str = "none";

/// The name of the field with a criterion's points.
pub fn points_field(id: &CriterionId) -> String {
    format!("points-{id}")
}

/// The name of the field with a criterion's comment.
pub fn comment_field(id: &CriterionId) -> String {
    format!("comment-{id}")
}

/// The name of the field with the tier accepted for a scenario.
pub fn accepted_field(id: InstanceId) -> String {
    format!("accepted-{id}")
}

/// The name of the field with the judgement on a group's clause.
pub fn judgement_field(group: Group) -> String {
    format!("quality-{}", group.id())
}

/// The name of the field with the comment on a group's clause.
pub fn reason_field(group: Group) -> String {
    format!("quality-comment-{}", group.id())
}

/// The name of a judgement as stored and posted.
pub const fn judgement_code(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Met => "met",
        Judgement::Unmet => "unmet",
    }
}

/// The judgement of this name.
pub fn judgement_of(code: &str) -> Option<Judgement> {
    [Judgement::Met, Judgement::Unmet]
        .into_iter()
        .find(|judgement| judgement_code(*judgement) == code)
}

/// What is reviewed, and by which sheet.
#[derive(Clone, Copy, Debug)]
pub struct ReviewCase<'a> {
    /// The sheet.
    pub sheet: &'a ScoreSheet,
    /// The submission's content.
    pub dossier: &'a Dossier,
    /// The groups whose paragraphs bind for its tier.
    pub quality: &'a [Group],
}

impl ReviewCase<'_> {
    /// The maturity level the automatic criterion is looked up by.
    pub fn level(&self) -> Option<MaturityLevel> {
        self.dossier.maturity_level()
    }
}

/// Points of one criterion with the expert's remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionScore {
    /// The points.
    pub points: Points,
    /// The remark; may be empty.
    pub comment: String,
}

/// What was found on a qualitative clause, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityJudgement {
    /// Whether it is met.
    pub judgement: Judgement,
    /// The reason; may be empty.
    pub comment: String,
}

/// A review so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewDraft {
    /// By criterion, those an expert scores.
    pub scores: BTreeMap<CriterionId, CriterionScore>,
    /// By scenario instance; `None` is not accepted at any tier.
    pub instances: BTreeMap<InstanceId, Option<Tier>>,
    /// By group.
    pub quality: BTreeMap<Group, QualityJudgement>,
    /// 综合意见
    pub opinion: String,
}

/// Something without which a review cannot be filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A criterion without points.
    Points(CriterionId),
    /// A scenario not judged.
    Instance(InstanceId),
    /// A qualitative clause not judged.
    Judgement(Group),
    /// A clause that is not met, without a reason.
    Reason(Group),
    /// No overall opinion, or one that is too short.
    Opinion,
}

impl ReviewDraft {
    /// Judges the scenarios on which nothing is said yet as the bureau found them: at the tier it
    /// confirmed, not above the claimed one, or not at all where it refused. One of which more was
    /// asked stays open.
    pub fn accept_rest_as_screened(&mut self, dossier: &Dossier, findings: &Findings) {
        for instance in &dossier.instances {
            let found = findings.instances.get(&instance.id).map(|it| it.verdict);
            let accepted = match found {
                Some(InstanceVerdict::Confirmed(tier)) => Some(tier.min(instance.claimed_tier)),
                Some(InstanceVerdict::Refused) => None,
                Some(InstanceVerdict::Incomplete) | None => continue,
            };
            self.instances.entry(instance.id).or_insert(accepted);
        }
    }

    /// Lays what a form posted over the draft. Fields that were not posted stay as they are, and so
    /// do refused ones, which are named in the errors.
    #[must_use]
    pub fn with_posted<'a>(
        mut self,
        case: &ReviewCase<'_>,
        posted: impl Fn(&str) -> Option<&'a str>,
    ) -> (Self, FieldErrors) {
        let mut errors = FieldErrors::default();
        let level = case.level();
        for criterion in &case.sheet.criteria {
            if criterion.automatic(level).is_none() {
                self.take_score(criterion, &posted, &mut errors);
            }
        }
        for instance in &case.dossier.instances {
            self.take_instance(instance, &posted, &mut errors);
        }
        for group in case.quality.iter().copied() {
            self.take_quality(group, &posted, &mut errors);
        }
        if let Some(text) = posted(OPINION) {
            let opinion = Prose::parse(text, 0, OPINION_MAX);
            if let Some(opinion) = errors.check(OPINION, opinion) {
                self.opinion = opinion.to_string();
            }
        }
        (self, errors)
    }

    fn take_score<'a>(
        &mut self,
        criterion: &Criterion,
        posted: &impl Fn(&str) -> Option<&'a str>,
        errors: &mut FieldErrors,
    ) {
        let id = &criterion.id;
        let (points, remark) = (posted(&points_field(id)), posted(&comment_field(id)));
        if points.is_none() && remark.is_none() {
            return;
        }
        let parsed = criterion.parse_points(points.unwrap_or_default());
        let remark = Prose::parse(remark.unwrap_or_default(), 0, COMMENT_MAX);
        let comment = errors.check(comment_field(id), remark);
        let stored = self.scores.get(id).cloned();
        let comment = comment
            .map(|text| text.to_string())
            .or_else(|| stored.as_ref().map(|score| score.comment.clone()))
            .unwrap_or_default();
        let points = match parsed {
            Ok(points) => Some(points),
            Err(FieldError::Required) if comment.is_empty() => None,
            // A remark is kept beside points only, so the stored ones stay.
            Err(error) => {
                errors.add(points_field(id), error);
                stored.map(|score| score.points)
            }
        };
        match points {
            Some(points) => {
                let score = CriterionScore { points, comment };
                self.scores.insert(id.clone(), score);
            }
            None => {
                self.scores.remove(id);
            }
        }
    }

    fn take_instance<'a>(
        &mut self,
        instance: &Instance,
        posted: &impl Fn(&str) -> Option<&'a str>,
        errors: &mut FieldErrors,
    ) {
        let field = accepted_field(instance.id);
        let Some(text) = posted(&field) else {
            return;
        };
        let tier = if text == NOT_ACCEPTED {
            Ok(None)
        } else {
            text.parse::<Tier>()
                .ok()
                .filter(|tier| *tier <= instance.claimed_tier)
                .map(Some)
                .ok_or(FieldError::NotAChoice)
        };
        if let Some(tier) = errors.check(field, tier) {
            self.instances.insert(instance.id, tier);
        }
    }

    fn take_quality<'a>(
        &mut self,
        group: Group,
        posted: &impl Fn(&str) -> Option<&'a str>,
        errors: &mut FieldErrors,
    ) {
        let (code, reason) = (
            posted(&judgement_field(group)),
            posted(&reason_field(group)),
        );
        if code.is_none() && reason.is_none() {
            return;
        }
        let reason = Prose::parse(reason.unwrap_or_default(), 0, COMMENT_MAX);
        let Some(comment) = errors.check(reason_field(group), reason) else {
            return;
        };
        let comment = comment.to_string();
        let code = code.unwrap_or_default();
        let judgement = match judgement_of(code) {
            Some(judgement) => judgement,
            None if code.is_empty() && comment.is_empty() => return,
            None if code.is_empty() => {
                return errors.add(judgement_field(group), FieldError::NotChosen);
            }
            None => return errors.add(judgement_field(group), FieldError::NotAChoice),
        };
        let judged = QualityJudgement { judgement, comment };
        self.quality.insert(group, judged);
    }

    /// The points so far, with those looked up by maturity level.
    #[must_use]
    pub fn scores(&self, case: &ReviewCase<'_>) -> DraftScores {
        let given = self
            .scores
            .iter()
            .map(|(id, score)| (id.0.clone(), score.points));
        case.sheet.stored_draft(case.level(), given)
    }

    /// The remark on a criterion; empty when there is none.
    #[must_use]
    pub fn comment(&self, id: &CriterionId) -> &str {
        self.scores.get(id).map_or("", |score| &score.comment)
    }

    /// Everything without which it cannot be filed, in the order of the page.
    #[must_use]
    pub fn missing(&self, case: &ReviewCase<'_>) -> Vec<Missing> {
        let scores = self.scores(case);
        let points = scores
            .missing(case.sheet)
            .into_iter()
            .map(|criterion| Missing::Points(criterion.id.clone()));
        let instances = case
            .dossier
            .instances
            .iter()
            .map(|instance| instance.id)
            .filter(|id| !self.instances.contains_key(id))
            .map(Missing::Instance);
        let quality =
            case.quality
                .iter()
                .copied()
                .filter_map(|group| match self.quality.get(&group) {
                    None => Some(Missing::Judgement(group)),
                    Some(judged) => {
                        let unmet = judged.judgement == Judgement::Unmet;
                        let short = prose::count(&judged.comment) < REASON_MIN;
                        (unmet && short).then_some(Missing::Reason(group))
                    }
                });
        let opinion = (prose::count(&self.opinion) < OPINION_MIN).then_some(Missing::Opinion);
        points
            .chain(instances)
            .chain(quality)
            .chain(opinion)
            .collect()
    }

    /// The points of a review that lacks nothing.
    ///
    /// # Errors
    /// What is missing.
    pub fn complete(&self, case: &ReviewCase<'_>) -> Result<Scores, Vec<Missing>> {
        let missing = self.missing(case);
        match self.scores(case).complete(case.sheet) {
            Ok(scores) if missing.is_empty() => Ok(scores),
            _ => Err(missing),
        }
    }
}
