//! Sentences about accounts: signing in, registration, one-time links.

use chrono::{DateTime, Utc};

use super::format;
use crate::domain::{account::AccountState, role::Role, values::credit_code::CreditCode};

/// A login as people know it: credit codes in capitals, as on the licence.
#[must_use]
pub fn shown_login(login: &str) -> String {
    CreditCode::parse(login).map_or_else(|_| login.to_owned(), |code| code.to_string())
}

/// How an account stands.
#[must_use]
pub const fn state_label(state: AccountState) -> &'static str {
    match state {
        AccountState::Pending => "待审核",
        AccountState::Active => "正常",
        AccountState::Refused => "审核未通过",
        AccountState::Disabled => "已停用",
    }
}

/// How a registration stands, as the bureau reads it.
#[must_use]
pub const fn registration_label(state: AccountState) -> &'static str {
    match state {
        AccountState::Pending => "待审核",
        AccountState::Active => "已通过",
        AccountState::Refused => "未通过",
        AccountState::Disabled => "已停用",
    }
}

/// Labels of the fields of these forms, for the summary of errors.
pub const FIELDS: &[(&str, &str)] = &[
    ("credit_code", "统一社会信用代码"),
    ("name", "企业名称"),
    ("division", "注册地旗县区"),
    ("entity", "主体类型"),
    ("contact_name", "联系人"),
    ("contact_phone", "联系电话"),
    ("login", "账号"),
    ("current", "当前密码"),
    ("password", "密码"),
    ("repeat", "再次输入密码"),
    ("consent", "个人信息处理告知"),
    ("reason", "原因"),
];

/// Labels of the fields of a new account.
pub const ACCOUNT_FIELDS: &[(&str, &str)] = &[
    ("name", "姓名"),
    ("login", "账号"),
    ("bureau", "所属盟市"),
    ("employer", "工作单位"),
    ("employer_credit_code", "工作单位统一社会信用代码"),
    ("speciality", "专业领域"),
];

/// 12 分钟后, 40 秒后: rounded up, so that waiting that long is enough.
#[must_use]
pub fn wait(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (until - now).num_seconds().max(1);
    if seconds < 60 {
        format!("{seconds} 秒后")
    } else {
        format!("{} 分钟后", (seconds + 59) / 60)
    }
}

/// Too many failures.
#[must_use]
pub fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!(
        "登录失败次数过多，为保护账号已暂停登录。请在 {}再试；急需使用的，请联系安全管理员解除锁定。",
        wait(until, now)
    )
}

/// Unknown account or wrong password: one sentence for both.
#[must_use]
pub fn wrong(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let again = until.map_or_else(
        || "请核对后重新输入".to_owned(),
        |until| format!("请核对后在 {}重新输入", wait(until, now)),
    );
    format!("账号或密码不正确，{again}；连续多次输错将暂停登录。")
}

/// Name and telephone of an office: 包头市工业和信息化局（0472-0000000）.
#[must_use]
pub fn reachable(name: &str, telephone: &str) -> String {
    if telephone.is_empty() {
        name.to_owned()
    } else {
        format!("{name}（{telephone}）")
    }
}

/// The password is right, but the account is not in use.
#[must_use]
pub fn not_active(state: AccountState, reason: &str, bureau: Option<&(String, String)>) -> String {
    let office = bureau.map_or_else(
        || "安全管理员".to_owned(),
        |(name, telephone)| reachable(name, telephone),
    );
    let because = if reason.is_empty() {
        String::new()
    } else {
        format!("原因：{reason}。")
    };
    match state {
        AccountState::Pending => {
            format!("注册信息正由{office}审核，通过后即可登录。如需了解进度，请与其联系。")
        }
        AccountState::Refused => {
            format!("注册审核未通过。{because}请按要求改正后在“企业注册”重新提交，或联系{office}。")
        }
        AccountState::Disabled => {
            format!("该账号已停用。{because}如需恢复使用，请联系安全管理员。")
        }
        AccountState::Active => String::new(),
    }
}

/// The credit code is registered already.
#[must_use]
pub fn already_registered(bureau: &str, telephone: &str) -> String {
    format!(
        "该统一社会信用代码已经注册，请直接登录。忘记密码，或者不是本单位注册的，请联系{}。",
        reachable(bureau, telephone)
    )
}

