//! What the program says on the terminal of the person who operates it.

use std::net::SocketAddr;

use crate::domain::audit_chain::Fault;

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

/// The warning of a start whose one role owns the tables and works with them.
pub const ONE_ROLE: &str = "数据库只配置了一个角色，程序因此有权改动审计记录和历次提交；\
                            请按 README 另设所有者角色（TIDU_DATABASE_OWNER_URL）。";

/// Faults named one by one; more are only counted.
const FAULTS_NAMED: usize = 20;

/// The answer of `audit verify` when nothing is wrong.
#[must_use]
pub fn chain_is_whole(entries: i64, digest: &str) -> String {
    format!("审计记录链完整：共 {entries} 条，末端校验码 {digest}")
}

/// The answer of `audit verify` when something is wrong.
#[must_use]
pub fn chain_is_broken(faults: &[Fault]) -> String {
    let named: Vec<String> = faults.iter().take(FAULTS_NAMED).map(fault).collect();
    let more = match faults.len().saturating_sub(FAULTS_NAMED) {
        0 => String::new(),
        more => format!("\n另有 {more} 处"),
    };
    format!(
        "审计记录链不完整，共 {} 处，请保护现场并报告审计管理员：\n{}{more}",
        faults.len(),
        named.join("\n")
    )
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::MissingLink(seq) => format!("第 {seq} 位：缺失"),
        Fault::MissingEntry { seq, entry } => {
            format!("第 {seq} 位：第 {entry} 号审计记录已被删除")
        }
        Fault::Changed { seq, entry } => {
            format!("第 {seq} 位：第 {entry} 号审计记录或其次序被改动")
        }
        Fault::NotAsPublished(seq) => format!("第 {seq} 位：与已公布或回执所载的校验码不一致"),
        Fault::Cut(seq) => format!("第 {seq} 位：曾经公布或载入回执，现已不存在"),
        Fault::Unchained(entry) => format!("第 {entry} 号审计记录不在链上"),
    }
}

/// The answer of `backup`.
#[must_use]
pub fn backed_up(folder: &str, files: u64, copied: u64) -> String {
    format!("备份完成：{folder}，文件 {files} 个（本次新增 {copied} 个），均已核对校验码")
}

/// The answer of `restore`.
#[must_use]
pub fn restored(files: u64) -> String {
    format!("恢复完成：文件 {files} 个，均已核对校验码。请运行 tidu audit verify 核对审计记录。")
}

/// Why a folder cannot be restored: its manifest is missing or not readable.
pub const BACKUP_INCOMPLETE: &str =
    "备份不完整：缺少或无法读取 backup.json（备份未完成，或目录不是备份目录）";

/// Why a folder cannot be restored: another program wrote it.
pub const BACKUP_OF_ANOTHER_FORM: &str = "备份由其他版本的程序生成，请用同一版本的程序恢复";

/// Why a folder cannot be restored: the file of the database was changed.
pub const BACKUP_DAMAGED: &str = "备份中的数据库文件 database.dump 与备份时不一致，不能恢复";

/// Why nothing is restored here.
pub const DATABASE_IN_USE: &str =
    "数据库不是空的，没有恢复。请换一个空的数据库或数据目录（TIDU_DATA_DIR）后再恢复";

/// Stored files that could not be backed up.
#[must_use]
pub fn files_damaged(files: &[String]) -> String {
    format!(
        "有 {} 个文件缺失或已损坏，备份未完成：\n{}",
        files.len(),
        files.join("\n")
    )
}

/// A restored database that names more or fewer files than its backup held.
#[must_use]
pub fn files_differ(held: u64, found: u64) -> String {
    format!("备份中应有文件 {held} 个，实际恢复 {found} 个，请检查备份是否完整")
}
