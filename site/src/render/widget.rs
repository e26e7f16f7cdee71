//! `widget` blocks: a tool in the reader's browser, and what stands in its place until it has started, or without it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::blocks::{self, Given};
use super::markdown::{self, Writer};
use super::view;
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::Id;
use crate::source::yaml::At;

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Tool {
    Estimator,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Estimator => "estimator",
        }
    }

    /// The pages that the tool's result leads to, by name.
    fn pages(self) -> &'static [&'static str] {
        match self {
            Self::Estimator => &fingerpost_estimator::letter::PAGES,
        }
    }
}

#[derive(Deserialize)]
struct WidgetBlock {
    tool: Tool,
    /// Who helps when the tool does not, and beside its result.
    contact: At<Id>,
    /// What stands in the tool's place until it has started.
    without: At<String>,
    /// What to have ready for the council, as a list at the end of the result.
    papers: Option<At<String>>,
    /// The pages that the tool's result leads to.
    links: BTreeMap<String, At<String>>,
}

#[derive(Serialize)]
struct LinkView {
    name: &'static str,
    title: String,
    href: String,
}

pub(super) fn widget(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = blocks::body::<WidgetBlock>(writer, given) else { return };
    let Some(contact) = blocks::known_contact(writer, given, &block.contact) else { return };
    let name = block.tool.name();
    let mut links = Vec::new();
    for page in block.tool.pages() {
        let Some(to) = block.links.get(*page) else {
            let message = format!("The tool needs a page for \"{page}\".");
            writer.report(&rules::BLOCK_VALUE, given.range, message, format!("Add `{page}: page:…` under links."));
            continue;
        };
        let id = to.value.strip_prefix("page:").unwrap_or(&to.value);
        let Some(card) = writer.desk.card(id) else {
            if !writer.desk.knows_page(id) {
                let help = did_you_mean(
                    id,
                    writer.desk.page_ids(),
                    "Name a page below content/advice, like page:carers/support.",
                );
                let place = blocks::place(writer, given, to.span);
                let message = format!("There is no page \"{id}\".");
                writer.body.found.push(Diagnostic::new(&rules::PAGE_UNKNOWN, Some(place), message).help(help));
            }
            continue;
        };
        links.push(LinkView { name: page, title: card.meta.title.clone(), href: writer.desk.link(&card.address) });
    }
    for (page, to) in block.links.iter().filter(|(page, _)| !block.tool.pages().contains(&page.as_str())) {
        let help = did_you_mean(
            page,
            block.tool.pages().iter().copied(),
            &format!("The tool uses: {}.", block.tool.pages().join(", ")),
        );
        let place = blocks::place(writer, given, to.span);
        let message = format!("The tool leads to no page called \"{page}\".");
        writer.body.found.push(Diagnostic::new(&rules::BLOCK_VALUE, Some(place), message).help(help));
    }
    let mut context = tera::Context::new();
    context.insert("tool", name);
    let facts = format!("{name}.facts");
    context.insert("loads", &writer.desk.widget(name, &facts));
    context.insert("contact", &view::contact(contact));
    context.insert("links", &links);
    context.insert("papers", &block.papers.as_ref().map(|papers| blocks::words(writer, given, papers)));
    context.insert("html", &blocks::words(writer, given, &block.without));
    blocks::sole_tool(writer, given);
    writer.template("blocks/widget.html", &context);
    writer.body.tool = Some(markdown::Tool { name, facts, sheet: None });
}
