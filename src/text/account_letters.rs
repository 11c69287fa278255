//! Changes of the administrators' accounts: what they are called, and the messages about them.

use chrono::{DateTime, Utc};

use super::{account::shown_login, format, roles::role_label};
use crate::domain::{
    account_request::{AccountChange, RequestState},
    letter::Letter,
    role::Role,
};

/// Where requests are answered.
const PLACE: &str = "/account/requests";

/// A change of one account.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What is done.
    pub change: AccountChange,
    /// What the account acts as.
    pub role: Role,
    /// The person's name.
    pub name: &'a str,
    /// The name the account signs in with.
    pub login: &'a str,
}

/// The name of a change.
#[must_use]
pub const fn change_label(change: AccountChange) -> &'static str {
    match change {
        AccountChange::Create => "新建账号",
        AccountChange::Link => "发放一次性链接（重设密码）",
        AccountChange::Disable => "停用账号",
        AccountChange::Enable => "恢复账号",
    }
}

/// How a request stands.
#[must_use]
pub const fn state_label(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "待确认",
        RequestState::Consented => "已同意，待办理",
        RequestState::Refused => "不同意",
        RequestState::Withdrawn => "已撤回",
        RequestState::Expired => "已过期",
        RequestState::Done => "已办理",
    }
}

/// Whose account it is: 审计管理员“赵敏”（账号 audit）.
#[must_use]
pub fn whose(role: Role, name: &str, login: &str) -> String {
    format!(
        "{}“{name}”（账号 {}）",
        role_label(role),
        shown_login(login)
    )
}

/// Who did something, and when.
#[must_use]
pub fn by_at(name: &str, at: DateTime<Utc>) -> String {
    format!("{name}，{}", format::short_moment(at))
}

/// To whoever could agree: a change waits.
#[must_use]
pub fn asked(what: &Change<'_>, reason: &str, until: DateTime<Utc>) -> Letter {
    let because = if reason.is_empty() {
        String::new()
    } else {
        format!("原因：{reason}。")
    };
    Letter {
        title: "有管理员账号变更待确认".to_owned(),
        body: format!(
            "安全管理员申请对{}办理：{}。{because}须由另一位管理员确认后才能办理，请核实后在 {} 前答复。",
            whose(what.role, what.name, what.login),
            change_label(what.change),
            format::moment(until)
        ),
        link: PLACE.to_owned(),
    }
}

/// To whoever asked: the answer.
#[must_use]
pub fn answered(what: &Change<'_>, agrees: bool, words: &str) -> Letter {
    let (title, next) = if agrees {
        ("账号变更申请已获同意", "请办理。".to_owned())
    } else if words.is_empty() {
        ("账号变更申请未获同意", "未予办理。".to_owned())
    } else {
        ("账号变更申请未获同意", format!("理由：{words}。"))
    };
    Letter {
        title: title.to_owned(),
        body: format!(
            "对{}办理“{}”的申请：{next}",
            whose(what.role, what.name, what.login),
            change_label(what.change)
        ),
        link: PLACE.to_owned(),
    }
}

/// To the holder and the audit administrators: it was done.
#[must_use]
pub fn done(what: &Change<'_>, with_consent: bool) -> Letter {
    let consent = if with_consent {
        "已经另一位管理员确认。"
    } else {
        "当时没有其他可确认的管理员，未经第二人确认。"
    };
    Letter {
        title: format!("管理员账号变更：{}", change_label(what.change)),
        body: format!(
            "安全管理员已对{}办理：{}。{consent}如有疑问，请立即核实。",
            whose(what.role, what.name, what.login),
            change_label(what.change)
        ),
        link: PLACE.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_name_the_account_and_what_is_done() {
        let what = Change {
            change: AccountChange::Disable,
            role: Role::AuditAdministrator,
            name: "赵敏",
            login: "audit",
        };
        let letter = asked(&what, "已调离", DateTime::UNIX_EPOCH);
        assert!(
            letter
                .body
                .contains("审计管理员“赵敏”（账号 audit）办理：停用账号")
        );
        assert!(letter.body.contains("原因：已调离。"));
        assert!(
            answered(&what, false, "不属实")
                .body
                .contains("理由：不属实。")
        );
        assert!(done(&what, false).body.contains("未经第二人确认"));
    }
}
