//! Sentences for uploads: the types allowed, and for a refused file what is wrong and what to do.

use chrono::{DateTime, Utc};

use crate::domain::{
    limits::{Full, Limits},
    upload::{Fault, FileType, FoundType, UploadRefusal},
};
use crate::text::format::{bytes, short_moment};

/// Said beside every upload field, before anything is chosen.
#[must_use]
pub fn limits(limit: u64) -> String {
    format!(
        "支持 PDF、JPG、PNG、XLSX、DOCX 文件，单个文件不超过 {}。请勿上传涉密材料。",
        bytes(limit)
    )
}

/// The name of an allowed type, as in "PDF 文件".
#[must_use]
pub const fn file_type(kind: FileType) -> &'static str {
    match kind {
        FileType::Pdf => "PDF 文件",
        FileType::Png => "PNG 图片",
        FileType::Jpeg => "JPG 图片",
        FileType::Xlsx => "Excel 文件",
        FileType::Docx => "Word 文件",
    }
}

/// Why the file called `name` was refused and what to do about it.
#[must_use]
pub fn refusal(name: &str, refusal: &UploadRefusal) -> String {
    let name = short_name(name);
    match refusal {
        UploadRefusal::Empty => {
            format!("{name} 是空文件，没有任何内容，请检查后重新选择文件")
        }
        UploadRefusal::TooLarge { limit } => format!(
            "{name} 超过 {}，请压缩或拆分为多个文件后重新上传",
            bytes(*limit)
        ),
        UploadRefusal::TypeNotAllowed { found } => not_allowed(&name, *found),
        UploadRefusal::Unusable { kind, fault } => unusable(&name, *kind, *fault),
        UploadRefusal::ExtensionMismatch { found, extension } => mismatch(&name, *found, extension),
        UploadRefusal::Interrupted => {
            format!("{name} 没有传完，网络连接中断，请重新上传")
        }
    }
}

/// The same bytes are attached there already, perhaps under another name.
#[must_use]
pub fn already(name: &str, attached_as: &str) -> String {
    let name = short_name(name);
    let attached_as = short_name(attached_as);
    if name == attached_as {
        format!("{name} 已经上传过，没有重复保存")
    } else {
        format!("{name} 与已上传的 {attached_as} 内容相同，没有重复保存")
    }
}

/// More files at once than one request may carry.
#[must_use]
pub fn too_many(name: &str, limit: u32) -> String {
    format!(
        "{} 未能上传：一次最多上传 {limit} 个文件，请再上传一次",
        short_name(name)
    )
}

/// The form was sent without a file.
#[must_use]
pub fn none_chosen() -> String {
    "没有选择文件，请先选择要上传的文件".to_owned()
}

/// The transfer broke off before all files had arrived.
#[must_use]
pub fn broken_off() -> String {
    "网络中断，有文件没有传完；没有列在已上传中的文件请重新上传".to_owned()
}

/// The request as a whole was larger than allowed.
#[must_use]
pub fn too_much_at_once() -> String {
    "本次上传的文件总量过大，没有列在已上传中的文件请分几次上传".to_owned()
}

/// Said beside an upload field that takes several files: the limits, and how many at once.
#[must_use]
pub fn limits_of_several(limit: u64, files: u32) -> String {
    format!("{}一次最多选择 {files} 个文件。", limits(limit))
}

/// Said in the guide: how much one application may hold.
#[must_use]
pub fn room(limits: Limits) -> String {
    format!(
        "一份申报最多填报 {} 个场景；每个场景、每项证明最多 {} 个文件，整份申报最多 {} 个文件。",
        limits.scenarios, limits.files_per_item, limits.files
    )
}

/// Said beside the upload field of one place of an application: as [`limits_of_several`], and how
/// many files the place and the application may hold and hold already.
#[must_use]
pub fn limits_of_place(several: &str, there: (usize, u32), altogether: (usize, u32)) -> String {
    format!(
        "{several}此处最多 {} 个文件，已有 {} 个；整份申报最多 {} 个，已有 {} 个。",
        there.1, there.0, altogether.1, altogether.0
    )
}

