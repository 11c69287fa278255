//! What the program says on the terminal of the person who operates it.

use std::net::SocketAddr;

/// The one line after the start: where the pages are.
#[must_use]
pub fn listening(address: SocketAddr) -> String {
    format!("梯度已启动：http://{address}（按 Ctrl-C 停止）")
}

/// The answer of `check-config` when nothing is wrong.
pub const CONFIGURATION_IS_VALID: &str = "配置无误。";

/// The answer of `migrate`.
pub const DATABASE_IS_CURRENT: &str = "数据库结构已是最新。";

/// The answer of `account create-security-admin`.
#[must_use]
pub fn security_administrator_made(login: &str, link: &str, hours: u32) -> String {
    format!(
        "安全管理员 {login} 已开通，请在 {hours} 小时内打开链接设置密码（只能使用一次）：\n{link}"
    )
}
