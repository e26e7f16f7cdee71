//! Fenced blocks with a YAML body. `BLOCKS` is the registry: a new kind is one line there, one type and one function
//! below it, and one template of the same name in the theme.

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tera::Context;

use super::links::{self, picture, size};
use super::markdown::Writer;
use super::view;
use super::{charging, guide, register, services_block, sheet, widget};
use crate::diagnostic::{Diagnostic, Place, Span, did_you_mean, rules};
use crate::model::{Contact, Id};
use crate::source::yaml::{self, At};

/// A block being written.
pub(super) struct Given<'t> {
    text: &'t str,
    /// Where pieces of the body stand in the file.
    pieces: &'t [(usize, usize)],
    /// The whole block.
    pub(super) range: &'t Range<usize>,
}

type Write = fn(&mut Writer<'_, '_>, &Given<'_>);

/// Every kind of block there is.
static BLOCKS: &[(&str, Write)] = &[
    ("callout", callout),
    ("contact", contact),
    ("steps", steps),
    ("figure", figure),
    ("children", children),
    ("downloads", downloads),
    ("charging", charging::charging),
    ("guide", guide::guide),
    ("register", register::block),
    ("services", services_block::services),
    ("sheet", sheet::sheet),
    ("widget", widget::widget),
];

/// Writes a block of a kind.
pub(super) fn write(
    writer: &mut Writer<'_, '_>,
    kind: &str,
    text: &str,
    pieces: &[(usize, usize)],
    range: &Range<usize>,
) {
    if let Some((_, write)) = BLOCKS.iter().find(|(known, _)| *known == kind) {
        write(writer, &Given { text, pieces, range });
        return;
    }
    let line = range.start..range.start + 3 + kind.len();
    let help = did_you_mean(
        kind,
        BLOCKS.iter().map(|(known, _)| *known),
        &format!("The kinds are: {}.", BLOCKS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ")),
    );
    let message = if kind.is_empty() {
        "The block does not say of what kind it is.".to_owned()
    } else {
        format!("There is no kind of block \"{kind}\".")
    };
    writer.report(&rules::BLOCK_UNKNOWN, &line, message, help);
}

/// The body of a block as YAML.
fn yaml_of<'t>(writer: &Writer<'t, '_>, given: &Given<'t>) -> yaml::Text<'t> {
    yaml::Text { file: writer.origin.file, whole: writer.origin.whole, part: given.text, pieces: given.pieces }
}

/// Reads the body of a block.
pub(super) fn body<T: DeserializeOwned>(writer: &mut Writer<'_, '_>, given: &Given<'_>) -> Option<T> {
    let mut found = Vec::new();
    let value = yaml::read(yaml_of(writer, given), &mut found);
    writer.body.found.append(&mut found);
    value
}

/// The place of a value in a block.
pub(super) fn place(writer: &Writer<'_, '_>, given: &Given<'_>, span: Span) -> Place {
    Place::locate(writer.origin.file, writer.origin.whole, absolute(writer, given, span))
}

/// A span of a block's body as a span of the file.
fn absolute(writer: &Writer<'_, '_>, given: &Given<'_>, span: Span) -> Span {
    yaml_of(writer, given).span(span)
}

/// Markdown inside a block, as HTML that templates mark as safe.
pub(super) fn words(writer: &mut Writer<'_, '_>, given: &Given<'_>, text: &At<String>) -> String {
    let span = absolute(writer, given, text.span);
    writer.nested(&text.value, span)
}

/// A page holds one tool: its files are loaded by the page, and it has the page to itself while it is at work.
pub(super) fn sole_tool(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    if writer.body.tool.is_some() {
        let help = "Give each guide, sheet or other tool a page of its own.";
        writer.report(&rules::BLOCK_VALUE, given.range, "There is a tool on this page already.", help);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Tone {
    Information,
    Free,
    Warning,
    Urgent,
}

#[derive(Deserialize)]
struct Callout {
    kind: Tone,
    title: String,
    text: At<String>,
}

fn callout(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(callout) = body::<Callout>(writer, given) else { return };
    let (class, label) = match callout.kind {
        Tone::Information => ("call-info", "Information"),
        Tone::Free => ("call-free", "Free"),
        Tone::Warning => ("call-warn", "Warning"),
        Tone::Urgent => ("call-stop", "Urgent"),
    };
    let mut context = Context::new();
    context.insert("class", class);
    context.insert("label", label);
    context.insert("level", &writer.inner_level());
    context.insert("title", &callout.title);
    context.insert("html", &words(writer, given, &callout.text));
    writer.template("blocks/callout.html", &context);
}

#[derive(Deserialize)]
struct ContactBlock {
    id: At<Id>,
    why: Option<String>,
}

fn contact(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = body::<ContactBlock>(writer, given) else { return };
    let Some(contact) = known_contact(writer, given, &block.id) else { return };
    let heading = writer.unique(&contact.name);
    let mut context = Context::new();
    context.insert("contact", &view::contact(contact));
    context.insert("why", &block.why);
    context.insert("level", &writer.inner_level());
    context.insert("heading", &heading);
    writer.template("blocks/contact.html", &context);
}

/// The contact of an id, or a message.
pub(super) fn known_contact<'l>(writer: &mut Writer<'_, 'l>, given: &Given<'_>, id: &At<Id>) -> Option<&'l Contact> {
    let contact = writer.desk.contact(&id.value);
    if contact.is_none() && !writer.desk.lost("content/contacts.yaml") {
        let known = writer.desk.for_suggestions().contacts.keys().map(AsRef::as_ref);
        let help = did_you_mean(&id.value, known, "content/contacts.yaml holds the contacts.");
        let place = place(writer, given, id.span);
        let message = format!("There is no contact \"{}\".", id.value);
        writer.body.found.push(Diagnostic::new(&rules::CONTACT_UNKNOWN, Some(place), message).help(help));
    }
    contact
}

