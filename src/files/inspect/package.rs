//! Open Packaging Conventions (ISO/IEC 29500-2): which part is the document, and of what type, by
//! the relationships and content types that the package itself states.

use quick_xml::{Reader, events::Event};

/// What the package says of its main part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Main {
    /// Name of the part as in the archive, lower case.
    pub(super) name: String,
    /// Its content type, lower case; empty when none is stated.
    pub(super) content_type: String,
}

/// The main part, from `[Content_Types].xml` and `_rels/.rels`; none when they do not name one.
pub(super) fn main_part(content_types: &[u8], relationships: &[u8]) -> Option<Main> {
    let relation = elements(relationships)?.into_iter().find(|it| {
        it.name == "relationship" && it.get("type").to_lowercase().ends_with("/officedocument")
    })?;
    let name = part_name(relation.get("target"));
    let types = elements(content_types)?;
    let overriding = types
        .iter()
        .find(|it| it.name == "override" && part_name(it.get("partname")) == name);
    let by_extension = || {
        let extension = name.rsplit_once('.')?.1;
        types
            .iter()
            .find(|it| it.name == "default" && it.get("extension").eq_ignore_ascii_case(extension))
    };
    let content_type = overriding
        .or_else(by_extension)
        .map_or_else(String::new, |it| it.get("contenttype").to_lowercase());
    Some(Main { name, content_type })
}

/// The addresses of templates that the document fetches over the network when it is opened.
pub(super) fn fetches_template(relationships: &[u8]) -> bool {
    let external = |element: &Element| {
        let target = element.get("target").to_lowercase();
        element.get("type").ends_with("/attachedTemplate")
            && (target.starts_with("http:") || target.starts_with("https:"))
    };
    elements(relationships).is_some_and(|found| found.iter().any(external))
}

/// A part name as the archive has it: resolved from the root, lower case, with slashes.
fn part_name(target: &str) -> String {
    let target = target.replace('\\', "/").to_lowercase();
    let target = target.trim_start_matches("./").trim_start_matches('/');
    target.to_owned()
}

/// An element with its attributes; names are lower case, without prefix.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// All elements of a small XML document; none when it is not well-formed.
fn elements(xml: &[u8]) -> Option<Vec<Element>> {
    let mut reader = Reader::from_reader(xml);
    let (mut found, mut buffer) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().flatten().map(|attribute| {
                    let key = lower(attribute.key.local_name().as_ref());
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                    (key, value.map(String::from).unwrap_or_default())
                });
                found.push(Element {
                    name: lower(tag.local_name().as_ref()),
                    attributes: attributes.collect(),
                });
            }
            Event::Eof => return Some(found),
            _ => {}
        }
        buffer.clear();
    }
}

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: &str = r#"<Types xmlns="t"><Default Extension="XML" ContentType="application/xml"/>
        <Override PartName="/Word/Document2.xml" ContentType="application/A+xml"/></Types>"#;

    fn main(types: &str, target: &str) -> Option<Main> {
        let relations = format!(
            r#"<r:Relationships xmlns:r="r"><r:Relationship Id="a" Type="x/core" Target="c.xml"/>
            <r:Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
             Target="{target}"/></r:Relationships>"#
        );
        main_part(types.as_bytes(), relations.as_bytes())
    }

    #[test]
    fn the_relationships_name_the_document() {
        for target in [
            "word/document2.xml",
            "/word/document2.xml",
            "word\\document2.xml",
        ] {
            let found = main(TYPES, target).unwrap();
            assert_eq!(found.name, "word/document2.xml");
            assert_eq!(found.content_type, "application/a+xml");
        }
        let by_default = main(TYPES, "other.xml").unwrap();
        assert_eq!(by_default.content_type, "application/xml");
        assert_eq!(main(TYPES, "none").unwrap().content_type, "");
    }

    #[test]
    fn what_is_no_package_names_none() {
        assert_eq!(main_part(TYPES.as_bytes(), b"<Relationships/>"), None);
        assert_eq!(main_part(b"<Types", b"<Relationships"), None);
        assert_eq!(main("<Types></Default>", "a.xml"), None);
    }
}
