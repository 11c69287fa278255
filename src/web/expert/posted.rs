//! What the review's form posts: the fields of the sheet and of the part of the dossier that was
//! open, the version they were shown with, and where to go afterwards.

use std::collections::BTreeMap;

use super::paths::{Filing, Review};
use crate::domain::{
    ids::{EvidenceId, InstanceId},
    review::draft::{self, ReviewCase, ReviewDraft, judgement_code},
};
use crate::text::format;

/// Posted or stored fields by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// What a form posted; of a repeated field the last counts.
    pub(super) fn posted(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// A stored draft as its form shows it.
    pub(super) fn stored(draft: &ReviewDraft) -> Self {
        let mut fields = BTreeMap::new();
        for (id, score) in &draft.scores {
            fields.insert(draft::points_field(id), format::points(score.points));
            fields.insert(draft::comment_field(id), score.comment.clone());
        }
        for (id, tier) in &draft.instances {
            let code = tier.map_or(draft::NOT_ACCEPTED, |tier| tier.as_str());
            fields.insert(draft::accepted_field(*id), code.to_owned());
        }
        for (group, judged) in &draft.quality {
            let code = judgement_code(judged.judgement);
            fields.insert(draft::judgement_field(*group), code.to_owned());
            fields.insert(draft::reason_field(*group), judged.comment.clone());
        }
        fields.insert(draft::OPINION.to_owned(), draft.opinion.clone());
        Self(fields)
    }

    /// These fields, and the others of `below`.
    pub(super) fn over(mut self, below: Self) -> Self {
        for (name, value) in below.0 {
            self.0.entry(name).or_insert(value);
        }
        self
    }

    /// A field that was posted.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A field as it is shown.
    pub(super) fn value(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// The version of the draft the page was shown with.
    pub(super) fn version(&self) -> Option<i32> {
        self.get("version")?.parse().ok()
    }

    /// The part of the dossier that was open.
    pub(super) fn tab(&self) -> Option<String> {
        self.get("tab").map(str::to_owned)
    }

    /// The scenario that was open.
    pub(super) fn instance(&self) -> Option<InstanceId> {
        self.get("instance")?.parse().ok()
    }

    /// The file that was shown.
    pub(super) fn file(&self) -> Option<EvidenceId> {
        self.get("file")?.parse().ok()
    }

    /// Whether the scenarios that are left are to be taken as the bureau confirmed them.
    pub(super) fn rest_as_screened(&self) -> bool {
        self.get("go") == Some("screened")
    }

    /// The scenario to judge next: the first behind the open one on which `draft` says nothing, else the
    /// first of all.
    fn unjudged(&self, case: &ReviewCase<'_>, draft: &ReviewDraft) -> Option<InstanceId> {
        let all = &case.dossier.instances;
        let here = self.instance();
        let behind = all
            .iter()
            .position(|it| Some(it.id) == here)
            .map_or(0, |at| at + 1);
        let (before, after) = all.split_at(behind);
        let mut ids = after.iter().chain(before).map(|it| it.id);
        ids.find(|id| !draft.instances.contains_key(id))
    }

    /// Where the pressed button leads once the draft is saved.
    pub(super) fn next(
        &self,
        review: Review,
        case: &ReviewCase<'_>,
        draft: &ReviewDraft,
    ) -> String {
        let known = |id: &InstanceId| case.dossier.instance(*id).is_some();
        let go = self.get("go").unwrap_or_default();
        if go == "file" {
            let assignment = review.assignment;
            return Filing { assignment }.to_string();
        }
        if matches!(go, "next" | "screened") {
            let next = self.unjudged(case, draft);
            return next.map_or_else(|| review.tab("quality"), |id| review.scene(id, None));
        }
        if let Some(id) = go.parse().ok().filter(known) {
            return review.scene(id, None);
        }
        match (self.tab().as_deref(), self.instance().filter(known)) {
            (Some("scenarios"), Some(id)) => review.scene(id, self.file()),
            (Some(tab), _) if tab.bytes().all(|byte| byte.is_ascii_lowercase()) => self
                .file()
                .map_or_else(|| review.tab(tab), |file| review.tab_file(tab, file)),
            _ => review.to_string(),
        }
    }
}
