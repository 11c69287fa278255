//! What an error page says: what happened, and what to do now.

use chrono::{DateTime, Utc};

use super::{
    format::{deadline, moment},
    status::{act_label, status_label},
};
use crate::domain::application::{Act, Status};

/// The words of an error page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The heading.
    pub title: &'static str,
    /// What happened.
    pub what: String,
    /// What to do now.
    pub advice: &'static str,
}

fn words(title: &'static str, what: impl Into<String>, advice: &'static str) -> Words {
    Words {
        title,
        what: what.into(),
        advice,
    }
}

/// Nothing there, or not yours.
#[must_use]
pub fn not_found() -> Words {
    words(
        "没有找到这个页面",
        "网址可能有误，或者您没有查看它的权限。",
        "请返回首页，从菜单重新进入；如果是从收到的链接打开的，请核对链接是否完整。",
    )
}

/// An address that only takes a form, or only shows a page.
#[must_use]
pub fn wrong_method() -> Words {
    words(
        "这个网址不能直接打开",
        "它只用于在页面上点击按钮后办理，刚才没有办理任何事项。",
        "请从菜单进入相应的页面，查看最新状态后再办理。",
    )
}

/// Another role's part of the site.
#[must_use]
pub fn wrong_area() -> Words {
    words(
        "当前账号无权访问该栏目",
        "这一部分由其他角色办理，您登录的账号没有相应权限。",
        "如需办理，请退出后换用相应的账号登录。",
    )
}

/// A state that does not allow the act.
#[must_use]
pub fn wrong_state(status: Status) -> Words {
    words(
        "当前状态不能办理该事项",
        format!(
            "这份申报当前为“{}”，不能修改或办理该事项。",
            status_label(status)
        ),
        "请返回上一页并刷新，查看最新状态。",
    )
}

/// The transition table has no such path.
#[must_use]
pub fn no_path(status: Status, act: Act) -> Words {
    words(
        "当前状态不能办理该事项",
        format!(
            "这份申报当前为“{}”，不能{}。",
            status_label(status),
            act_label(act)
        ),
        "请返回上一页并刷新，查看最新状态。",
    )
}

/// A window that is closed.
#[must_use]
pub fn closed(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> Words {
    words(
        "不在办理时间内",
        format!("办理时间为{}至{}。", moment(opens_at), deadline(closes_at)),
        "如确需延期，请联系主办单位。",
    )
}

/// What a request brings that somebody may miss when it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Nothing: a page is asked for.
    Nothing,
    /// A form.
    Form,
    /// Files.
    Files,
}

/// What became of what was sent too late or too early, and of what was saved before.
#[must_use]
pub const fn kept(brought: Brought) -> &'static str {
    match brought {
        Brought::Nothing => "此前保存的内容和上传的文件都保留着。",
        Brought::Form => "此前保存的内容和上传的文件都保留着，这次提交的没有保存。",
        Brought::Files => "此前保存的内容和上传的文件都保留着，这次上传的文件没有保存。",
    }
}

/// The database does not answer in time.
#[must_use]
pub fn busy() -> Words {
    words(
        "系统正忙，请稍后再试",
        "现在办理的人较多，或者这一项正在由他人办理，系统没有能够及时处理这次操作。",
        "请稍等片刻，先查看最新状态，再重新办理。",
    )
}

/// Changed by somebody else.
#[must_use]
pub fn stale() -> Words {
    words(
        "内容已被他人更新",
        "在您操作期间，这项内容已在别处发生变化，本次操作没有执行。",
        "请返回上一页并刷新，核对最新内容后再办理。",
    )
}

/// The page showed another submission, or another state of the same.
#[must_use]
pub fn moved(shown: Option<i32>, newest: i32) -> Words {
    let what = match shown {
        Some(shown) if shown != newest => format!(
            "您打开的页面是第 {shown} 次提交的内容，企业现在已是第 {newest} 次提交，本次操作没有执行。"
        ),
        _ => format!(
            "您打开页面之后，第 {newest} 次提交的核对结论或办理状态有变化，本次操作没有执行。"
        ),
    };
    words("页面内容已不是最新", what, "请查看最新内容，核对后再办理。")
}

/// A request no page makes.
#[must_use]
pub fn bad_request() -> Words {
    words(
        "提交的内容无法识别",
        "页面可能已经过期，或者网址被改动过。",
        "请返回上一页，刷新后重新提交。",
    )
}

/// Characters lost on the way.
#[must_use]
pub fn garbled() -> Words {
    words(
        "提交的内容里有无法识别的字符",
        "有的文字在传送中变成了乱码，本次没有保存，之前保存的内容不受影响。",
        "请返回上一页，检查有没有显示为方块或问号的文字；浏览器的编码请设为 UTF-8 或自动，再重新提交。",
    )
}

/// Too much at once.
#[must_use]
pub fn too_large() -> Words {
    words(
        "提交的内容过大",
        "一次提交的内容超过了系统能接收的大小，本次没有保存，之前保存的内容不受影响。",
        "请返回上一页，缩短文字或换用较小的文件后重新提交。",
    )
}

/// Too often.
#[must_use]
pub fn too_many(minutes: i64) -> Words {
    words(
        "操作过于频繁",
        format!("为保护账号和系统安全，请在 {minutes} 分钟后再试。"),
        "如果不是您本人在操作，请尽快联系技术支持。",
    )
}

/// No season is open.
#[must_use]
pub fn no_season() -> Words {
    words(
        "当前没有开放的批次",
        "申报批次尚未开始，或者已经结束。",
        "请关注首页的通知。",
    )
}

/// The office has not opened its first season yet.
#[must_use]
pub fn no_season_yet() -> Words {
    words(
        "还没有批次",
        "启动批次后，这里显示申报、评审和公示的进展。",
        "请先在批次设置中新建批次；有正式的典型场景目录的，先导入再新建。",
    )
}

/// The way home.
pub const HOME: &str = "返回首页";
/// The way to what the application is now.
pub const PRESENT_STATE: &str = "查看最新内容";
/// The way to the seasons.
pub const SEASONS: &str = "前往批次设置";

/// A fault of ours.
#[must_use]
pub fn internal() -> Words {
    words(
        "系统出现故障",
        "不能确认这次操作是否已经完成，此前保存的内容不受影响，故障已记录。",
        "请先查看最新状态，没有完成的再重新办理；如果多次出现，请联系技术支持并说明操作时间。",
    )
}