/// A step: a sentence, or a title with text.
struct Step {
    title: Option<String>,
    text: Option<At<String>>,
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = Step;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a sentence, or title: and text:")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Step, E> {
                Ok(Step { title: None, text: Some(At { value: text.to_owned(), span: Span::default() }) })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Step, A::Error> {
                let mut step = Step { title: None, text: None };
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "title" => step.title = Some(map.next_value()?),
                        _ => step.text = Some(map.next_value()?),
                    }
                }
                Ok(step)
            }
        }
        deserializer.deserialize_struct(yaml::OR_TEXT, &["title", "text"], Either)
    }
}

#[derive(Deserialize)]
struct Steps {
    steps: Vec<At<Step>>,
}

fn steps(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = body::<Steps>(writer, given) else { return };
    let mut list = Vec::new();
    for At { value: Step { title, text }, span } in block.steps {
        // A step that is a bare sentence stands where the step stands.
        let text = text.map(|text| At { span: if text.span == Span::default() { span } else { text.span }, ..text });
        list.push(StepView { title, html: text.map(|text| words(writer, given, &text)) });
    }
    let mut context = Context::new();
    context.insert("level", &writer.inner_level());
    context.insert("steps", &list);
    writer.template("blocks/steps.html", &context);
}

#[derive(Serialize)]
struct StepView {
    title: Option<String>,
    html: Option<String>,
}

#[derive(Deserialize)]
struct FigureBlock {
    image: At<String>,
    alt: At<String>,
    caption: Option<At<String>>,
}

fn figure(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = body::<FigureBlock>(writer, given) else { return };
    if block.alt.value.trim().is_empty() && !writer.origin.easy_read {
        let place = place(writer, given, block.alt.span);
        writer.body.found.push(
            Diagnostic::new(
                &rules::ALT_MISSING,
                Some(place),
                "This picture has no words for people who cannot see it.",
            )
            .help("Say after alt: what the picture tells the reader here, in under 125 characters."),
        );
    }
    let Some(asset) = asset(writer, given, &block.image) else { return };
    let html = picture(&writer.desk.link(&asset.address), &block.alt.value, asset.dimensions);
    let mut context = Context::new();
    context.insert("picture", &html);
    context.insert("caption", &block.caption.as_ref().map(|caption| words(writer, given, caption)));
    writer.template("blocks/figure.html", &context);
}

/// The asset that `asset:…` names, or a message.
fn asset<'l>(writer: &mut Writer<'_, 'l>, given: &Given<'_>, name: &At<String>) -> Option<&'l crate::model::Asset> {
    let span = absolute(writer, given, name.span);
    let range = span.start as usize - writer.origin.offset..span.end as usize - writer.origin.offset;
    let Some(path) = name.value.strip_prefix("asset:") else {
        writer.report(
            &rules::ASSET_UNKNOWN,
            &range,
            "A file is named with asset: and its path below content/assets.",
            "Write asset:folder/name.pdf.",
        );
        return None;
    };
    links::known_asset(writer, path, &range)
}

#[derive(Deserialize)]
struct Children {
    of: Option<At<Id>>,
}

fn children(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = body::<Children>(writer, given) else { return };
    let folder: Arc<str> =
        block.of.as_ref().map_or_else(|| links::full_id(writer.origin.id).into(), |of| of.value.clone());
    let pages = writer.desk.children(&folder);
    let below = format!("{folder}/");
    if pages.is_empty() && writer.desk.for_suggestions().broken.keys().any(|id| id.starts_with(&below)) {
        return;
    }
    if pages.is_empty() {
        let known = writer.desk.for_suggestions().folder_ids().map(AsRef::as_ref);
        let help = did_you_mean(&folder, known, "Name a folder of content/advice that holds pages, after of:.");
        writer.report(&rules::BLOCK_VALUE, given.range, format!("There are no pages in \"{folder}\" to list."), help);
        return;
    }
    let cards: Vec<_> = pages
        .into_iter()
        .filter(|page| page.id.as_ref() != writer.origin.id)
        .map(|page| view::card(writer.desk, page))
        .collect();
    let mut context = Context::new();
    context.insert("cards", &cards);
    writer.template("blocks/children.html", &context);
}

#[derive(Deserialize)]
struct Downloads {
    files: Vec<Download>,
}

#[derive(Deserialize)]
struct Download {
    file: At<String>,
    title: String,
}

#[derive(Serialize)]
struct DownloadView {
    title: String,
    href: String,
    kind: String,
    size: String,
}

fn downloads(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = body::<Downloads>(writer, given) else { return };
    let mut files = Vec::new();
    for download in &block.files {
        if let Some(asset) = asset(writer, given, &download.file) {
            files.push(DownloadView {
                title: download.title.clone(),
                href: writer.desk.link(&asset.address),
                kind: download.file.value.rsplit('.').next().unwrap_or_default().to_uppercase(),
                size: size(asset.size),
            });
        }
    }
    let mut context = Context::new();
    context.insert("files", &files);
    writer.template("blocks/downloads.html", &context);
}
