//! Finds the controls of a page by the words beside them, and gathers what a form would send.

use scraper::{ElementRef, Html};

use super::page::{parsed, words};

/// A file on its way up.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What somebody did to a control.
#[derive(Clone, Debug)]
pub enum Edit {
    Text(String),
    Checked(bool),
    Files(Vec<Upload>),
}

/// One entry of what a form sends.
#[derive(Clone, Debug)]
pub enum Entry {
    Text(String, String),
    File(String, Upload),
}

/// Every control of the page, in order; its place in the list is its name for edits.
pub fn controls(document: &Html) -> Vec<ElementRef<'_>> {
    document
        .select(&parsed(
            "input:not([type=hidden]):not([type=submit]), select, textarea",
        ))
        .collect()
}

fn is_type(control: &ElementRef<'_>, kind: &str) -> bool {
    control.attr("type") == Some(kind)
}

fn is_toggle(control: &ElementRef<'_>) -> bool {
    is_type(control, "radio") || is_type(control, "checkbox")
}

/// The words of a label without the mark of optional fields and without hints.
fn label_words(label: &ElementRef<'_>) -> String {
    let mut text = words(label);
    for aside in label.select(&parsed("small, .field-optional, select, textarea")) {
        text = text.replacen(&words(&aside), "", 1);
    }
    text.trim().to_owned()
}

/// What a screen reader would call the control.
pub fn label_of(document: &Html, control: &ElementRef<'_>) -> Option<String> {
    if let Some(label) = control.attr("aria-label") {
        return Some(label.to_owned());
    }
    if let Some(ids) = control.attr("aria-labelledby") {
        let named = ids.split_whitespace().filter_map(|id| by_id(document, id));
        return Some(
            named
                .map(|it| label_words(&it))
                .collect::<Vec<_>>()
                .join(" "),
        );
    }
    let id = control.attr("id");
    let label = document
        .select(&parsed("label[for]"))
        .find(|label| id.is_some() && label.attr("for") == id)
        .or_else(|| ancestor(control, "label"))?;
    Some(label_words(&label)).filter(|label| !label.is_empty())
}

fn by_id<'a>(document: &'a Html, id: &str) -> Option<ElementRef<'a>> {
    document
        .select(&parsed("[id]"))
        .find(|element| element.attr("id") == Some(id))
}

fn ancestor<'a>(element: &ElementRef<'a>, name: &str) -> Option<ElementRef<'a>> {
    element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .find(|ancestor| ancestor.value().name() == name)
}

/// The form a control or button belongs to.
pub fn form_of<'a>(document: &'a Html, control: &ElementRef<'a>) -> Option<ElementRef<'a>> {
    match control.attr("form") {
        Some(id) => by_id(document, id),
        None => ancestor(control, "form"),
    }
}

/// Whether an element lies in a part of the page that is titled like this: a fieldset, section,
/// article, form, row or item whose legend, heading or row head has these words.
fn lies_in(element: &ElementRef<'_>, title: &str) -> bool {
    const PARTS: [&str; 8] = [
        "fieldset", "section", "article", "form", "tr", "li", "details", "div",
    ];
    let titles = parsed("legend, h2, h3, h4, th, summary, caption, dt, strong");
    element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .filter(|part| PARTS.contains(&part.value().name()))
        .any(|part| {
            let first = part.select(&titles).next();
            first.is_some_and(|it| label_words(&it) == title || words(&it).contains(title))
        })
}

