//! What the demonstration is made of, read from `config/demo`: all of it invented.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context;
use bytes::Bytes;
use serde::{Deserialize, de::DeserializeOwned};

use crate::domain::{
    catalogue::ScenarioId, dossier::Effect, link::Group, season::PublicityTexts, tier::Tier,
};

/// The whole script.
#[derive(Debug)]
pub(super) struct Script {
    pub enterprises: Vec<EnterprisePart>,
    pub experts: Vec<ExpertPart>,
    pub bureaus: Vec<BureauPart>,
    pub scenarios: Vec<ScenarioPart>,
    pub texts: Texts,
    pub files: Vec<FilePart>,
}

/// One enterprise with one factory, and how its application goes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnterprisePart {
    pub name: String,
    pub credit_code: String,
    pub division: String,
    pub industry: String,
    pub products: String,
    pub factory: String,
    pub production: String,
    pub tier: Tier,
    pub story: Story,
    pub contact: String,
    pub representative: String,
    pub employees: i32,
    pub investment_wan: i64,
}

/// How far an application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Story {
    /// A draft without scenarios.
    Draft0,
    /// A draft with three scenarios.
    Draft3,
    /// A draft with nine scenarios, none of them in operations.
    Draft9,
    Submitted,
    Returned,
    Withdrawn,
    NotRecommended,
    Filed,
    Recommended,
    FormallyRejected,
    InReview,
    Reviewed,
    NotApproved,
    Pool,
    Proposed,
    InPublicity,
    Concluded,
}

/// One expert.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpertPart {
    pub name: String,
    pub employer: String,
    pub employer_credit_code: String,
    /// Code of the bureau of the expert's region, or empty.
    pub bureau: String,
    pub speciality: String,
}

/// Whom to ask at a bureau.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BureauPart {
    pub code: String,
    pub office: String,
    pub telephone: String,
}

/// The people of the office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeNames {
    pub admin: String,
    pub security: String,
    pub audit: String,
}

/// What enterprises write about a scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioPart {
    pub id: ScenarioId,
    pub name: String,
    pub problem: String,
    pub solution: String,
    pub effects: Vec<Effect>,
}

/// Everything else that is said.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub season: String,
    /// What the invented years of the calendar call themselves.
    pub calendar_source: String,
    pub password: String,
    /// Logins the start page offers, in its order.
    pub offered: Vec<String>,
    pub organisation: String,
    /// 主导产品市场地位
    pub market_position: String,
    /// 主要信息系统
    pub main_systems: String,
    pub introduction: String,
    pub opinion: String,
    pub filing: String,
    pub decline: String,
    /// What a return asks for in the maturity section.
    pub correct_maturity: String,
    /// What a return asks for in the scenarios.
    pub correct_scenarios: String,
    pub withdrawal: String,
    pub formal_rejection: String,
    /// What fails on the list of the formal check then, with the remarks.
    pub formal_failures: BTreeMap<String, String>,
    pub proposal: String,
    /// Why something is proposed although something stands against it.
    pub exception: String,
    /// The meeting that decides.
    pub meeting: String,
    /// 会议纪要文号
    pub minutes_number: String,
    pub refusal: String,
    pub pool: String,
    pub review: String,
    pub criterion: String,
    pub publicity: String,
    pub list: String,
    pub filed_list: String,
    /// What the pages of publicities say.
    pub publicity_texts: PublicityTexts,
    pub office: OfficeNames,
    pub quality: BTreeMap<Group, String>,
    file: Vec<FileEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    target: String,
    path: String,
    name: String,
}

/// An evidence file.
#[derive(Debug)]
pub(super) struct FilePart {
    /// Code of what it proves, as in the database.
    pub target: String,
    pub name: String,
    pub content: Bytes,
}

#[derive(Deserialize)]
struct Enterprises {
    enterprise: Vec<EnterprisePart>,
}

#[derive(Deserialize)]
struct Experts {
    expert: Vec<ExpertPart>,
}

#[derive(Deserialize)]
struct Scenarios {
    scenario: Vec<ScenarioPart>,
}

impl Script {
    /// Reads the script from its folder.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let texts: Texts = toml(folder, "texts.toml")?;
        let files = texts
            .file
            .iter()
            .map(|entry| {
                let path = folder.join(&entry.path);
                let content = fs::read(&path).with_context(|| path.display().to_string())?;
                Ok(FilePart {
                    target: entry.target.clone(),
                    name: entry.name.clone(),
                    content: content.into(),
                })
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self {
            enterprises: toml::<Enterprises>(folder, "enterprises.toml")?.enterprise,
            experts: toml::<Experts>(folder, "experts.toml")?.expert,
            bureaus: csv::Reader::from_path(folder.join("bureaus.csv"))?
                .deserialize()
                .collect::<Result<_, _>>()?,
            scenarios: toml::<Scenarios>(folder, "scenarios.toml")?.scenario,
            texts,
            files,
        })
    }

    /// What is written about a scenario.
    pub fn scenario(&self, id: &ScenarioId) -> anyhow::Result<&ScenarioPart> {
        self.scenarios
            .iter()
            .find(|part| part.id == *id)
            .with_context(|| format!("no text for scenario {id}"))
    }
}

fn toml<T: DeserializeOwned>(folder: &Path, name: &str) -> anyhow::Result<T> {
    let path = folder.join(name);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    ::toml::from_str(&text).with_context(|| path.display().to_string())
}
