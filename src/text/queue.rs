//! Words of a bureau's queue, and the tabs it is parted into.

use chrono::{DateTime, Utc};

use super::format;
use crate::domain::application::Status;

/// A tab of the queue: some of the states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueTab {
    /// To be screened.
    Waiting,
    /// With the enterprise.
    Returned,
    /// On its way above.
    Recommended,
    /// Not recommended.
    Declined,
    /// Ended.
    Closed,
    /// All of them.
    All,
}

impl QueueTab {
    /// All tabs in their order.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Returned,
        Self::Recommended,
        Self::Declined,
        Self::Closed,
        Self::All,
    ];

    /// The code in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Returned => "returned",
            Self::Recommended => "recommended",
            Self::Declined => "declined",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }

    /// Reads [`Self::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    /// The name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "待初审",
            Self::Returned => "已退回",
            Self::Recommended => "已推荐",
            Self::Declined => "不予推荐",
            Self::Closed => "已办结",
            Self::All => "全部",
        }
    }

    /// The states in it.
    #[must_use]
    pub const fn statuses(self) -> &'static [Status] {
        match self {
            Self::Waiting => &[Status::Submitted],
            Self::Returned => &[Status::Returned],
            Self::Recommended => &[
                Status::Recommended,
                Status::Supplement,
                Status::InReview,
                Status::Reviewed,
                Status::Proposed,
                Status::InPublicity,
                Status::Held,
            ],
            Self::Declined => &[Status::NotRecommended],
            Self::Closed => &[
                Status::FormallyRejected,
                Status::NotApproved,
                Status::Pool,
                Status::Concluded,
                Status::Withdrawn,
                Status::Revoked,
            ],
            Self::All => Status::ALL,
        }
    }
}

/// The head of the column that sorts.
pub const SUBMITTED_AT: &str = "提交时间";

/// Who judged something of a case last, and when.
#[must_use]
pub fn last_judged(name: &str, at: DateTime<Utc>) -> String {
    format!("{name}，{}", format::short_moment(at))
}

/// Which submission it is.
#[must_use]
pub fn version(submission: i32) -> String {
    format!("第 {submission} 次提交")
}

/// The enterprise has it until then.
#[must_use]
pub fn returned_until(due: DateTime<Utc>) -> String {
    format!("已退回企业修改，截止 {}", format::deadline(due))
}

/// The enterprise had it until then and did not submit it again.
#[must_use]
pub fn return_overdue(due: DateTime<Utc>) -> String {
    format!("企业逾期未重新提交，修改截止时间 {}", format::deadline(due))
}

/// How many are shown, and of how many where that is known.
#[must_use]
pub fn summary(shown: usize, total: Option<i64>) -> String {
    match total {
        Some(total) => format!("共 {total} 项，本页 {shown} 项"),
        None => format!("本页 {shown} 项"),
    }
}

/// What an empty tab says.
#[must_use]
pub const fn empty_title(tab: QueueTab) -> &'static str {
    match tab {
        QueueTab::Waiting => "没有待初审的申报",
        QueueTab::Returned => "没有退回修改中的申报",
        QueueTab::Recommended => "还没有推荐",
        QueueTab::Declined => "没有不予推荐的申报",
        QueueTab::Closed => "没有已办结的申报",
        QueueTab::All => "还没有收到申报",
    }
}

/// What to do about an empty tab.
#[must_use]
pub const fn empty_advice(tab: QueueTab) -> &'static str {
    match tab {
        QueueTab::Waiting | QueueTab::All => "本地区企业提交申报后会出现在这里，并收到消息提醒。",
        QueueTab::Returned => "退回修改的申报在企业重新提交前显示在这里。",
        QueueTab::Recommended => "逐项核对完毕后，在申报页面选择“推荐至自治区”。",
        QueueTab::Declined => "作出不予推荐决定的申报会显示在这里。",
        QueueTab::Closed => "已备案、已认定、已撤回等不再变动的申报会显示在这里。",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_after_the_draft_is_in_exactly_one_tab_and_in_all() {
        for status in Status::ALL {
            let tabs = QueueTab::ALL
                .iter()
                .filter(|tab| tab.statuses().contains(status))
                .count();
            let expected = if *status == Status::Draft { 1 } else { 2 };
            assert_eq!(tabs, expected, "{status}");
        }
        for tab in QueueTab::ALL {
            assert_eq!(QueueTab::from_code(tab.code()), Some(tab));
        }
    }
}
