//! Pages that stand for one thing: an advice page, a service, the accessibility statement, an old address.

use serde::Serialize;
use tera::{Context, Value};

use super::markdown::{self, Body, Origin};
use super::view::{self, Card, FigureView, Link, SourceView};
use super::{Made, Sheet, lists};
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::{Audience, Compliance, Id, Library, Page, Reason, Standing, Statement};
use crate::source::yaml::At;

/// A page's details, as templates see them.
#[derive(Serialize)]
pub(super) struct PageView {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) canonical: String,
    /// First part of the address, to mark the menu.
    pub(super) section: String,
    pub(super) crumbs: Vec<Link>,
    /// JSON-LD, safe to stand in a script element.
    pub(super) data: String,
}

/// The parts of an advice page besides its text.
#[derive(Serialize)]
struct Details {
    reviewed: String,
    due: String,
    standing: Standing,
    owner: String,
    easy_read: Option<Link>,
    full: Option<Link>,
    is_easy_read: bool,
    providers: bool,
    headings: Vec<markdown::Heading>,
    figures: Vec<FigureView>,
    sources: Vec<SourceView>,
    related: Vec<Card>,
    topics: Vec<Link>,
    correction: Option<String>,
    address: String,
}

/// An advice page.
pub(super) fn page(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let Some(card) = desk.card(id) else { return };
    let page = desk.page(card);
    let origin = Origin {
        file: &page.file,
        whole: &page.text,
        offset: page.body_offset,
        fixed: None,
        id: &page.id,
        easy_read: page.easy_read,
    };
    let Body { html, headings, figures, places, found, tool } =
        markdown::page(page.body(), origin, desk, sheet.templates);
    made.found.extend(found);
    made.places = places;

    let crumbs = crumbs(sheet, page);
    let canonical = format!("{}{}", desk.settings().base_url, page.address);
    let details = Details {
        reviewed: page.meta.reviewed.value.words(),
        due: page.meta.review_by.value.month_words(),
        standing: desk.standing(page),
        owner: page.meta.owner.value.clone(),
        easy_read: desk
            .easy_read_of(id)
            .map(|easy| Link { title: easy.meta.title.clone(), href: desk.link(&easy.address) }),
        full: page
            .full_version()
            .and_then(|full| desk.card(full))
            .map(|full| Link { title: full.meta.title.clone(), href: desk.link(&full.address) }),
        is_easy_read: page.easy_read,
        providers: page.meta.audience.contains(&Audience::Providers),
        headings,
        figures: figures.iter().filter_map(|figure| desk.figure(figure)).map(view::figure).collect(),
        sources: page.meta.sources.iter().map(view::source).collect(),
        related: related(sheet, page, made),
        topics: topics(sheet, &page.meta.topics),
        correction: desk.site().corrections.as_ref().map(|to| correction(to, &page.meta.title, &canonical)),
        address: canonical.clone(),
    };
    let shown = PageView {
        title: page.meta.title.clone(),
        summary: page.meta.summary.clone(),
        section: page.id.split('/').next().unwrap_or_default().to_owned(),
        data: data(
            sheet,
            &page.meta.title,
            &page.meta.summary,
            &canonical,
            Some(&page.meta.reviewed.value.iso()),
            &crumbs,
        ),
        crumbs,
        canonical,
    };
    let mut context = Context::new();
    context.insert("page", &shown);
    context.insert("details", &details);
    context.insert("tool", &tool.as_ref().and_then(|tool| desk.widget(tool.name, &tool.facts)));
    let sheets = tool.iter().flat_map(|tool| std::iter::once("tools.css").chain(tool.sheet.as_deref()));
    context.insert("tool_sheets", &sheets.filter_map(|sheet| desk.loaded(sheet)).collect::<Vec<_>>());
    context.insert_value("body", Value::safe_string(&html));
    let template = if page.address.ends_with('/') { "topic.html" } else { "page.html" };
    if page.address.ends_with('/') {
        let filed: Vec<_> = desk.filed(id).into_iter().map(|page| view::card(desk, page)).collect();
        context.insert("filed", &filed);
    }
    sheet.print(template, &context, &page.file, made);
}

/// The folders above a page.
fn crumbs(sheet: &Sheet<'_, '_>, page: &Page) -> Vec<Link> {
    let desk = sheet.desk;
    let mut crumbs = vec![Link { title: "Home".into(), href: desk.link("/") }];
    let parts: Vec<&str> = page.id.split('/').collect();
    for upto in 1..parts.len() {
        if let Some(above) = desk.card(&parts[..upto].join("/")) {
            crumbs.push(Link { title: above.meta.title.clone(), href: desk.link(&above.address) });
        }
    }
    crumbs
}

