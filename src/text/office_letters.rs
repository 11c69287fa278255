//! The messages people get from the office: formal check, review, decision, publicity, seasons.

use chrono::{DateTime, Utc};

use super::{
    format,
    labels::tier_label,
    letters::{called, numbered},
    publicity,
    season_labels::{stage_label, tier_labels},
    status::act_label,
};
use crate::domain::{
    application::{Act, Outcome},
    ids::{ListId, PublicityId},
    letter::{ApplicationNames, Letter},
    season::{Stage, TierWindows, Window, Windows},
    tier::Tier,
};

/// Whose list of work a letter leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The applicant.
    Enterprise,
    /// The recommending unit.
    Bureau,
}

impl Reader {
    pub(super) fn home(self) -> String {
        match self {
            Self::Enterprise => "/enterprise",
            Self::Bureau => "/bureau",
        }
        .to_owned()
    }
}

/// The formal check was passed.
#[must_use]
pub fn formally_accepted(names: &ApplicationNames, reader: Reader) -> Letter {
    Letter {
        title: format!("{}申报通过形式审查", names.enterprise),
        body: format!(
            "{}{}已通过形式审查，进入专家评审。",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}

/// The formal check was failed.
#[must_use]
pub fn formally_rejected(names: &ApplicationNames, reason: &str, reader: Reader) -> Letter {
    Letter {
        title: format!("{}申报未通过形式审查", names.enterprise),
        body: format!(
            "{}{}未通过形式审查，本批次申报结束。\n原因：{reason}",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}

/// To an expert: a new task.
#[must_use]
pub fn assigned(names: &ApplicationNames, until: DateTime<Utc>) -> Letter {
    Letter {
        title: format!("新的评审任务：{}", names.enterprise),
        body: format!(
            "请评审{}。请先声明是否需要回避，并在 {} 前完成评审、提交评分。",
            called(names),
            format::deadline(until)
        ),
        link: "/expert".to_owned(),
    }
}

/// To an expert: a task was taken back.
#[must_use]
pub fn assignment_cancelled(names: &ApplicationNames, reason: &str) -> Letter {
    Letter {
        title: format!("评审任务已取消：{}", names.enterprise),
        body: format!(
            "{}的评审任务已取消，无需再评审。\n原因：{reason}",
            called(names)
        ),
        link: "/expert".to_owned(),
    }
}

/// To an expert: a filed review was opened again.
#[must_use]
pub fn review_reopened(names: &ApplicationNames, reason: &str, until: DateTime<Utc>) -> Letter {
    Letter {
        title: format!("请复核评审：{}", names.enterprise),
        body: format!(
            "您对{}的评审已重新打开，原来填写的内容都在，请复核后在 {} 前重新提交。\n原因：{reason}",
            called(names),
            format::deadline(until)
        ),
        link: "/expert".to_owned(),
    }
}

/// To an expert: reviews are still to be filed.
#[must_use]
pub fn review_reminder(season: &str, tasks: i64, until: DateTime<Utc>) -> Letter {
    Letter {
        title: format!("请尽快提交评审（{tasks} 件）"),
        body: format!(
            "{season}还有 {tasks} 件评审等待您提交，截止时间为 {}。不能参加评审的，请及时告知主办单位。",
            format::deadline(until)
        ),
        link: "/expert".to_owned(),
    }
}

/// All reviews are filed and taken together.
#[must_use]
pub fn review_concluded(names: &ApplicationNames, reader: Reader) -> Letter {
    Letter {
        title: format!("{}申报的专家评审已完成", names.enterprise),
        body: format!(
            "{}{}的专家评审已完成，等待审定。",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}

/// The office decided.
#[must_use]
pub fn decided(names: &ApplicationNames, act: Act, reason: &str, reader: Reader) -> Letter {
    Letter {
        title: format!("{}申报审定结果：{}", names.enterprise, act_label(act)),
        body: format!(
            "{}{}审定结果为“{}”。\n说明：{reason}",
            called(names),
            numbered(names),
            act_label(act)
        ),
        link: reader.home(),
    }
}

/// A decision that was told is taken back.
#[must_use]
pub fn decision_undone(names: &ApplicationNames, reason: &str, reader: Reader) -> Letter {
    Letter {
        title: format!("{}申报的审定结果已撤销", names.enterprise),
        body: format!(
            "{}{}此前告知的审定结果已撤销，将重新审定，以重新告知的结果为准。\n原因：{reason}",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}

/// A publicity was opened; it may begin later.
#[must_use]
pub fn publicity_opened(
    names: &ApplicationNames,
    id: PublicityId,
    (window, working_days): (&Window, i16),
    now: DateTime<Utc>,
) -> Letter {
    let title = if now < window.opens_at() {
        format!("{}申报将公示", names.enterprise)
    } else {
        format!("{}申报开始公示", names.enterprise)
    };
    Letter {
        title,
        body: format!(
            "{}{}已列入拟公示名单。公示时间：{}。",
            called(names),
            numbered(names),
            publicity::term(window.opens_at(), window.closes_at(), working_days)
        ),
        link: format!("/publicities/{id}"),
    }
}

/// The publicity is over and the application ended well.
#[must_use]
pub fn concluded(names: &ApplicationNames, outcome: Outcome, reader: Reader) -> Letter {
    let end = match outcome {
        Outcome::Recognised => "公示期满，予以认定",
        Outcome::Filed => "予以备案",
        Outcome::RecommendedUp => "公示期满，推荐上报，认定结果以国家公布的名单为准",
    };
    Letter {
        title: format!("{}申报已办结", names.enterprise),
        body: format!("{}{}{end}。", called(names), numbered(names)),
        link: reader.home(),
    }
}

/// To the bureaus: a list was published.
#[must_use]
pub fn list_published(title: &str, tier: Tier, id: ListId) -> Letter {
    Letter {
        title: format!("名单已公布：{title}"),
        body: format!(
            "《{title}》（{}）已公布，可在“公示与名单”查看和下载。",
            tier_label(tier)
        ),
        link: format!("/lists/{id}"),
    }
}

/// To everybody concerned: a season was opened.
#[must_use]
pub fn season_opened(title: &str, tiers: &TierWindows) -> Letter {
    let line = |(tiers, windows): (Vec<Tier>, Windows)| {
        format!(
            "{}申报时间为{}至{}。",
            tier_labels(&tiers),
            format::moment(windows.enterprise.opens_at()),
            format::deadline(windows.enterprise.closes_at())
        )
    };
    Letter {
        title: format!("{title}已启动"),
        body: tiers
            .groups()
            .into_iter()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n"),
        link: "/".to_owned(),
    }
}

/// To those whose window it is: it closes at another time.
#[must_use]
pub fn window_changed(
    season: &str,
    (tier, stage): (Tier, Stage),
    closes_at: DateTime<Utc>,
    reason: &str,
) -> Letter {
    Letter {
        title: format!("{}{}截止时间调整", tier_label(tier), stage_label(stage)),
        body: format!(
            "{season}的{}{}截止时间调整为{}。\n原因：{reason}",
            tier_label(tier),
            stage_label(stage),
            format::deadline(closes_at)
        ),
        link: "/".to_owned(),
    }
}

/// A supplement is asked for: what, and until when.
#[must_use]
pub fn supplement(
    names: &ApplicationNames,
    points: &str,
    due_at: DateTime<Utc>,
    reader: Reader,
) -> Letter {
    let until = format::deadline(due_at);
    let rest = match reader {
        Reader::Enterprise => format!(
            "请在 {until} 前修改并重新提交，只有所列内容可以修改；逾期未补正的，按现有材料审查或者不予通过。"
        ),
        Reader::Bureau => format!(
            "企业应在 {until} 前补正，补正后由自治区工信厅继续形式审查；推荐意见和推荐序号保留，无需重新推荐。请督促企业按时补正。"
        ),
    };
    Letter {
        title: format!("{}申报需要补正", names.enterprise),
        body: format!(
            "{}{}经形式审查需要补正，现一次性告知如下：\n{points}\n{rest}",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}

/// The term of a supplement is longer.
#[must_use]
pub fn supplement_extended(
    names: &ApplicationNames,
    due_at: DateTime<Utc>,
    reason: &str,
    reader: Reader,
) -> Letter {
    Letter {
        title: format!("{}补正时间已延长", names.enterprise),
        body: format!(
            "{}{}的补正截止时间延长至 {}。\n原因：{reason}",
            called(names),
            numbered(names),
            format::deadline(due_at)
        ),
        link: reader.home(),
    }
}

/// A supplement was not answered in time: the check goes on.
#[must_use]
pub fn supplement_taken_up(
    names: &ApplicationNames,
    due_at: DateTime<Utc>,
    reader: Reader,
) -> Letter {
    Letter {
        title: format!("{}逾期未补正，继续形式审查", names.enterprise),
        body: format!(
            "{}{}在 {} 前没有补正，自治区工信厅按最近一次提交的内容继续形式审查，不能再修改。",
            called(names),
            numbered(names),
            format::deadline(due_at)
        ),
        link: reader.home(),
    }
}

/// To the office: a supplement was answered.
#[must_use]
pub fn supplemented(names: &ApplicationNames) -> Letter {
    Letter {
        title: format!("{}已补正", names.enterprise),
        body: format!(
            "{}{}已按补正通知重新提交，请继续形式审查。",
            called(names),
            numbered(names)
        ),
        link: "/admin/formal-checks".to_owned(),
    }
}

/// To the bureau: a supplement was answered.
#[must_use]
pub fn supplemented_to_bureau(names: &ApplicationNames) -> Letter {
    Letter {
        title: format!("{}已补正", names.enterprise),
        body: format!(
            "{}{}已按自治区工信厅的补正通知重新提交，由自治区工信厅继续形式审查；推荐意见和推荐序号不变，改动可以在申报页面查看。",
            called(names),
            numbered(names)
        ),
        link: "/bureau".to_owned(),
    }
}
