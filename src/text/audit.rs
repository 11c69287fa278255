//! The audit trail in words: what was done, by whom, and the facts of it.

use super::roles::role_label;
use crate::domain::{audit::AuditAct, role::Role};

/// What was done.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one line for each act")]
pub const fn act_label(act: AuditAct) -> &'static str {
    match act {
        AuditAct::SignIn => "登录",
        AuditAct::SignInFailed => "登录失败",
        AuditAct::SignOut => "退出登录",
        AuditAct::ChangePassword => "修改密码",
        AuditAct::UseLink => "用一次性链接设置密码",
        AuditAct::Register => "企业注册",
        AuditAct::ApproveRegistration => "通过企业注册",
        AuditAct::RefuseRegistration => "退回企业注册",
        AuditAct::CreateAccount => "新建账号",
        AuditAct::IssueLink => "发放一次性链接",
        AuditAct::DisableAccount => "停用账号",
        AuditAct::EnableAccount => "恢复账号",
        AuditAct::AskAccountChange => "申请管理员账号变更",
        AuditAct::AgreeToAccountChange => "同意管理员账号变更",
        AuditAct::RefuseAccountChange => "不同意管理员账号变更",
        AuditAct::WithdrawAccountChange => "撤回管理员账号变更申请",
        AuditAct::Unlock => "解除登录锁定",
        AuditAct::SaveProfile => "保存企业信息",
        AuditAct::SaveFactory => "保存工厂信息",
        AuditAct::StartApplication => "开始申报",
        AuditAct::SaveDeclarations => "保存基础要求",
        AuditAct::SaveMaturity => "保存成熟度自评价",
        AuditAct::AddScenario => "添加场景",
        AuditAct::SaveScenario => "保存场景",
        AuditAct::RemoveScenario => "移除场景",
        AuditAct::RestoreScenario => "恢复场景",
        AuditAct::SaveQuality => "保存各环节建设情况",
        AuditAct::AttachEvidence => "上传佐证材料",
        AuditAct::RemoveEvidence => "删除佐证材料",
        AuditAct::RestoreEvidence => "恢复佐证材料",
        AuditAct::ReadEvidence => "查看佐证材料",
        AuditAct::Submit => "提交申报",
        AuditAct::Withdraw => "撤回申报",
        AuditAct::Screen => "逐项核对",
        AuditAct::Return => "退回修改",
        AuditAct::TakeUp => "逾期未修改，恢复初审",
        AuditAct::ExtendReturn => "延长修改时间",
        AuditAct::ExtendScreening => "延长本件初审时间",
        AuditAct::Decline => "不予推荐",
        AuditAct::Recommend => "推荐至自治区",
        AuditAct::File => "予以备案",
        AuditAct::Rank => "调整推荐排序",
        AuditAct::HandInTable => "上报推荐汇总表",
        AuditAct::ReopenTable => "退回或撤回推荐汇总表",
        AuditAct::AddTablePaper => "上传推荐汇总表盖章件或推荐函",
        AuditAct::ReadTablePaper => "查看推荐汇总表盖章件或推荐函",
        AuditAct::CreateSeason => "新建批次",
        AuditAct::ChangeSeason => "修改批次",
        AuditAct::ImportEdition => "导入版本",
        AuditAct::LoadCalendar => "载入年度工作日历",
        AuditAct::NoteFormalCheck => "保存形式审查记录",
        AuditAct::FormallyAccept => "形式审查通过",
        AuditAct::Supplement => "形式审查要求补正",
        AuditAct::TakeUpSupplement => "逾期未补正，继续形式审查",
        AuditAct::FormallyReject => "形式审查不通过",
        AuditAct::AssignExpert => "分配专家",
        AuditAct::CancelAssignment => "取消评审任务",
        AuditAct::AcceptReview => "声明无回避情形",
        AuditAct::DeclareConflict => "声明回避",
        AuditAct::SaveReview => "保存评审草稿",
        AuditAct::FileReview => "提交评审",
        AuditAct::ConcludeReview => "汇总评审结果",
        AuditAct::ReopenReview => "重新打开评审",
        AuditAct::RemindExperts => "催办专家",
        AuditAct::PlaceOnList => "列入审定草案",
        AuditAct::StrikeFromList => "从审定草案删除",
        AuditAct::NoteMeeting => "填写审定会议信息",
        AuditAct::ReleaseList => "发布审定结果",
        AuditAct::UndoDecision => "撤销已发布的审定结果",
        AuditAct::Propose => "列入拟公示名单",
        AuditAct::NotApprove => "审定不通过",
        AuditAct::PlaceInPool => "列入培育库",
        AuditAct::OpenPublicity => "开始公示",
        AuditAct::RecordObjection => "登记公示异议",
        AuditAct::RuleObjection => "公示异议核查结论",
        AuditAct::Revoke => "撤销结果",
        AuditAct::Conclude => "公示结束、公布名单",
        AuditAct::PublishList => "公布名单",
        AuditAct::Export => "导出数据",
        AuditAct::LoadDemonstration => "载入演示数据",
    }
}

/// Label of a stored act; a dash for one of another version of the program.
#[must_use]
pub fn stored_act_label(code: &str) -> &'static str {
    AuditAct::ALL
        .iter()
        .find(|act| act.as_str() == code)
        .map_or("—", |act| act_label(*act))
}

/// Who acted, by the stored code of the role.
#[must_use]
pub fn actor_label(code: &str) -> &'static str {
    match code {
        "visitor" => "未登录",
        "system" => "系统",
        role => role.parse::<Role>().map_or("—", role_label),
    }
}

/// How many entries of the page's span are folded: drafts saved and evidence looked at.
#[must_use]
pub fn folded(count: i64) -> String {
    format!("这一时段另有 {count} 条保存评审草稿、查看佐证材料的记录已折叠。")
}

/// Columns of the exported trail.
pub const COLUMNS: [&str; 8] = [
    "序号",
    "时间",
    "角色",
    "账号",
    "单位或姓名",
    "操作",
    "申报编号",
    "说明",
];

/// Name of the exported file.
pub const FILE_NAME: &str = "审计日志.csv";

/// The span of days is the wrong way round.
pub const SPAN: &str = "截止日期早于起始日期，请重新填写";
/// Not a day.
pub const DAY: &str = "请填写日期，例如 2026-06-09";

/// The heading of the file of published ends of the chain.
pub const HEADS_HEADING: [&str; 3] = ["日期", "位次", "校验码"];

/// The name of that file.
pub const HEADS_FILE_NAME: &str = "审计记录链每日公布值.csv";

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_act_has_a_label_of_its_own() {
        let labels: HashSet<_> = AuditAct::ALL.iter().map(|act| act_label(*act)).collect();
        assert_eq!(labels.len(), AuditAct::ALL.len());
        assert_eq!(stored_act_label("sign_in"), "登录");
        assert_eq!(stored_act_label("gone"), "—");
    }

    #[test]
    fn every_role_is_worded() {
        for role in Role::ALL {
            assert_ne!(actor_label(role.as_str()), "—");
        }
    }
}