/// The place of the control with this label, inside the part titled `within` if there is one.
#[track_caller]
pub fn find(
    document: &Html,
    within: Option<&str>,
    label: &str,
    wanted: impl Fn(&ElementRef<'_>) -> bool,
) -> usize {
    let all = controls(document);
    let candidates = all.iter().enumerate().filter(|(_, control)| {
        wanted(control) && within.is_none_or(|title| lies_in(control, title))
    });
    let labelled: Vec<_> = candidates
        .map(|(place, control)| (place, label_of(document, control).unwrap_or_default()))
        .collect();
    match labelled.iter().find(|(_, text)| text == label) {
        Some((place, _)) => *place,
        None => panic!("no control {label:?} in {within:?}; there are {labelled:?}"),
    }
}

/// The place of a control people type into.
#[track_caller]
pub fn find_typed(document: &Html, within: Option<&str>, label: &str) -> usize {
    find(document, within, label, |control| {
        !is_toggle(control) && !is_type(control, "file") && control.value().name() != "select"
    })
}

/// The place of a box to tick.
#[track_caller]
pub fn find_box(document: &Html, within: Option<&str>, label: &str) -> usize {
    find(document, within, label, |control| {
        is_type(control, "checkbox")
    })
}

/// The place of a control for files.
#[track_caller]
pub fn find_files(document: &Html, within: Option<&str>, label: &str) -> usize {
    find(document, within, label, |control| is_type(control, "file"))
}

/// The place of a choice and what choosing the option does to it.
#[track_caller]
pub fn find_choice(
    document: &Html,
    within: Option<&str>,
    label: &str,
    option: &str,
) -> (usize, Edit) {
    let all = controls(document);
    let radio = all.iter().enumerate().find(|(_, control)| {
        is_type(control, "radio")
            && within.is_none_or(|title| lies_in(control, title))
            && ancestor(control, "fieldset").is_some_and(|set| {
                set.select(&parsed("legend"))
                    .next()
                    .is_some_and(|legend| label_words(&legend) == label)
            })
            && label_of(document, control).as_deref() == Some(option)
    });
    if let Some((place, _)) = radio {
        return (place, Edit::Checked(true));
    }
    let place = find(document, within, label, |control| {
        control.value().name() == "select"
    });
    let options = parsed("option");
    let offered: Vec<_> = all[place].select(&options).collect();
    match offered.iter().find(|offer| words(offer) == option) {
        Some(offer) => (
            place,
            Edit::Text(
                offer
                    .attr("value")
                    .map_or_else(|| words(offer), str::to_owned),
            ),
        ),
        None => panic!(
            "{label:?} offers no {option:?}, only {:?}",
            offered.iter().map(words).collect::<Vec<_>>()
        ),
    }
}

/// The button with these words.
#[track_caller]
pub fn find_button<'a>(document: &'a Html, within: Option<&str>, label: &str) -> ElementRef<'a> {
    let buttons: Vec<_> = document
        .select(&parsed("button:not([type=button]), input[type=submit]"))
        .filter(|button| within.is_none_or(|title| lies_in(button, title)))
        .collect();
    let named = |button: &ElementRef<'_>| match button.attr("aria-label").or(button.attr("value")) {
        Some(name) if button.value().name() == "input" || button.attr("aria-label").is_some() => {
            name.to_owned()
        }
        _ => words(button),
    };
    match buttons
        .iter()
        .find(|button| named(button) == label || words(button) == label)
    {
        Some(button) => *button,
        None => panic!(
            "no button {label:?} in {within:?}; there are {:?}",
            buttons.iter().map(named).collect::<Vec<_>>()
        ),
    }
}

/// What the form sends when this button is pressed.
pub fn entries(
    document: &Html,
    form: &ElementRef<'_>,
    button: &ElementRef<'_>,
    edits: &[(usize, Edit)],
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for element in document.select(&parsed("input, select, textarea")) {
        let belongs = form_of(document, &element).is_some_and(|owner| owner.id() == form.id());
        let name = element.attr("name").unwrap_or_default();
        if !belongs || name.is_empty() || element.attr("disabled").is_some() {
            continue;
        }
        let place = controls(document)
            .iter()
            .position(|control| control.id() == element.id());
        let edit = edits
            .iter()
            .rev()
            .find(|(edited, _)| Some(*edited) == place)
            .map(|(_, edit)| edit);
        let overruled = is_type(&element, "radio") && other_chosen(document, name, edits, place);
        if !overruled {
            push(&mut entries, &element, name, edit);
        }
    }
    if let (Some(name), value) = (button.attr("name"), button.attr("value")) {
        entries.push(Entry::Text(
            name.to_owned(),
            value.unwrap_or_default().to_owned(),
        ));
    }
    entries
}

/// Whether another radio button of the same name was chosen.
fn other_chosen(
    document: &Html,
    name: &str,
    edits: &[(usize, Edit)],
    place: Option<usize>,
) -> bool {
    let all = controls(document);
    let last = edits.iter().rev().find(|(edited, edit)| {
        matches!(edit, Edit::Checked(true)) && all[*edited].attr("name") == Some(name)
    });
    last.is_some_and(|(edited, _)| Some(*edited) != place)
}

fn push(entries: &mut Vec<Entry>, element: &ElementRef<'_>, name: &str, edit: Option<&Edit>) {
    let mut text = |value: String| entries.push(Entry::Text(name.to_owned(), value));
    match (element.value().name(), element.attr("type"), edit) {
        (_, Some("submit" | "button" | "image"), _) => {}
        (_, Some("radio" | "checkbox"), edit) => {
            let checked = match edit {
                Some(Edit::Checked(checked)) => *checked,
                _ => element.attr("checked").is_some(),
            };
            if checked {
                text(element.attr("value").unwrap_or("on").to_owned());
            }
        }
        (_, Some("file"), Some(Edit::Files(files))) => {
            let file = |file: &Upload| Entry::File(name.to_owned(), file.clone());
            entries.extend(files.iter().map(file));
        }
        (_, Some("file"), _) => entries.push(Entry::File(
            name.to_owned(),
            Upload {
                name: String::new(),
                bytes: Vec::new(),
            },
        )),
        (_, _, Some(Edit::Text(value))) => text(value.clone()),
        ("select", ..) => text(selected(element)),
        ("textarea", ..) => {
            let content: String = element.text().collect();
            text(content.strip_prefix('\n').unwrap_or(&content).to_owned());
        }
        _ => text(element.attr("value").unwrap_or_default().to_owned()),
    }
}

fn selected(select: &ElementRef<'_>) -> String {
    let options = parsed("option");
    let offered: Vec<_> = select.select(&options).collect();
    offered
        .iter()
        .find(|option| option.attr("selected").is_some())
        .or(offered.first())
        .map_or_else(String::new, |option| {
            option
                .attr("value")
                .map_or_else(|| words(option), str::to_owned)
        })
}
