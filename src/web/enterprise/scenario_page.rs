//! What the page of one scenario shows.

use askama::Template;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    evidence_panel::{EvidencePanel, evidence_panel},
    fields::rows,
    own_page::{Frame, OwnPage, Section},
    scenario_form::{
        EFFECT_LIMIT, EffectRow, Input, MOST_EFFECTS, NAME_LIMIT, PROBLEM_LIMIT, SOLUTION_LIMIT,
    },
    scenario_links::BoardLinks,
    scenario_paths::{Scenario as ScenarioPath, Scenarios},
};
use crate::{
    access::EnterpriseMember,
    app::AppState,
    config,
    db::{
        self,
        instances::{self, InstanceContent, Revision},
    },
    domain::{
        catalogue::Scenario,
        completeness,
        dossier::{EvidenceFile, Instance},
        evidence::EvidenceTarget,
        field::FieldErrors,
        link::Group,
        returns::ReturnItem,
        rules::{ScenarioUse, Standing},
        tier::Tier,
        time::beijing_date,
    },
    text::{answers, format, labels::tier_label, missing, scenarios as words},
    web::{
        error::{PageError, PageResult},
        extract::Furniture,
        form::{Choice, Errors},
        parts::SummaryRow,
        precheck_view::{GroupRow, PrecheckView},
        view::{Layout, State},
    },
};

/// One scenario with everything its page shows.
pub struct Desk {
    own: OwnPage,
    index: usize,
    scenario: Scenario,
    revision: Revision,
    removed: Vec<EvidenceFile>,
    limits: config::Files,
}

/// The page.
#[derive(Template)]
#[template(path = "enterprise/scenario.html")]
pub struct Page {
    layout: Layout,
    frame: Frame,
    section: Section,
    errors: Errors,
    input: Input,
    scenario: String,
    place: String,
    position: String,
    hint: String,
    standards: Vec<SummaryRow>,
    tiers: Vec<Choice>,
    effects: Vec<EffectRow>,
    state: State,
    counts: String,
    missing: Vec<String>,
    /// The group of this scenario.
    board: Vec<GroupRow>,
    /// The other groups.
    others: Vec<GroupRow>,
    evidence: EvidencePanel,
    list: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    saved: String,
    changed: bool,
}

/// The scenario before or after this one.
pub struct Neighbour {
    label: String,
    href: String,
}

impl Page {
    /// The same page with what is wrong with the form.
    #[must_use]
    pub fn refused(self, found: &FieldErrors) -> Self {
        Self {
            errors: Errors::of(found, words::FIELDS),
            changed: true,
            ..self
        }
    }

    fn has_room(&self) -> bool {
        self.effects.len() < MOST_EFFECTS
    }
}

#[expect(clippy::unused_self, reason = "a template calls methods of its page")]
impl Page {
    fn name_hint(&self) -> String {
        words::name_hint(NAME_LIMIT)
    }

    fn effects_hint(&self) -> String {
        words::effects_hint(MOST_EFFECTS, EFFECT_LIMIT)
    }

    fn problem_limit(&self) -> usize {
        PROBLEM_LIMIT
    }

    fn solution_limit(&self) -> usize {
        SOLUTION_LIMIT
    }
}

impl Desk {
    /// Reads an own scenario; one that was removed is not found.
    pub async fn load(
        app: &AppState,
        conn: &mut PgConnection,
        me: &EnterpriseMember,
        path: ScenarioPath,
        now: DateTime<Utc>,
    ) -> PageResult<Self> {
        let own = OwnPage::load(app, conn, me, path.application, now).await?;
        let index = own
            .dossier
            .instances
            .iter()
            .position(|instance| instance.id == path.instance)
            .ok_or(PageError::NotFound)?;
        let id = &own.dossier.instances[index].scenario;
        let scenario = own.editions.catalogue.scenario(id).cloned();
        let application = own.own.application();
        let revision = instances::revision(conn, application, path.instance).await?;
        Ok(Self {
            scenario: scenario.ok_or(PageError::NotFound)?,
            revision: revision.ok_or(PageError::NotFound)?,
            removed: db::evidence::removed(conn, application).await?,
            limits: app.config.files.clone(),
            own,
            index,
        })
    }

    fn instance(&self) -> &Instance {
        &self.own.dossier.instances[self.index]
    }

    /// What a posted form says.
    pub fn parse(&self, input: &Input, now: DateTime<Utc>) -> Result<InstanceContent, FieldErrors> {
        input.parse(&self.scenario, beijing_date(now))
    }

    /// The page as it is opened.
    pub fn opened(&self, furniture: &Furniture, now: DateTime<Utc>) -> Page {
        let input = Input::of(self.instance(), self.revision.version);
        Page {
            changed: false,
            ..self.page(furniture, input, now)
        }
    }