/// The heading when files of an upload were refused.
pub const NOT_ALL_UPLOADED: &str = "有文件未能上传";

/// The heading when a removed file was not brought back.
pub const NOT_RESTORED: &str = "文件未能恢复";

/// The line under that heading.
#[must_use]
pub fn still_removed() -> String {
    "没有空余位置，文件仍在“已移除的文件”中".to_owned()
}

/// There is no room for the file called `name`.
#[must_use]
pub fn full(name: &str, full: Full) -> String {
    format!("{} 未能上传：{}", short_name(name), no_room(full))
}

/// There is no room for a removed file that was to be brought back.
#[must_use]
pub fn not_restored(full: Full) -> String {
    format!("文件未能恢复：{}", no_room(full))
}

/// Which limit is reached and what to do.
#[must_use]
pub fn no_room(full: Full) -> String {
    match full {
        Full::FilesOfItem(most) => {
            format!(
                "此处最多 {most} 个文件，已经放满。请先移除不需要的文件，或把几个文件合并成一个"
            )
        }
        Full::Files(most) => format!(
            "整份申报最多 {most} 个文件，已经放满。请先移除其他部分不需要的文件，或把几个文件合并成一个"
        ),
        Full::Scenarios(most) => {
            format!("每份申报最多填报 {most} 个场景，已经填满。请先移除不需要的场景")
        }
    }
}

/// The short word for a type of file, in a file list.
#[must_use]
pub const fn short_type(kind: Option<FileType>) -> &'static str {
    match kind {
        Some(FileType::Pdf) => "PDF",
        Some(FileType::Png | FileType::Jpeg) => "图片",
        Some(FileType::Xlsx) => "Excel",
        Some(FileType::Docx) => "Word",
        None => "文件",
    }
}

/// Beside the file that is shown on the page.
pub const SHOWN: &str = "正在查看";

/// Size and time of upload, beside a file.
#[must_use]
pub fn facts(size: i64, uploaded_at: DateTime<Utc>) -> String {
    format!(
        "{}，{} 上传",
        bytes(u64::try_from(size).unwrap_or_default()),
        short_moment(uploaded_at)
    )
}

/// How many files were accepted, in the heading of the answer to an upload.
#[must_use]
pub fn accepted(count: usize) -> String {
    match count {
        0 => "没有文件上传成功".to_owned(),
        count => format!("{count} 个文件已上传"),
    }
}

/// Said when the store itself failed: the applicant did nothing wrong.
#[must_use]
pub fn store_failed(name: &str) -> String {
    format!(
        "{} 未能保存，系统存储暂时不可用，请稍后重新上传；其他内容不受影响",
        short_name(name)
    )
}

