//! What statuses, acts and outcomes are called, and what happens next.

use crate::domain::application::{Act, Outcome, Status};
use crate::domain::tier::Tier;

/// The name of a status, as on a tag.
pub const fn status_label(status: Status) -> &'static str {
    match status {
        Status::Draft => "填写中",
        Status::Submitted => "待初审",
        Status::Returned => "退回修改",
        Status::NotRecommended => "不予推荐",
        Status::Recommended => "已推荐，待形式审查",
        Status::Supplement => "待企业补正",
        Status::FormallyRejected => "形式审查未通过",
        Status::InReview => "专家评审中",
        Status::Reviewed => "评审完成，待审定",
        Status::Proposed => "拟公示",
        Status::NotApproved => "未通过审定",
        Status::Pool => "列入培育库",
        Status::InPublicity => "公示中",
        Status::Held => "异议核查中",
        Status::Concluded => "已办结",
        Status::Withdrawn => "已撤回",
        Status::Revoked => "已撤销",
    }
}

/// The name of a status, with the outcome once there is one.
pub const fn state_label(status: Status, outcome: Option<Outcome>) -> &'static str {
    match (status, outcome) {
        (Status::Concluded, Some(outcome)) => outcome_label(outcome),
        (status, _) => status_label(status),
    }
}

/// The name of an outcome.
pub const fn outcome_label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recognised => "已认定",
        Outcome::Filed => "已备案",
        Outcome::RecommendedUp => "已推荐上报",
    }
}

/// What the enterprise has to know: what happens next, or what it can do.
pub const fn next_step(status: Status, tier: Tier) -> &'static str {
    match status {
        Status::Draft => "请填写各部分并上传佐证材料，在截止时间前提交。",
        Status::Submitted => match tier {
            Tier::Basic => "盟市工信局正在初审，通过后予以备案。备案前可以撤回。",
            _ => "盟市工信局正在初审，通过后推荐至自治区。推荐前可以撤回。",
        },
        Status::Returned => "请按退回意见修改所列内容，在规定时间前重新提交。",
        Status::NotRecommended => "盟市工信局决定不予推荐，理由见办理过程。本批次申报结束。",
        Status::Recommended => "盟市工信局已推荐，自治区工信厅正在进行形式审查。",
        Status::Supplement => {
            "请按补正通知修改所列内容，在规定时间前重新提交；提交后由自治区工信厅继续形式审查。"
        }
        Status::FormallyRejected => "形式审查未通过，理由见办理过程。本批次申报结束。",
        Status::InReview => "专家正在评审，评审结束后由自治区工信厅审定。",
        Status::Reviewed => "专家评审已完成，由自治区工信厅审定。",
        Status::Proposed => "已列入拟公示名单，公示开始后可在公示页面查看。",
        Status::NotApproved => "未通过审定，理由见办理过程。本批次申报结束。",
        Status::Pool => "已列入培育库，条件成熟后可在以后批次继续申报。",
        Status::InPublicity => "正在公示，公示期满无异议或异议不成立的，公布名单。",
        Status::Held => "公示收到异议，自治区工信厅正在核查，核查期间暂缓办结，结果另行告知。",
        Status::Concluded => concluded(Outcome::of(tier)),
        Status::Withdrawn => "申报已由企业撤回。申报期内可以重新填写。",
        Status::Revoked => "原结果已撤销，理由见办理过程。",
    }
}

const fn concluded(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recognised => "已认定并公布名单。",
        Outcome::Filed => "已由盟市工信局备案。",
        Outcome::RecommendedUp => "已推荐上报，认定结果以国家公布的名单为准。",
    }
}

/// Said of the stage an application is in.
pub const UNDER_WAY: &str = "正在办理";

