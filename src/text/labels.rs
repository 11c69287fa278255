//! Chinese names of tiers, groups, links, levels and verdicts.

use crate::domain::link::{Group, Link};
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::rules::{Entity, Incident, Standing, Verdict};
use crate::domain::tier::Tier;

/// Name of a tier, such as 先进级.
pub const fn tier_label(tier: Tier) -> &'static str {
    match tier {
        Tier::Basic => "基础级",
        Tier::Advanced => "先进级",
        Tier::Excellent => "卓越级",
        Tier::Leading => "领航级",
    }
}

/// Name of a group.
pub const fn group_label(group: Group) -> &'static str {
    match group {
        Group::G1 => "工厂建设",
        Group::G2 => "研发设计",
        Group::G3 => "生产作业",
        Group::G4 => "生产管理",
        Group::G5 => "运营管理",
    }
}

/// Name of a link.
pub const fn link_label(link: Link) -> &'static str {
    match link {
        Link::L01 => "工厂建设",
        Link::L02 => "信息基础设施",
        Link::L03 => "产品设计",
        Link::L04 => "工艺设计",
        Link::L05 => "生产作业",
        Link::L06 => "质量管控",
        Link::L07 => "设备管理",
        Link::L08 => "计划调度",
        Link::L09 => "仓储物流",
        Link::L10 => "安全管控",
        Link::L11 => "能碳管理",
        Link::L12 => "环保管理",
        Link::L13 => "营销与售后",
        Link::L14 => "供应链管理",
    }
}

/// Name of a maturity level, such as 二级.
pub const fn maturity_label(level: MaturityLevel) -> &'static str {
    level_word(level.number() as u32)
}

/// Name of a maturity level given as a number; a dash when it is none.
pub(super) const fn level_word(level: u32) -> &'static str {
    match level {
        1 => "一级",
        2 => "二级",
        3 => "三级",
        4 => "四级",
        5 => "五级",
        _ => "—",
    }
}

/// What a verdict is called beside a clause.
pub const fn outcome_label(outcome: Verdict) -> &'static str {
    match outcome {
        Verdict::Met => "已满足",
        Verdict::Unmet => "未满足",
        Verdict::Review => "待审核认定",
    }
}

/// Whether and why a scenario counts for a tier.
pub const fn standing_label(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "计入",
        Standing::Unlisted => "计入，本等级目录未列，待审核认定",
        Standing::Unfilled => "待填写，暂不计入",
        Standing::BelowStandard => "低于本等级标准，不计入",
        Standing::OtherStandard => "按其他等级标准建设，不计入",
        Standing::Duplicate => "同一场景重复，不再计入",
    }
}

/// Legal form of an applicant.
pub const fn entity_label(entity: Entity) -> &'static str {
    match entity {
        Entity::LegalPerson => "独立法人",
        Entity::Branch => "法人的分支机构",
    }
}

/// Severity of an incident.
pub const fn incident_label(incident: Incident) -> &'static str {
    match incident {
        Incident::None => "未发生事故（事件）",
        Incident::General => "一般事故（事件）",
        Incident::Larger => "较大事故（事件）",
        Incident::Major => "重大事故（事件）",
        Incident::Extraordinary => "特别重大事故（事件）",
    }
}
