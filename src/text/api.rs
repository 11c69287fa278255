//! What the public interface says when it refuses a request.

/// The database does not answer.
pub const UNAVAILABLE: &str = "系统暂时无法处理请求，请稍后重试。";
/// More requests than one address may send.
pub const TOO_MANY: &str = "请求过于频繁，请一分钟后再试。";
/// A body over the limit.
pub const TOO_LARGE: &str = "请求内容超过 256 KB，请减少场景数量后重试。";
/// A body that did not arrive whole.
pub const INTERRUPTED: &str = "请求内容没有完整送达，请重新发送。";

/// A list that is not published, or a format that is not offered.
pub const NO_LIST: &str = "没有这份名单，或不提供这种格式；可用的格式有 json、csv、xlsx。";

/// The title of a refusal with this status.
#[must_use]
pub const fn problem_title(status: u16) -> &'static str {
    match status {
        404 => "没有找到",
        413 => "请求内容过大",
        422 => "请求内容有误",
        429 => "请求过于频繁",
        503 => "服务暂不可用",
        _ => "请求无法处理",
    }
}

/// A value that does not fit its field.
#[must_use]
pub fn wrong_value(reason: &str) -> String {
    format!("取值不符合接口约定，请对照接口说明修改（{reason}）。")
}

/// A body that is not JSON.
#[must_use]
pub fn not_json(line: usize, column: usize) -> String {
    format!("请求内容不是有效的 JSON，第 {line} 行第 {column} 列附近有误。")
}
