//! Evidence (佐证材料): what it is evidence of, how large it may be, and what its file is called.
//!
//! The allowed types of file are in `upload`, beside what can be wrong with the content.

use serde::{Deserialize, Serialize};

use crate::domain::ids::InstanceId;
use crate::domain::link::Group;
use crate::domain::returns::ReturnItem;
use crate::domain::upload::extension_of;
use crate::domain::values::normalise::is_unwanted;

/// The greatest size of one file: 50 MiB.
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// What a file is evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceTarget {
    /// 营业执照.
    Licence,
    /// Above designated size (规模以上).
    AboveScale,
    /// 成熟度自评估报告.
    MaturityReport,
    /// 真实性承诺书, signed and sealed.
    Commitment,
    /// One built scenario.
    Instance(InstanceId),
    /// The qualitative clause of a group.
    Quality(Group),
    /// Anything else.
    Other,
}

impl EvidenceTarget {
    /// The targets that stand for the application as a whole, in the order of the form.
    pub const GENERAL: [Self; 5] = [
        Self::Licence,
        Self::AboveScale,
        Self::MaturityReport,
        Self::Commitment,
        Self::Other,
    ];

    /// The kind as stored; instance and group are stored beside it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Licence => "licence",
            Self::AboveScale => "above_scale",
            Self::MaturityReport => "maturity_report",
            Self::Commitment => "commitment",
            Self::Instance(_) => "instance",
            Self::Quality(_) => "quality",
            Self::Other => "other",
        }
    }

    /// The instance, when it is evidence of one.
    pub const fn instance(self) -> Option<InstanceId> {
        if let Self::Instance(instance) = self {
            Some(instance)
        } else {
            None
        }
    }

    /// The group, when it is evidence of a qualitative clause.
    pub const fn group(self) -> Option<Group> {
        if let Self::Quality(group) = self {
            Some(group)
        } else {
            None
        }
    }

    /// The code in addresses: the kind, with the instance or group behind a colon.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Instance(instance) => format!("instance:{instance}"),
            Self::Quality(group) => format!("quality:{group}"),
            general => general.as_str().to_owned(),
        }
    }

    /// Reads [`Self::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("instance", id)) => id.parse().ok().map(Self::Instance),
            Some(("quality", group)) => group.parse().ok().map(Self::Quality),
            Some(_) => None,
            None => Self::from_parts(code, None, None),
        }
    }

    /// The section or scenario it belongs to: open for editing together with it.
    #[must_use]
    pub const fn section(self) -> ReturnItem {
        match self {
            Self::MaturityReport => ReturnItem::Maturity,
            Self::Instance(instance) => ReturnItem::Instance(instance),
            Self::Quality(_) => ReturnItem::Quality,
            Self::Licence | Self::AboveScale | Self::Commitment | Self::Other => {
                ReturnItem::Attachments
            }
        }
    }

    /// The target put together from what is stored; `None` when the parts do not fit.
    pub fn from_parts(
        kind: &str,
        instance: Option<InstanceId>,
        group: Option<Group>,
    ) -> Option<Self> {
        match (kind, instance, group) {
            ("instance", Some(instance), None) => Some(Self::Instance(instance)),
            ("quality", None, Some(group)) => Some(Self::Quality(group)),
            (kind, None, None) => Self::GENERAL
                .into_iter()
                .find(|target| target.as_str() == kind),
            _ => None,
        }
    }
}

/// The greatest number of characters of a file name, with its extension.
const MAX_NAME: usize = 120;
/// The greatest number of characters of an extension that is kept when a name is cut.
const MAX_EXTENSION: usize = 10;
/// What a name becomes of which nothing usable is left.
const NAMELESS: &str = "file";

/// The name of a file as shown and sent back: one component, never empty, nothing that deceives.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct FileName(String);

impl FileName {
    /// Makes a usable name of whatever a browser sent: paths, control characters and overrides of
    /// the writing direction are dropped, characters that file systems refuse become `_`, a name
    /// that is too long loses the end before its extension. Chinese and emoji stay.
    pub fn sanitise(raw: &str) -> Self {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let kept: String = last
            .chars()
            .map(|character| {
                if character.is_whitespace() {
                    ' '
                } else {
                    character
                }
            })
            .filter(|character| !is_unwanted(*character))
            .map(|character| {
                if ":*?\"<>|".contains(character) {
                    '_'
                } else {
                    character
                }
            })
            .collect();
        let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
        let joined = words.join(" ");
        let name = joined.trim_matches([' ', '.']);
        Self(match name {
            "" => NAMELESS.to_owned(),
            extension if is_only_extension(&joined) => format!("{NAMELESS}.{extension}"),
            name => shorten(name),
        })
    }

