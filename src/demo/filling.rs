//! What the enterprises of the demonstration do: profile, factory, draft, evidence, submission.

use anyhow::{Context, bail};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use futures_util::stream;
use sqlx::PgConnection;

use super::{
    Stage, people,
    script::{EnterprisePart, Script, Story, Texts},
};
use crate::{
    access::{
        Actor, EnterpriseMember,
        enterprise::{OwnDraft, own_draft, own_factory, own_withdrawable},
        evidence::own_slot,
        scenarios::{own_board, own_instance},
    },
    app::App,
    db::{
        dossiers,
        enterprises::{self, Profile},
        evidence::NewEvidence,
        factories::FactoryContent,
        instances::InstanceContent,
        regions,
    },
    domain::{
        catalogue::Scenario,
        dossier::{Declarations, HeldTier, MaturityAnswer, QualityAnswer},
        evidence::{EvidenceTarget, FileName},
        ids::{ApplicationId, InstanceId},
        link::Group,
        returns::ReturnItem,
        rules::{Entity, Incident},
        tier::Tier,
        time::beijing_date,
    },
    text::{choices, demo as words},
    workflow::{
        add_scenario::add_scenario, attach_evidence::attach_evidence, room::Room,
        save_declarations::save_declarations, save_factory::add_factory,
        save_maturity::save_maturity, save_profile::save_profile, save_quality::save_quality,
        save_scenario::save_scenario, start_application::start_application, submit, withdraw,
    },
};

/// A file of the script whose bytes are in the store.
#[derive(Debug)]
pub(super) struct KeptFile {
    target: String,
    evidence: NewEvidence,
}

/// Puts the bytes of every file of the script into the store, once for all applications.
pub(super) async fn keep_files(app: &App, script: &Script) -> anyhow::Result<Vec<KeptFile>> {
    let mut kept = Vec::new();
    for file in &script.files {
        let content = stream::iter([Ok::<_, std::io::Error>(file.content.clone())]);
        let staged = app
            .files
            .stage(
                &FileName::sanitise(&file.name),
                content,
                app.config.files.max_bytes,
            )
            .await?;
        app.files.keep(&staged).await?;
        let evidence = NewEvidence {
            file_name: staged.name.clone(),
            file_type: staged.file_type,
            bytes: staged.size,
            digest: *staged.digest.as_bytes(),
        };
        kept.push(KeptFile {
            target: file.target.clone(),
            evidence,
        });
    }
    Ok(kept)
}

/// Code of the evidence that belongs to a scenario.
const INSTANCE: &str = "instance";

/// An enterprise at work on its application.
pub(super) struct Applicant<'a> {
    pub stage: &'a Stage<'a>,
    pub part: &'a EnterprisePart,
    pub me: EnterpriseMember,
    pub application: ApplicationId,
}