/// The heading of a group of divisions: the region and the bureau that receives for it.
#[must_use]
pub fn receiving(region: &str, bureau: &str) -> String {
    format!("{region}（由{bureau}审核）")
}

/// What the bureau reads of a registration, in order.
pub const REGISTRATION_FACTS: [&str; 7] = [
    "统一社会信用代码",
    "注册地",
    "主体类型",
    "联系人",
    "联系电话",
    "注册时间",
    "原因",
];

/// A label with a number: 待审核 3.
#[must_use]
pub fn counted(label: &str, count: i64) -> String {
    format!("{label} {count}")
}

/// What the security administrator reads of an account, in order.
pub const ACCOUNT_FACTS: [&str; 7] = [
    "账号",
    "角色",
    "所属单位",
    "开通时间",
    "已设置密码",
    "链接有效期至",
    "停用或退回原因",
];

/// What is read of a change of an administrator's account, in order.
pub const REQUEST_FACTS: [&str; 5] = ["原因", "申请", "有效期至", "答复", "答复意见"];

/// Yes or no.
#[must_use]
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// An account that is locked after failed sign-ins.
#[must_use]
pub fn locked_label(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("已锁定，{}解除", wait(until, now))
}

/// An account whose holder has not set a password yet.
pub const NO_PASSWORD: &str = "待设置密码";

/// What an account of this role may do, and what not.
#[must_use]
pub const fn duty(role: Role) -> &'static str {
    match role {
        Role::Enterprise => "企业自行注册，不在这里开通。",
        Role::Bureau => "审核本地区企业的注册和申报，推荐至自治区；看不到其他盟市的申报。",
        Role::Expert => "评审分配给自己的申报；看不到联系人信息，提交前看不到其他专家的评分。",
        Role::Administrator => {
            "办理批次、形式审查、分配专家、认定与公示；不能管理账号，不能查看审计日志。"
        }
        Role::SecurityAdministrator => "管理账号；看不到任何申报内容和审计日志。",
        Role::AuditAdministrator => "查看和导出审计日志；不能办理业务，不能管理账号。",
    }
}

/// How many lines a part of a list shows.
#[must_use]
pub fn shown(rows: usize) -> String {
    format!("本页 {rows} 条")
}

/// A one-time link that was used.
pub const LINK_USED: &str = "这个链接已经使用过，只能使用一次。";
/// A one-time link whose time is over.
pub const LINK_EXPIRED: &str = "这个链接已经过期，或者已被新的链接取代。";
/// A one-time link of an account that is switched off.
pub const LINK_DISABLED: &str = "这个账号已停用，不能设置密码。";
/// The present password was not right.
pub const WRONG_CURRENT_PASSWORD: &str = "当前密码不正确，请重新输入";
/// A link was issued after the page was opened.
#[must_use]
pub fn link_issued(at: DateTime<Utc>) -> String {
    format!(
        "{}已经发放过一次性链接，刷新页面不会重新发放，已交给本人的链接仍然有效。确实遗失的，请在本页再次点击“发放一次性链接”。",
        format::moment(at)
    )
}

/// An act on an administrator's account that nobody has agreed to.
pub const NEEDS_CONSENT: &str = "该账号为管理员账号，须由另一位管理员确认后办理。";
/// One's own account cannot be switched off.
pub const OWN_ACCOUNT: &str = "不能停用自己的账号，请由另一位安全管理员办理。";
/// The act does not fit the account's state.
#[must_use]
pub fn wrong_account_state(state: AccountState) -> String {
    format!(
        "该账号当前为“{}”，不能办理该事项，请刷新后核对。",
        state_label(state)
    )
}
/// The name is taken.
pub const LOGIN_TAKEN: &str = "该账号名已被使用，请换一个";

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn waiting_is_rounded_up() {
        let now = DateTime::UNIX_EPOCH;
        for (seconds, words) in [
            (5, "5 秒后"),
            (60, "1 分钟后"),
            (61, "2 分钟后"),
            (900, "15 分钟后"),
        ] {
            assert_eq!(wait(now + TimeDelta::seconds(seconds), now), words);
        }
    }

    #[test]
    fn a_refusal_names_reason_and_office() {
        let bureau = ("包头市工业和信息化局".to_owned(), String::new());
        let sentence = not_active(AccountState::Refused, "名称与执照不一致", Some(&bureau));
        assert!(sentence.contains("名称与执照不一致") && sentence.contains("包头市"));
    }
}