fn not_allowed(name: &str, found: FoundType) -> String {
    match found {
        FoundType::Allowed(kind) => {
            format!(
                "{name} 是 {}，此处不接受，请上传其他格式的文件",
                file_type(kind)
            )
        }
        FoundType::MacroOffice => {
            format!(
                "{name} 含有宏或联网模板，请另存为不含宏的 XLSX 或 DOCX 文件，或导出为 PDF 后上传"
            )
        }
        FoundType::OldOffice => {
            format!("{name} 是旧版 Office 文件，请另存为 XLSX 或 DOCX，或导出为 PDF 后上传")
        }
        FoundType::EncryptedOffice => {
            format!("{name} 设有打开密码，审核人员无法查看，请取消密码后重新上传")
        }
        FoundType::OtherOffice => {
            format!("{name} 是模板或其他格式的办公文件，请另存为 XLSX 或 DOCX，或导出为 PDF 后上传")
        }
        FoundType::OpenDocument => {
            format!("{name} 是 ODF 文件，请另存为 XLSX 或 DOCX，或导出为 PDF 后上传")
        }
        FoundType::Ofd => {
            format!("{name} 是 OFD 版式文件，请用 OFD 阅读软件或 WPS 转换为 PDF 后上传")
        }
        FoundType::RichText => format!("{name} 是 RTF 文件，请另存为 DOCX 或导出为 PDF 后上传"),
        FoundType::Drawing => format!("{name} 是 CAD 图纸，请导出为 PDF 或图片后上传"),
        FoundType::BrokenContainer => {
            format!("{name} 不完整或已损坏，无法打开，请用原软件打开检查、重新保存后上传")
        }
        FoundType::Presentation => format!("{name} 是演示文稿，请导出为 PDF 后上传"),
        FoundType::Archive => format!("{name} 是压缩包，请解压后逐个上传其中的文件"),
        FoundType::Executable => {
            format!("{name} 是程序文件，不能作为佐证材料，请上传 PDF、图片、XLSX 或 DOCX 文件")
        }
        FoundType::WebPage => format!("{name} 是网页文件，请打印为 PDF 后上传"),
        FoundType::OtherImage => format!("{name} 的图片格式不支持，请转换为 JPG 或 PNG 后上传"),
        FoundType::Media => {
            format!("{name} 是音视频文件，不能作为佐证材料，请上传 PDF、图片、XLSX 或 DOCX 文件")
        }
        FoundType::Unknown => {
            format!("{name} 的格式无法识别，请上传 PDF、JPG、PNG、XLSX 或 DOCX 文件")
        }
    }
}

fn unusable(name: &str, kind: FileType, fault: Fault) -> String {
    let kind = file_type(kind);
    match fault {
        Fault::Incomplete => {
            format!("{name} 不完整，可能没有下载完或保存完，请取得完整的 {kind}后重新上传")
        }
        Fault::Password => format!("{name} 设有打开密码，审核人员无法查看，请取消密码后重新上传"),
        Fault::Damaged => {
            format!("{name} 已损坏，作为 {kind}无法打开，请用原软件打开检查、重新保存或导出后上传")
        }
    }
}

fn mismatch(name: &str, found: FileType, extension: &str) -> String {
    let right = found.usual_extension();
    let found = file_type(found);
    if extension.is_empty() {
        format!("{name} 没有扩展名，内容是 {found}，请在文件名末尾加上 .{right} 后重新上传")
    } else {
        format!("{name} 的内容是 {found}，请把扩展名改为 .{right} 后重新上传")
    }
}

/// The name inside a sentence: the end with the extension stays visible, the middle of a very
/// long name gives way; nothing that turns the sentence around.
fn short_name(name: &str) -> String {
    const LONGEST: usize = 60;
    let clean: Vec<char> = name
        .chars()
        .filter(|c| !c.is_control() && !turns_text(*c))
        .collect();
    match clean.len() {
        0 => "（未命名文件）".to_owned(),
        length if length <= LONGEST => clean.into_iter().collect(),
        length => {
            let half = LONGEST / 2;
            let (head, tail) = (&clean[..half], &clean[length - half..]);
            head.iter().chain(&['…']).chain(tail).collect()
        }
    }
}

/// Marks that change the direction of text or take no room: they would disguise a file name.
const fn turns_text(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_file_is_told_plainly() {
        let why = UploadRefusal::Unusable {
            kind: FileType::Pdf,
            fault: Fault::Password,
        };
        assert_eq!(
            refusal("营业执照.pdf", &why),
            "营业执照.pdf 设有打开密码，审核人员无法查看，请取消密码后重新上传"
        );
    }

    #[test]
    fn a_name_cannot_turn_or_flood_the_sentence() {
        let name = format!("\u{202E}{}\u{0}.pdf", "长".repeat(5000));
        let sentence = refusal(&name, &UploadRefusal::Empty);
        assert!(sentence.chars().count() < 100, "{sentence}");
        assert!(!sentence.contains('\u{202E}') && !sentence.contains('\u{0}'));
        assert!(sentence.contains(".pdf"));
    }
}