fn related(sheet: &Sheet<'_, '_>, page: &Page, made: &mut Made) -> Vec<Card> {
    let desk = sheet.desk;
    let mut cards = Vec::new();
    for At { value, span } in &page.meta.related {
        let place = || Some(Library::yaml_place(page, *span));
        let Some(id) = value.strip_prefix("page:") else {
            made.found.push(
                Diagnostic::new(&rules::PAGE_UNKNOWN, place(), format!("\"{value}\" is not a page: link."))
                    .help(format!("Write page:{}.", value.trim_start_matches('/'))),
            );
            continue;
        };
        match desk.card(id) {
            Some(other) if other.meta.draft && !desk.settings().drafts => made.found.push(
                Diagnostic::new(
                    &rules::LINK_DRAFT,
                    place(),
                    format!("The page \"{id}\" is a draft, so readers cannot reach it."),
                )
                .help("Take it out of related, or take draft: true out of that page."),
            ),
            Some(other) => cards.push(view::card(desk, other)),
            None if desk.knows_page(id) => {}
            None => made.found.push(
                Diagnostic::new(&rules::PAGE_UNKNOWN, place(), format!("There is no page \"{id}\".")).help(
                    did_you_mean(id, desk.page_ids(), "The name is the file's path below content/advice without .md."),
                ),
            ),
        }
    }
    cards
}

/// The topics a thing is filed under, as links.
pub(super) fn topics(sheet: &Sheet<'_, '_>, ids: &[At<Id>]) -> Vec<Link> {
    let link = |id: &At<Id>| {
        // A topic that only services have has no page.
        if sheet.desk.card(&id.value).is_none() && !sheet.desk.has_topic(&id.value) {
            return None;
        }
        let title = lists::topic_title(sheet, &id.value)?;
        Some(Link { title, href: sheet.desk.link(&sheet.desk.topic_address(&id.value)) })
    };
    ids.iter().filter_map(link).collect()
}

/// A mailto: address with the page named in it.
pub(super) fn correction(to: &str, title: &str, canonical: &str) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect()
    };
    format!(
        "mailto:{to}?subject={}&body={}",
        encode(&format!("Something wrong with the page: {title}")),
        encode(&format!("Page: {canonical}\n\nWhat is wrong:\n"))
    )
}

/// Schema.org data about a page: what it is, when it was reviewed, where it stands.
pub(super) fn data(
    sheet: &Sheet<'_, '_>,
    title: &str,
    summary: &str,
    canonical: &str,
    reviewed: Option<&str>,
    crumbs: &[Link],
) -> String {
    data_about(sheet, title, summary, canonical, reviewed, crumbs, None)
}

/// The same, with what the page is about.
pub(super) fn data_about(
    sheet: &Sheet<'_, '_>,
    title: &str,
    summary: &str,
    canonical: &str,
    reviewed: Option<&str>,
    crumbs: &[Link],
    thing: Option<serde_json::Value>,
) -> String {
    let site = sheet.desk.site();
    let base = &sheet.desk.settings().base_url;
    let prefix = sheet.desk.settings().prefix();
    let item = |at: usize, name, item| Step { kind: "ListItem", position: at + 1, name, item };
    let steps = crumbs.iter().enumerate().map(|(at, crumb)| {
        let path = crumb.href.strip_prefix(prefix).unwrap_or(&crumb.href);
        item(at, crumb.title.as_str(), Some(format!("{base}{path}")))
    });
    let graph = Graph {
        context: "https://schema.org",
        graph: std::iter::once(Node::Page(WebPage {
            kind: "WebPage",
            id: canonical,
            url: canonical,
            name: title,
            description: summary,
            in_language: "en-GB",
            publisher: Publisher { kind: "GovernmentOrganization", name: &site.council },
            last_reviewed: reviewed,
        }))
        .chain([Node::Crumbs(Breadcrumbs {
            kind: "BreadcrumbList",
            steps: steps.chain([item(crumbs.len(), title, None)]).collect(),
        })])
        .chain(thing.map(Node::Thing))
        .collect(),
    };
    // Inside a script element only `<` could end the script.
    serde_json::to_string(&graph).unwrap_or_default().replace('<', "\\u003c")
}

#[derive(Serialize)]
struct Graph<'s> {
    #[serde(rename = "@context")]
    context: &'s str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'s>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'s> {
    Page(WebPage<'s>),
    Crumbs(Breadcrumbs<'s>),
    Thing(serde_json::Value),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebPage<'s> {
    #[serde(rename = "@type")]
    kind: &'s str,
    #[serde(rename = "@id")]
    id: &'s str,
    url: &'s str,
    name: &'s str,
    description: &'s str,
    in_language: &'s str,
    publisher: Publisher<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_reviewed: Option<&'s str>,
}

#[derive(Serialize)]
struct Publisher<'s> {
    #[serde(rename = "@type")]
    kind: &'s str,
    name: &'s str,
}