    /// The extension, lower case; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        extension_of(&self.0)
    }

    /// The same name with another extension.
    #[must_use]
    pub fn with_extension(&self, extension: &str) -> Self {
        let stem = self.0.rsplit_once('.').map_or(&*self.0, |(stem, _)| stem);
        Self::sanitise(&format!("{stem}.{extension}"))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a name is nothing but an extension, such as `.pdf`.
fn is_only_extension(name: &str) -> bool {
    name.strip_prefix('.').is_some_and(|extension| {
        (1..=MAX_EXTENSION).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension)
        .filter(|extension| (1..=MAX_EXTENSION).contains(&extension.chars().count()))
        .map_or_else(String::new, |extension| format!(".{extension}"));
    let room = MAX_NAME - extension.chars().count();
    let stem: String = name.chars().take(room).collect();
    format!("{}{extension}", stem.trim_end_matches([' ', '.']))
}

impl From<String> for FileName {
    fn from(raw: String) -> Self {
        Self::sanitise(&raw)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names() {
        for (raw, expected) in [
            ("report.pdf", "report.pdf"),
            (
                "\u{8425}\u{4e1a}\u{6267}\u{7167}.pdf",
                "\u{8425}\u{4e1a}\u{6267}\u{7167}.pdf",
            ),
            ("C:\\Users\\li\\a b.pdf", "a b.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..", "file"),
            ("", "file"),
            (" \0\u{202e} ", "file"),
            ("a/", "file"),
            (".pdf", "file.pdf"),
            ("...", "file"),
            ("a\0b\u{202e}fdp.exe\n", "abfdp.exe"),
            ("a:b*c?d\"e<f>g|h.pdf", "a_b_c_d_e_f_g_h.pdf"),
            ("  two \u{3000} words .pdf", "two words .pdf"),
            ("\u{1f600}.png", "\u{1f600}.png"),
        ] {
            assert_eq!(FileName::sanitise(raw).as_str(), expected, "{raw:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = FileName::sanitise(&format!("{}.pdf", "\u{5de5}".repeat(5000)));
        assert_eq!(name.as_str().chars().count(), MAX_NAME);
        assert!(name.as_str().ends_with("\u{5de5}.pdf"));
        let name = FileName::sanitise(&"a".repeat(5000));
        assert_eq!(name.as_str().len(), MAX_NAME);
    }

    #[test]
    fn targets_are_put_together_from_their_parts() {
        let instance = InstanceId::new();
        let parted = [
            EvidenceTarget::Instance(instance),
            EvidenceTarget::Quality(Group::G4),
        ];
        for target in EvidenceTarget::GENERAL.into_iter().chain(parted) {
            let again =
                EvidenceTarget::from_parts(target.as_str(), target.instance(), target.group());
            assert_eq!(again, Some(target));
            assert_eq!(EvidenceTarget::from_code(&target.code()), Some(target));
        }
        assert_eq!(EvidenceTarget::from_parts("instance", None, None), None);
        assert_eq!(
            EvidenceTarget::from_parts("licence", Some(instance), None),
            None
        );
        assert_eq!(EvidenceTarget::from_parts("quality", None, None), None);
        assert_eq!(EvidenceTarget::from_parts("x", None, None), None);
        for code in [
            "",
            "instance",
            "instance:x",
            "quality:G6",
            "licence:G1",
            "x",
        ] {
            assert_eq!(EvidenceTarget::from_code(code), None, "{code}");
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_harmless_and_stays_so(raw in any::<String>()) {
            let name = FileName::sanitise(&raw);
            let text = name.as_str();
            prop_assert!(!text.is_empty() && text != "." && text != "..");
            prop_assert!(text.chars().count() <= MAX_NAME);
            prop_assert!(!text.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*']));
            prop_assert!(!text.chars().any(is_unwanted));
            prop_assert_eq!(&FileName::sanitise(text), &name);
        }

        #[test]
        fn long_names_become_harmless_too(raw in "[./ a-z\u{5de5}]{100,400}") {
            let name = FileName::sanitise(&raw);
            prop_assert!(!name.as_str().is_empty());
            prop_assert!(name.as_str().chars().count() <= MAX_NAME);
            prop_assert_eq!(&FileName::sanitise(name.as_str()), &name);
        }
    }
}
