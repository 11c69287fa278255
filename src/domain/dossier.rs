//! The whole content of an application at one moment: what is shown, checked, frozen and reviewed.
//!
//! A draft's dossier is read from the tables it is edited in; a submission's dossier is its frozen
//! snapshot. Everything that judges an application takes a dossier, so both look the same.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use super::evidence::EvidenceTarget;
use super::{
    catalogue::{Catalogue, ScenarioId},
    completeness,
    ids::{ApplicationId, EvidenceId, InstanceId},
    link::{Group, Link},
    maturity_level::MaturityLevel,
    rules::{Applicant, Claim, DeclaredMaturity, Entity, Facts, Incident, Industry, Judgements},
    tier::Tier,
};

/// The content of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// The application.
    pub application: ApplicationId,
    /// The tier applied for.
    pub tier: Tier,
    /// Title of the season.
    pub season: String,
    /// The editions it is judged by.
    pub editions: DossierEditions,
    /// 一、申报主体
    pub enterprise: EnterpriseProfile,
    /// 二、工厂概况
    pub factory: FactoryProfile,
    /// 三、基础要求
    pub declarations: Declarations,
    /// 四、成熟度自评价
    pub maturity: MaturityAnswer,
    /// 五、场景建设, in the order of the catalogue
    pub instances: Vec<Instance>,
    /// 六、建设要求: the five qualitative clauses
    pub quality: Vec<QualityAnswer>,
    /// 佐证材料 of all sections
    pub evidence: Vec<EvidenceFile>,
}

/// The editions a dossier is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierEditions {
    /// 要素条件
    pub rules: String,
    /// 典型场景目录
    pub catalogue: String,
}

/// The applicant (申报主体). Money is integer fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterpriseProfile {
    /// 企业名称
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: String,
    /// 主体类型
    pub entity: Entity,
    /// 法人单位名称, for a branch
    pub parent_name: String,
    /// 法人单位统一社会信用代码, for a branch
    pub parent_credit_code: String,
    /// 成立时间
    pub established_on: Option<NaiveDate>,
    /// 盟市 of the registered place
    pub league: String,
    /// 旗县区 or zone of the registered place
    pub division: String,
    /// 注册地址
    pub registered_address: String,
    /// 单位性质
    pub ownership: String,
    /// GB/T 4754 division
    pub industry: Option<Industry>,
    /// 法定代表人
    pub legal_representative: String,
    /// 职工人数
    pub employees: Option<i32>,
    /// 企业简介
    pub introduction: String,
    /// How to reach the applicant; withheld from experts.
    pub contact: Option<Contact>,
}

/// A contact person: personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// 姓名
    pub name: String,
    /// 职务
    pub position: String,
    /// 手机
    pub phone: String,
    /// 邮箱
    pub email: String,
}

/// The factory (工厂). Money is integer fen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactoryProfile {
    /// 工厂名称
    pub name: String,
    /// 工厂地址
    pub address: String,
    /// 盟市 where it stands
    pub league: String,
    /// 旗县区 or zone where it stands
    pub division: String,
    /// GB/T 4754 division, two digits
    pub industry: String,
    /// 主要产品
    pub products: String,
    /// `discrete`, `process` or `mixed`
    pub production: String,
    /// 建设起 (month)
    pub built_from: Option<NaiveDate>,
    /// 建设止 (month)
    pub built_to: Option<NaiveDate>,
    /// 总投资, fen
    pub investment: Option<i64>,
    /// 其中装备, fen
    pub equipment_cost: Option<i64>,
    /// 其中软件, fen
    pub software_cost: Option<i64>,
}

/// The answers to the base requirements; `None` is not yet answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declarations {
    /// 区内注册
    pub registered_in_region: Option<bool>,
    /// 规模以上
    pub above_scale: Option<bool>,
    /// For a branch: whether its legal person is above designated size.
    pub parent_above_scale: Option<bool>,
    /// 企业和产品具有较强市场竞争力
    pub market_competitive: Option<bool>,
    /// 主导产品的市场占有率、排名等
    pub market_position: String,
    /// 近三年生产经营正常、诚信守法
    pub operating_normally: Option<bool>,
    /// 近三年最严重的安全、环保、质量事故
    pub worst_incident: Option<Incident>,
    /// 列入严重失信主体名单
    pub seriously_dishonest: Option<bool>,
    /// 关键技术装备等安全可控
    pub secure_and_controllable: Option<bool>,
    /// 网络和数据安全风险可控
    pub security_risk_controlled: Option<bool>,
    /// 已建立组织机制
    pub organisation_in_place: Option<bool>,
    /// 具备基本的数字化、网络化、智能化能力
    pub digital_capability: Option<bool>,
    /// 主要信息系统
    pub main_systems: String,
    /// 已获等级
    pub held_tier: Option<HeldTier>,
    /// 组织机制说明
    pub organisation: String,
}

/// The tier a factory was given before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldTier {
    /// None so far.
    None,
    /// This one.
    Held(Tier),
}

/// The maturity as far as it is filled in (GB/T 39116-2020).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaturityAnswer {
    /// 1 to 5
    pub level: Option<i16>,
    /// hundredths, 0 to 500
    pub score: Option<i16>,
    /// 报告编号
    pub report_number: String,
    /// 评价日期
    pub assessed_on: Option<NaiveDate>,
    /// `self_assessment` or `third_party`
    pub kind: Option<String>,
}

