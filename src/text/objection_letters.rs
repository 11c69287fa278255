//! The messages of objections (异议) and of results taken back.

use chrono::NaiveDate;

use super::{
    format,
    letters::{called, numbered},
    office_letters::Reader,
};
use crate::domain::{
    ids::ObjectionId,
    letter::{ApplicationNames, Letter},
    objection::Ruling,
};

/// A line is held: somebody objected. Who did is not told.
#[must_use]
pub fn received(names: &ApplicationNames, reader: Reader) -> Letter {
    Letter {
        title: format!("{}的公示收到异议", names.enterprise),
        body: format!(
            "{}{}在公示中收到异议，自治区工信厅正在核查。核查期间暂缓办结，结果另行告知；需要说明情况的，会与您联系。",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}

/// To the office: an objection came in by the form.
#[must_use]
pub fn to_rule(names: &ApplicationNames, id: ObjectionId, due_on: NaiveDate) -> Letter {
    Letter {
        title: format!("收到网上异议：{}", names.enterprise),
        body: format!(
            "{}{}收到网上提交的异议，已暂缓办结。请在{}前核查并答复。",
            called(names),
            numbered(names),
            format::date(due_on)
        ),
        link: format!("/admin/objections/{id}"),
    }
}

/// An objection was ruled on, and the line goes on or leaves the publicity.
#[must_use]
pub fn ruled(names: &ApplicationNames, (ruling, reason): (Ruling, &str), reader: Reader) -> Letter {
    let (title, end) = match ruling {
        Ruling::Upheld => (
            "异议核查结论：异议成立",
            "经核查，异议成立，已移出公示，将重新审定，以重新告知的结果为准。",
        ),
        Ruling::NotUpheld => (
            "异议核查结论：异议不成立",
            "经核查，异议不成立，恢复办理，公示期满后公布名单。",
        ),
        Ruling::Withdrawn => (
            "异议已撤回",
            "异议已由反映人撤回，恢复办理，公示期满后公布名单。",
        ),
    };
    Letter {
        title: format!("{}{title}", names.enterprise),
        body: format!("{}{}{end}\n说明：{reason}", called(names), numbered(names)),
        link: reader.home(),
    }
}

/// A result was taken back.
#[must_use]
pub fn revoked(
    names: &ApplicationNames,
    (reason, document): (&str, &str),
    banned_until: Option<NaiveDate>,
    reader: Reader,
) -> Letter {
    let ban = banned_until.map_or_else(String::new, |day| {
        format!("\n{}及以前不得再次申报。", format::date(day))
    });
    Letter {
        title: format!("{}的结果已撤销", names.enterprise),
        body: format!(
            "{}{}的结果已撤销（{document}）。\n原因：{reason}{ban}",
            called(names),
            numbered(names)
        ),
        link: reader.home(),
    }
}