/// The stage an application is in, and the stages after it; none when nothing is under way.
/// Nothing is promised: a stage may end otherwise.
pub const fn under_way(
    status: Status,
    tier: Tier,
) -> Option<(&'static str, &'static [&'static str])> {
    let basic = matches!(tier, Tier::Basic);
    Some(match status {
        Status::Submitted if basic => ("盟市工信局初审", &["备案"]),
        Status::Returned if basic => ("企业修改", &["盟市工信局初审", "备案"]),
        Status::Submitted => (
            "盟市工信局初审",
            &[
                "推荐至自治区",
                "形式审查",
                "专家评审",
                "审定和公示",
                "公布名单",
            ],
        ),
        Status::Returned => (
            "企业修改",
            &[
                "盟市工信局初审",
                "形式审查",
                "专家评审",
                "审定和公示",
                "公布名单",
            ],
        ),
        Status::Supplement => (
            "企业补正",
            &["自治区形式审查", "专家评审", "审定和公示", "公布名单"],
        ),
        Status::Recommended => ("自治区形式审查", &["专家评审", "审定和公示", "公布名单"]),
        Status::InReview => ("专家评审", &["审定和公示", "公布名单"]),
        Status::Reviewed => ("自治区审定", &["公示", "公布名单"]),
        Status::Proposed => ("准备公示", &["公示", "公布名单"]),
        Status::InPublicity => ("公示", &["公布名单"]),
        Status::Held => ("异议核查", &["公布名单"]),
        _ => return None,
    })
}

/// The stages that follow, in one line.
#[must_use]
pub fn then(stages: &[&str]) -> String {
    format!("之后：{}。", stages.join(" → "))
}

/// The name of an act, as in the course of an application.
pub const fn act_label(act: Act) -> &'static str {
    match act {
        Act::Submit => "提交申报",
        Act::Resubmit => "修改后重新提交",
        Act::Withdraw => "撤回申报",
        Act::Return => "退回修改",
        Act::TakeUp => "逾期未修改，恢复初审",
        Act::ExtendReturn => "延长修改时间",
        Act::ExtendScreening => "延长本件初审时间",
        Act::Decline => "不予推荐",
        Act::Recommend => "推荐至自治区",
        Act::File => "予以备案",
        Act::FormallyAccept => "形式审查通过",
        Act::Supplement => "形式审查要求补正",
        Act::TakeUpSupplement => "逾期未补正，继续形式审查",
        Act::FormallyReject => "形式审查不通过",
        Act::ConcludeReview => "汇总专家评审结果",
        Act::ReopenReview => "重新打开专家评审",
        Act::Propose => "列入拟公示名单",
        Act::NotApprove => "审定不通过",
        Act::PlaceInPool => "列入培育库",
        Act::UndoDecision => "撤销已发布的审定结果",
        Act::OpenPublicity => "开始公示",
        Act::Conclude => "公布名单",
        Act::Hold => "公示收到异议，暂缓办结",
        Act::LiftHold => "异议核查完毕，恢复办理",
        Act::Reconsider => "异议成立，移出公示，重新审定",
        Act::Revoke => "撤销结果",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_statuses_or_acts_are_called_alike() {
        let statuses: BTreeSet<_> = Status::ALL
            .iter()
            .map(|status| status_label(*status))
            .collect();
        assert_eq!(statuses.len(), Status::ALL.len());
        let acts: BTreeSet<_> = Act::ALL.iter().map(|act| act_label(*act)).collect();
        assert_eq!(acts.len(), Act::ALL.len());
    }

    #[test]
    fn a_concluded_application_is_called_by_its_outcome() {
        assert_eq!(
            state_label(Status::Concluded, Some(Outcome::Filed)),
            "已备案"
        );
        assert_eq!(state_label(Status::Concluded, None), "已办结");
        assert_eq!(
            state_label(Status::Pool, Some(Outcome::Filed)),
            "列入培育库"
        );
    }

    #[test]
    fn only_what_goes_on_is_under_way() {
        for tier in Tier::ALL {
            for status in [Status::Draft, Status::Concluded, Status::Withdrawn] {
                assert_eq!(under_way(status, tier), None);
            }
            assert!(under_way(Status::Submitted, tier).is_some());
        }
        assert_eq!(then(&["公示", "公布名单"]), "之后：公示 → 公布名单。");
    }

    #[test]
    fn the_region_never_claims_to_award_the_upper_tiers() {
        for tier in [Tier::Excellent, Tier::Leading] {
            assert!(next_step(Status::Concluded, tier).contains("以国家公布的名单为准"));
        }
        assert!(next_step(Status::Submitted, Tier::Basic).contains("备案"));
    }
}
