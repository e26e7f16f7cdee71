//! What a finished page must not have, whatever was written in the content.

use std::collections::HashSet;

use scraper::{Html, Selector};

/// What must never be in a page.
pub fn harm(html: &str) -> Result<(), String> {
    let parsed = Html::parse_document(html);
    let any = Selector::parse("*").unwrap();
    let mut ids = HashSet::new();
    for element in parsed.select(&any) {
        let tag = element.value();
        if tag.name() == "script" && tag.attr("type") != Some("application/ld+json") {
            return Err(format!("a script: {}", element.html()));
        }
        if matches!(tag.name(), "iframe" | "object" | "embed" | "style" | "form" | "base") {
            return Err(format!("<{}>", tag.name()));
        }
        for (name, value) in tag.attrs() {
            if name.starts_with("on") || name == "style" {
                return Err(format!("an attribute {name}: {}", element.html()));
            }
            if matches!(name, "href" | "src" | "action" | "formaction" | "srcset") {
                let plain: String =
                    value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
                let scheme =
                    plain.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '#', '?']));
                if scheme.is_some_and(|scheme| {
                    scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
                        && !matches!(scheme, "http" | "https" | "mailto" | "tel")
                }) {
                    return Err(format!("a link to {value:?}"));
                }
                if name == "src" && (scheme.is_some() || plain.starts_with("//")) {
                    return Err(format!("a request to another site: {value:?}"));
                }
            }
            if name == "id" && !ids.insert(value.to_owned()) {
                return Err(format!("the id {value:?} is there twice"));
            }
        }
    }
    // The one script element there is must hold JSON and end where it should.
    let script = Selector::parse("script").unwrap();
    for element in parsed.select(&script) {
        let text: String = element.text().collect();
        serde_json::from_str::<serde_json::Value>(&text).map_err(|error| format!("JSON-LD: {error}: {text}"))?;
    }
    if html.matches("<script").count() != 1 {
        return Err("an unescaped <script".into());
    }
    Ok(())
}