impl<'a> Applicant<'a> {
    /// Signs in, completes the profile, adds the factory and begins a draft.
    pub async fn begin(
        stage: &'a Stage<'a>,
        part: &'a EnterprisePart,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let Actor::Enterprise(me) = people::sign_in(stage, &part.credit_code).await? else {
            bail!("{} is no enterprise", part.name);
        };
        let mut tx = stage.app.db.begin().await?;
        let version = enterprises::registered(&mut tx, &me).await?.version;
        let division = regions::division(&mut tx, &part.division)
            .await?
            .context("division")?;
        let address = words::address(&division.league, &division.name);
        save_profile(&mut tx, &me, &profile(stage, part, &address), version, now).await?;
        let factory = add_factory(&mut tx, &me, &factory(part, &address), now).await?;
        let right = own_factory(&mut tx, &me, factory).await?;
        let started =
            start_application(&mut tx, &me, &right, &stage.season, part.tier, now).await?;
        tx.commit().await?;
        Ok(Self {
            stage,
            part,
            me,
            application: started.id(),
        })
    }

    /// Fills in as much as the story wants.
    pub async fn fill(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        if self.part.story == Story::Draft0 {
            return Ok(());
        }
        let mut tx = self.stage.app.db.begin().await?;
        let draft = own_draft(&mut tx, &self.me, self.application, now).await?;
        self.answer_sections(&mut tx, &draft, now).await?;
        for (index, scenario) in (0..).zip(self.scenarios()) {
            let now = now + TimeDelta::seconds(227) * index;
            let instance = self.describe(&mut tx, &draft, scenario, now).await?;
            for file in self
                .stage
                .files
                .iter()
                .filter(|file| file.target == INSTANCE)
            {
                let target = EvidenceTarget::Instance(instance);
                self.attach(&mut tx, &draft, (file, target), now).await?;
            }
        }
        let now = now + TimeDelta::minutes(95);
        for target in EvidenceTarget::GENERAL {
            for file in self
                .stage
                .files
                .iter()
                .filter(|file| file.target == target.as_str())
            {
                self.attach(&mut tx, &draft, (file, target), now).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// As many scenarios as the tier asks for, and some more; drafts fewer.
    fn scenarios(&self) -> Vec<&'a Scenario> {
        let groups: &[Group] = match self.part.story {
            Story::Draft9 => &[Group::G1, Group::G2, Group::G3, Group::G4],
            _ => &Group::ALL,
        };
        let count = match (self.part.story, self.part.tier) {
            (Story::Draft3, _) => 3,
            (Story::Draft9, _) => 9,
            (_, Tier::Basic) => 6,
            (_, Tier::Advanced) => 12,
            (_, Tier::Excellent) => 17,
            (_, Tier::Leading) => 22,
        };
        spread(&self.stage.edition.catalogue.scenarios, groups, count)
    }

    async fn answer_sections(
        &self,
        conn: &mut PgConnection,
        draft: &OwnDraft,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let texts = &self.stage.script.texts;
        let declared = declarations(texts, self.part.tier);
        let section = draft.section(&ReturnItem::Declarations)?;
        save_declarations(conn, &self.me, section, &declared, 0, now).await?;
        let section = draft.section(&ReturnItem::Maturity)?;
        let maturity = maturity(self.part.tier, now);
        save_maturity(conn, &self.me, section, &maturity, 0, now).await?;
        if !matches!(self.part.story, Story::Draft3 | Story::Draft9) {
            let answers: Vec<QualityAnswer> = texts
                .quality
                .iter()
                .map(|(group, answer)| QualityAnswer {
                    group: *group,
                    answer: answer.clone(),
                })
                .collect();
            let section = draft.section(&ReturnItem::Quality)?;
            save_quality(conn, &self.me, section, &answers, 0, now).await?;
        }
        Ok(())
    }

    async fn describe(
        &self,
        conn: &mut PgConnection,
        draft: &OwnDraft,
        scenario: &Scenario,
        now: DateTime<Utc>,
    ) -> anyhow::Result<InstanceId> {
        let part = self.stage.script.scenario(&scenario.id)?;
        let limits = self.stage.app.limits();
        let id = add_scenario(
            conn,
            &self.me,
            &own_board(draft)?,
            (scenario, None),
            &limits,
            now,
        )
        .await?;
        let content = InstanceContent {
            name: part.name.clone(),
            claimed_tier: self.part.tier,
            problem: part.problem.clone(),
            solution: part.solution.clone(),
            effects: part.effects.clone(),
            live_since: NaiveDate::from_ymd_opt(2025, 3, 1),
        };
        let right = own_instance(conn, draft, id).await?;
        save_scenario(conn, &self.me, &right, 1, &content, now).await?;
        Ok(id)
    }

    async fn attach(
        &self,
        conn: &mut PgConnection,
        draft: &OwnDraft,
        (file, target): (&KeptFile, EvidenceTarget),
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let slot = own_slot(conn, draft, target).await?;
        let room = Room::find(conn, slot, &self.stage.app.limits()).await?;
        attach_evidence(conn, &self.me, &room, &file.evidence, now).await?;
        Ok(())
    }

    /// Submits.
    pub async fn submit(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut tx = self.stage.app.db.begin().await?;
        let draft = own_draft(&mut tx, &self.me, self.application, now).await?;
        let terms = self.stage.edition.terms();
        submit::submit(&mut tx, &self.me, draft, terms, submit::Promise::Given, now).await?;
        Ok(tx.commit().await?)
    }

    /// Withdraws.
    pub async fn withdraw(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut tx = self.stage.app.db.begin().await?;
        let right = own_withdrawable(&mut tx, &self.me, self.application).await?;
        let reason = &self.stage.script.texts.withdrawal;
        withdraw::withdraw(&mut tx, &self.me, right, reason, now).await?;
        Ok(tx.commit().await?)
    }
}

/// `count` scenarios taken in turn from each group, so that every group has some.
fn spread<'a>(scenarios: &'a [Scenario], groups: &[Group], count: usize) -> Vec<&'a Scenario> {
    let of_group = |group: &Group| {
        scenarios
            .iter()
            .filter(|scenario| scenario.group() == *group)
            .collect::<Vec<_>>()
    };
    let columns: Vec<_> = groups.iter().map(of_group).collect();
    let rows = columns.iter().map(Vec::len).max().unwrap_or_default();
    (0..rows)
        .flat_map(|row| {
            columns
                .iter()
                .filter_map(move |column| column.get(row).copied())
        })
        .take(count)
        .collect()
}