    /// The page after somebody else saved: what is stored now beside what was typed, which the
    /// next save puts in its place.
    pub fn conflict(&self, furniture: &Furniture, mut input: Input, now: DateTime<Utc>) -> Page {
        input.version = self.revision.version;
        let mut page = self.page(furniture, input, now);
        page.section.conflict = true;
        page
    }

    /// The page with what was typed and is not saved.
    pub fn page(&self, furniture: &Furniture, input: Input, now: DateTime<Utc>) -> Page {
        let (own, instance) = (&self.own, self.instance());
        let item = ReturnItem::Instance(instance.id);
        let section = own.section(&item, self.path(self.index).to_string(), self.stored());
        let standing = self.standing();
        let (board, others) = self.board();
        Page {
            layout: furniture.layout(),
            frame: own.frame(now),
            errors: Errors::default(),
            effects: input.rows(),
            input,
            scenario: self.scenario.name.clone(),
            place: words::place(instance.link),
            position: words::position(self.index, own.dossier.instances.len()),
            hint: words::not_listed_for(&self.scenario),
            standards: self.standards(),
            tiers: self.tiers(),
            state: match standing {
                Some(standing) if standing.counts() => State::Met,
                _ => State::Todo,
            },
            counts: standing
                .map_or_else(String::new, |standing| words::counts(standing, own.tier())),
            missing: completeness::missing_in(&own.dossier, &own.editions.rules, item)
                .into_iter()
                .map(|missing| missing::field(missing.field))
                .collect(),
            board,
            others,
            evidence: evidence_panel(
                &own.dossier,
                &self.removed,
                EvidenceTarget::Instance(instance.id),
                section.lock.is_none(),
                &self.limits,
            ),
            section,
            list: self.list().to_string(),
            previous: self.index.checked_sub(1).map(|index| self.neighbour(index)),
            next: (self.index + 1 < own.dossier.instances.len())
                .then(|| self.neighbour(self.index + 1)),
            saved: format::moment(self.revision.saved_at),
            changed: true,
        }
    }

    /// Where "save and next" leads: the next scenario, or the list after the last one.
    pub fn after(&self) -> String {
        if self.index + 1 < self.own.dossier.instances.len() {
            self.path(self.index + 1).to_string()
        } else {
            self.list().to_string()
        }
    }

    fn list(&self) -> Scenarios {
        Scenarios {
            application: self.own.id(),
        }
    }

    fn path(&self, index: usize) -> ScenarioPath {
        ScenarioPath {
            application: self.own.id(),
            instance: self.own.dossier.instances[index].id,
        }
    }

    fn neighbour(&self, index: usize) -> Neighbour {
        let instance = &self.own.dossier.instances[index];
        let scenario = self.own.editions.catalogue.scenario(&instance.scenario);
        Neighbour {
            label: scenario.map_or_else(
                || words::NOT_LISTED.to_owned(),
                |scenario| scenario.name.clone(),
            ),
            href: self.path(index).to_string(),
        }
    }

    fn stored(&self) -> Vec<SummaryRow> {
        rows(
            answers::instance(self.instance(), &self.scenario.name),
            None,
        )
    }

    fn standards(&self) -> Vec<SummaryRow> {
        let standard = |tier: Tier| SummaryRow {
            label: tier_label(tier).to_owned(),
            value: self
                .scenario
                .standards
                .get(tier)
                .clone()
                .unwrap_or_default(),
            change: None,
        };
        self.scenario.tiers().map(standard).collect()
    }

    fn tiers(&self) -> Vec<Choice> {
        let choice = |tier: Tier| {
            let standard = self.scenario.standards.get(tier).clone();
            Choice::new(tier.as_str(), words::claim(tier, self.own.tier()))
                .hint(standard.unwrap_or_default())
        };
        self.scenario.tiers().map(choice).collect()
    }

    /// Whether it counts: the report lists the claims in the order of the instances.
    fn standing(&self) -> Option<Standing> {
        let uses: &[ScenarioUse] = &self.own.report().scenarios;
        uses.get(self.index).map(|entry| entry.standing)
    }

    /// The board, the group of this scenario apart from the others.
    fn board(&self) -> (Vec<GroupRow>, Vec<GroupRow>) {
        let links = BoardLinks::of(&self.own).here(self.instance().scenario.clone());
        let (reports, catalogue) = (&self.own.reports, &self.own.editions.catalogue);
        let view = PrecheckView::build(reports, catalogue, self.own.tier(), &links);
        let here = self.instance().link.group();
        let (board, others): (Vec<_>, Vec<_>) = Group::ALL
            .into_iter()
            .zip(view.groups)
            .partition(|(group, _)| *group == here);
        let rows =
            |groups: Vec<(Group, GroupRow)>| groups.into_iter().map(|(_, row)| row).collect();
        (rows(board), rows(others))
    }
}