/// One built scenario (场景实例).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Its identifier, kept over resubmissions.
    pub id: InstanceId,
    /// The scenario of the catalogue.
    pub scenario: ScenarioId,
    /// The link (十四环节) of that scenario.
    pub link: Link,
    /// 实例名
    pub name: String,
    /// The tier's standard the enterprise claims.
    pub claimed_tier: Tier,
    /// 解决的问题
    pub problem: String,
    /// 建设内容
    pub solution: String,
    /// 成效
    pub effects: Vec<Effect>,
    /// 投用时间 (first day of the month)
    pub live_since: Option<NaiveDate>,
}

/// One effect, before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// What is measured.
    pub name: String,
    /// 建设前
    pub before: String,
    /// 建设后
    pub after: String,
}

impl Effect {
    /// Whether everything of it is filled in.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        [&self.name, &self.before, &self.after]
            .iter()
            .all(|cell| !cell.trim().is_empty())
    }
}

/// The answer to one qualitative clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityAnswer {
    /// The group of links the clause is about.
    pub group: Group,
    /// What the enterprise built there.
    pub answer: String,
}

/// One evidence file; its bytes are kept under the digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// Its identifier.
    pub id: EvidenceId,
    /// What it proves.
    pub target: EvidenceTarget,
    /// The name it was uploaded with, made safe.
    pub file_name: String,
    /// Found from the content.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: i64,
    /// SHA-256, lower-case hexadecimal.
    pub digest: String,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
}

impl Dossier {
    /// The facts as the enterprise claims them: a scenario without content and evidence counts
    /// nowhere yet.
    #[must_use]
    pub fn claimed_facts(&self, catalogue: &Catalogue) -> Facts {
        self.facts_of(catalogue, |instance| {
            let filled = completeness::is_filled(self, instance);
            Some((instance.claimed_tier, filled))
        })
    }

    /// The facts with the tier that somebody who judges (bureau, experts) gives each scenario
    /// instance; `None` leaves the instance out, and so does a scenario the catalogue lacks.
    /// Judgements are empty.
    pub fn facts(
        &self,
        catalogue: &Catalogue,
        tier_of: impl Fn(&Instance) -> Option<Tier>,
    ) -> Facts {
        self.facts_of(catalogue, |instance| Some((tier_of(instance)?, true)))
    }

    fn facts_of(
        &self,
        catalogue: &Catalogue,
        standing: impl Fn(&Instance) -> Option<(Tier, bool)>,
    ) -> Facts {
        let claim = |instance: &Instance| {
            let scenario = catalogue.scenario(&instance.scenario)?;
            let (tier, filled) = standing(instance)?;
            Some(Claim {
                filled,
                ..Claim::of(scenario, tier)
            })
        };
        Facts {
            catalogue: self.editions.catalogue.clone(),
            applicant: self.applicant(),
            maturity: self
                .maturity_level()
                .map(|level| DeclaredMaturity { level }),
            scenarios: self.instances.iter().filter_map(claim).collect(),
            judgements: Judgements::new(),
        }
    }

    fn applicant(&self) -> Applicant {
        let declared = &self.declarations;
        Applicant {
            registered_in_region: declared.registered_in_region,
            entity: Some(self.enterprise.entity),
            above_scale: declared.above_scale,
            industry: self.enterprise.industry,
            parent_above_scale: declared.parent_above_scale,
            market_competitive: declared.market_competitive,
            operating_normally: declared.operating_normally,
            worst_incident: declared.worst_incident,
            seriously_dishonest: declared.seriously_dishonest,
            secure_and_controllable: declared.secure_and_controllable,
            security_risk_controlled: declared.security_risk_controlled,
            organisation_in_place: declared.organisation_in_place,
            digital_capability: declared.digital_capability,
            held_tier: match declared.held_tier {
                Some(HeldTier::Held(tier)) => Some(tier),
                Some(HeldTier::None) | None => None,
            },
        }
    }

    /// The level found by self-assessment, once it is one.
    #[must_use]
    pub fn maturity_level(&self) -> Option<MaturityLevel> {
        self.maturity
            .level
            .and_then(|level| u8::try_from(level).ok()?.try_into().ok())
    }

    /// What an expert may see: no contact data (DESIGN §5).
    #[must_use]
    pub fn without_contacts(mut self) -> Self {
        self.enterprise.contact = None;
        self
    }

    /// One instance by its identifier.
    #[must_use]
    pub fn instance(&self, id: InstanceId) -> Option<&Instance> {
        self.instances.iter().find(|instance| instance.id == id)
    }

    /// The files that prove this.
    pub fn evidence_of(&self, target: EvidenceTarget) -> impl Iterator<Item = &EvidenceFile> {
        self.evidence
            .iter()
            .filter(move |file| file.target == target)
    }

    /// The answer to one qualitative clause, empty when there is none.
    #[must_use]
    pub fn quality_answer(&self, group: Group) -> &str {
        self.quality
            .iter()
            .find(|answer| answer.group == group)
            .map_or("", |answer| answer.answer.as_str())
    }
}