fn profile(stage: &Stage<'_>, part: &EnterprisePart, address: &str) -> Profile {
    Profile {
        entity: Entity::LegalPerson,
        parent_name: String::new(),
        parent_credit_code: String::new(),
        established_on: NaiveDate::from_ymd_opt(2012, 5, 18),
        registered_address: address.to_owned(),
        ownership: choices::OWNERSHIP[2].to_owned(),
        industry: part.industry.clone(),
        legal_representative: part.representative.clone(),
        employees: Some(part.employees),
        introduction: stage
            .script
            .texts
            .introduction
            .replace("{products}", &part.products),
        contact_name: part.contact.clone(),
        contact_position: words::POSITION.to_owned(),
        contact_phone: words::PHONE.to_owned(),
        contact_email: "demo@example.com".to_owned(),
    }
}

fn factory(part: &EnterprisePart, address: &str) -> FactoryContent {
    let investment = part.investment_wan * 1_000_000;
    FactoryContent {
        name: part.factory.clone(),
        address: address.to_owned(),
        division_code: part.division.clone(),
        industry: part.industry.clone(),
        products: part.products.clone(),
        production: part.production.clone(),
        built_from: NaiveDate::from_ymd_opt(2022, 3, 1),
        built_to: NaiveDate::from_ymd_opt(2025, 6, 1),
        investment: Some(investment),
        equipment_cost: Some(investment / 5 * 3),
        software_cost: Some(investment / 5),
    }
}

fn declarations(texts: &Texts, tier: Tier) -> Declarations {
    Declarations {
        registered_in_region: Some(true),
        above_scale: Some(true),
        parent_above_scale: None,
        market_competitive: Some(true),
        market_position: texts.market_position.clone(),
        operating_normally: Some(true),
        worst_incident: Some(Incident::None),
        seriously_dishonest: Some(false),
        secure_and_controllable: Some(true),
        security_risk_controlled: Some(true),
        organisation_in_place: Some(true),
        digital_capability: Some(true),
        main_systems: texts.main_systems.clone(),
        held_tier: Some(tier.below().map_or(HeldTier::None, HeldTier::Held)),
        organisation: texts.organisation.clone(),
    }
}

fn maturity(tier: Tier, now: DateTime<Utc>) -> MaturityAnswer {
    let (level, score) = match tier {
        Tier::Basic => (2, 205),
        Tier::Advanced => (2, 231),
        Tier::Excellent => (3, 305),
        Tier::Leading => (4, 402),
    };
    MaturityAnswer {
        level: Some(level),
        score: Some(score),
        report_number: "CMMM-2026-0418".to_owned(),
        assessed_on: beijing_date(now).checked_sub_days(Days::new(60)),
        kind: Some("self_assessment".to_owned()),
    }
}

/// The dossier as submitted or as it stands, for those who judge it.
pub(super) async fn dossier_of(
    applicant: &Applicant<'_>,
) -> anyhow::Result<crate::domain::dossier::Dossier> {
    let mut conn = applicant.stage.app.db.acquire().await?;
    let own =
        crate::access::enterprise::own_application(&mut conn, &applicant.me, applicant.application)
            .await?;
    Ok(dossiers::current(&mut conn, own.application()).await?)
}