#[derive(Serialize)]
struct Breadcrumbs<'s> {
    #[serde(rename = "@type")]
    kind: &'s str,
    #[serde(rename = "itemListElement")]
    steps: Vec<Step<'s>>,
}

#[derive(Serialize)]
struct Step<'s> {
    #[serde(rename = "@type")]
    kind: &'s str,
    position: usize,
    name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

/// Markdown held in a YAML value, as HTML.
pub(super) fn markdown_of(
    sheet: &Sheet<'_, '_>,
    file: &std::sync::Arc<str>,
    whole: &str,
    id: &str,
    text: &At<String>,
    made: &mut Made,
) -> Value {
    let fixed = Some(text.span);
    let origin = Origin { file, whole, offset: 0, fixed, id, easy_read: false };
    let body = markdown::page(&text.value, origin, sheet.desk, sheet.templates);
    made.found.extend(body.found);
    made.places.extend(body.places);
    Value::safe_string(&body.html)
}

#[derive(Serialize)]
struct Gap<'s> {
    issue: &'s str,
    criterion: Option<&'s str>,
    alternative: &'s str,
    plan: &'s str,
}

#[derive(Serialize)]
struct StatementView<'s> {
    service: &'s str,
    scope: &'s str,
    standard: &'s str,
    compliance: &'static str,
    gaps: Vec<(&'static str, Vec<Gap<'s>>)>,
    how_accessible: &'s [String],
    response_time: &'s str,
    prepared: String,
    reviewed: String,
    tested: String,
    tested_by: &'s str,
    method: &'s str,
}

/// Where the statement is written.
pub(crate) const STATEMENT: &str = "content/accessibility.yaml";

/// The accessibility statement.
pub(super) fn accessibility(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let Some(statement) = desk.statement() else { return };
    let Statement { feedback, preparation, .. } = statement;
    let gaps = |why: Reason| {
        let of = statement.non_accessible.iter().filter(|gap| gap.why == why);
        of.map(|gap| Gap {
            issue: &gap.issue,
            criterion: gap.criterion.as_deref(),
            alternative: &gap.alternative,
            plan: &gap.plan,
        })
        .collect()
    };
    let shown = StatementView {
        service: &statement.service,
        scope: &statement.scope,
        standard: &statement.standard,
        compliance: match statement.compliance {
            Compliance::Full => "fully",
            Compliance::Partial => "partially",
            Compliance::None => "not",
        },
        gaps: vec![
            ("What does not meet the standard", gaps(Reason::NonCompliance)),
            ("What would be too great a burden to change now", gaps(Reason::DisproportionateBurden)),
            ("What the law does not cover", gaps(Reason::OutOfScope)),
        ],
        how_accessible: &statement.how_accessible,
        response_time: &feedback.response_time,
        prepared: preparation.prepared.words(),
        reviewed: preparation.reviewed.value.words(),
        tested: preparation.tested.words(),
        tested_by: &preparation.tested_by,
        method: &preparation.method,
    };
    let (file, source) = desk
        .for_suggestions()
        .files
        .get_key_value(STATEMENT)
        .unwrap_or_else(|| unreachable!("the statement was read from it"));
    let enforcement = markdown_of(sheet, file, &source.text, "accessibility", &statement.enforcement, made);
    let improving = markdown_of(sheet, file, &source.text, "accessibility", &statement.improving, made);
    let title = "Accessibility statement";
    let summary = "How accessible this site is, what does not work yet, and how to tell us.";
    let page = plain(sheet, title, summary, "/accessibility.html");
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("statement", &shown);
    context.insert("contact", &desk.contact(&feedback.contact.value).map(view::contact));
    context.insert_value("enforcement", enforcement);
    context.insert_value("improving", improving);
    sheet.print("accessibility.html", &context, STATEMENT, made);
}

/// The details of a page that the build makes by itself.
pub(super) fn plain(sheet: &Sheet<'_, '_>, title: &str, summary: &str, address: &str) -> PageView {
    let desk = sheet.desk;
    let canonical = format!("{}{address}", desk.settings().base_url);
    let crumbs = if address == "/" { Vec::new() } else { vec![Link { title: "Home".into(), href: desk.link("/") }] };
    PageView {
        title: title.to_owned(),
        summary: summary.to_owned(),
        section: address.trim_start_matches('/').split(['/', '.']).next().unwrap_or_default().to_owned(),
        data: data(sheet, title, summary, &canonical, None, &crumbs),
        crumbs,
        canonical,
    }
}

/// A page at an old address that sends readers on, with or without scripts.
pub(super) fn redirect(sheet: &Sheet<'_, '_>, to: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let Some(page) = desk.card(to) else { return };
    let mut context = Context::new();
    context.insert("title", &page.meta.title);
    context.insert("href", &desk.link(&page.address));
    context.insert("canonical", &format!("{}{}", desk.settings().base_url, page.address));
    sheet.print("redirect.html", &context, &page.file, made);
}
