//! Names of an expert's relations to an applicant, and of what belongs to a season.

use crate::domain::review::conflict::{ConflictReason, Relation};
use crate::domain::season::{
    AccountApproval, OwnRegion, SeasonState, Stage, WindowFault, WindowsFault,
};
use crate::domain::tier::Tier;
use crate::text::labels::tier_label;

/// The name of a relation that an expert declares, within the last three years.
pub const fn relation_label(relation: Relation) -> &'static str {
    match relation {
        Relation::Employed => "近三年在该企业任职",
        Relation::Consulted => "近三年为该企业提供咨询、实施或评估服务",
        Relation::Family => "与该企业负责人或项目负责人有亲属关系",
        Relation::Interest => "持有该企业股份或有其他利益关系",
        Relation::Other => "其他可能影响公正评审的情形",
    }
}

/// Why an expert may not review an application.
pub const fn conflict_sentence(reason: ConflictReason) -> &'static str {
    match reason {
        ConflictReason::OwnRegion => "专家与申报企业属同一盟市，应当回避，请另选专家",
        ConflictReason::SameEmployer => {
            "专家的工作单位是申报企业或其所属法人，应当回避，请另选专家"
        }
        ConflictReason::Declared(Relation::Employed) => {
            "专家已声明近三年在该企业任职，应当回避，请另选专家"
        }
        ConflictReason::Declared(Relation::Consulted) => {
            "专家已声明近三年为该企业提供服务，应当回避，请另选专家"
        }
        ConflictReason::Declared(Relation::Family) => {
            "专家已声明与该企业有亲属关系，应当回避，请另选专家"
        }
        ConflictReason::Declared(Relation::Interest) => {
            "专家已声明与该企业有利益关系，应当回避，请另选专家"
        }
        ConflictReason::Declared(Relation::Other) => "专家已声明应当回避的情形，请另选专家",
    }
}

/// What closes at the end of a stage, before the moment itself.
#[must_use]
pub const fn closing(stage: Stage) -> &'static str {
    match stage {
        Stage::Enterprise => "申报截止",
        Stage::Bureau => "初审截止",
        Stage::Review => "评审截止",
    }
}

/// The same, for some of the tiers only; none named means all.
#[must_use]
pub fn closing_of(tiers: &[Tier], stage: Stage) -> String {
    match tiers {
        [] => closing(stage).to_owned(),
        tiers => format!("{}{}", tier_labels(tiers), closing(stage)),
    }
}

/// Tiers in one word group: 先进级、卓越级; all four in two words.
pub fn tier_labels(tiers: &[Tier]) -> String {
    if tiers.len() == Tier::ALL.len() {
        return "各等级".to_owned();
    }
    let names: Vec<&str> = tiers.iter().map(|tier| tier_label(*tier)).collect();
    names.join("、")
}

/// A season in a row of tabs.
#[must_use]
pub fn season_tab(title: &str, open: bool, pending: bool) -> String {
    let state = if open { "" } else { "（已结束）" };
    let work = if pending { " · 有待办" } else { "" };
    format!("{title}{state}{work}")
}

/// What is wrong with the windows of a tier, and what to do.
pub const fn windows_fault(fault: WindowsFault) -> &'static str {
    match fault {
        WindowsFault::BureauBeforeEnterprise => {
            "初审截止早于申报截止，最后提交的申报来不及初审，请把初审截止改到申报截止之后"
        }
        WindowsFault::ReviewBeforeBureau => {
            "评审截止不晚于初审截止，最后推荐的申报来不及评审，请把评审截止改到初审截止之后"
        }
        WindowsFault::EnterpriseOver => "申报截止时间已过，企业不能申报，请改为以后的时间",
        WindowsFault::BureauOpensEarly => "初审开始早于申报开始，请确认",
        WindowsFault::ReviewOverlapsBureau => "评审在初审截止之前开始，边推荐边评审，请确认",
    }
}

/// How an expert of the applicant's own region is treated.
pub const fn own_region_label(way: OwnRegion) -> &'static str {
    match way {
        OwnRegion::Refuse => "必须回避，不能分配",
        OwnRegion::Warn => "仅作提示，可以分配",
    }
}

/// The state of a season.
pub const fn season_state_label(state: SeasonState) -> &'static str {
    match state {
        SeasonState::Draft => "草案",
        SeasonState::Open => "进行中",
        SeasonState::Closed => "已结束",
    }
}

/// The name of a stage of a season.
pub const fn stage_label(stage: Stage) -> &'static str {
    match stage {
        Stage::Enterprise => "企业申报",
        Stage::Bureau => "盟市初审推荐",
        Stage::Review => "专家评审",
    }
}

/// Why a window may not be changed like this.
pub const fn window_fault(fault: WindowFault) -> &'static str {
    match fault {
        WindowFault::OpeningPassed => "该阶段已经开始，开始时间不能再改，请恢复为原开始时间",
        WindowFault::Shortened => "该阶段已经开始，截止时间只能延后，请填写不早于原截止时间的时间",
    }
}

/// How the accounts of enterprises become active.
pub const fn account_approval_label(approval: AccountApproval) -> &'static str {
    match approval {
        AccountApproval::Bureau => "由盟市工信局审核后启用",
        AccountApproval::Rule => "信用代码校验通过后自动启用",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_tells_what_to_do() {
        let declared = Relation::ALL.map(ConflictReason::Declared);
        for reason in [ConflictReason::OwnRegion, ConflictReason::SameEmployer]
            .into_iter()
            .chain(declared)
        {
            assert!(
                conflict_sentence(reason).ends_with("请另选专家"),
                "{reason:?}"
            );
        }
    }
}
