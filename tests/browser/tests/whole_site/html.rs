//! The files themselves: valid, and without anything that the strict Content-Security-Policy would stop.

use std::process::Command;

use fingerpost_browser::{from_npm, here, none, site};
use serde_json::Value;

#[test]
fn every_page_is_valid_html() {
    let site = site();
    let folder = tempfile::TempDir::new().expect("a folder");
    let report = folder.path().join("report.json");
    // To a file: through a pipe, node loses the end of a long report.
    let mut command = validator();
    command.arg("--formatter").arg(format!("json={}", report.display()));
    let ran = command.args(site.pages.iter().map(|page| &page.file)).output().expect("node");
    let report = std::fs::read_to_string(&report)
        .unwrap_or_else(|_| panic!("html-validate failed: {}", String::from_utf8_lossy(&ran.stderr)));
    let reports: Vec<Value> = serde_json::from_str(&report).expect("JSON");
    let mut complaints = Vec::new();
    for report in &reports {
        let file = report["filePath"].as_str().unwrap_or_default();
        let file = file.strip_prefix(&*site.out.to_string_lossy()).unwrap_or(file);
        for message in report["messages"].as_array().expect("messages") {
            let said =
                format!("{}: {} ({})", text(&message["ruleId"]), text(&message["message"]), text(&message["selector"]));
            complaints.push((format!("{file}:{}:{}", message["line"], message["column"]), said));
        }
    }
    none("html-validate", &complaints);
    assert!(ran.status.success(), "html-validate ended with {}", ran.status);
}

#[test]
fn html_validate_finds_what_is_wrong_here() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><title>A page</title></head><body><p id=\"a\"></p><p id=\"a\"></p></body></html>\n").expect("a page");
    let ran = validator().arg(page).output().expect("node");
    assert!(!ran.status.success() && String::from_utf8_lossy(&ran.stdout).contains("no-dup-id"));
}

#[test]
fn no_published_page_holds_a_script_or_a_style() {
    let site = site();
    let mut complaints = Vec::new();
    for page in &site.pages {
        let mut complain = |what: String| complaints.push((page.address.clone(), what));
        for tag in page.html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()) {
            let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
            let is_data = tag == "script type=\"application/ld+json\"";
            // A tool's script is a file of this site, and only on the tool's page.
            let is_tool =
                page.html.contains(" data-widget=\"") && tag.starts_with("script type=\"module\" src=\"/assets/");
            if (name == "script" && !is_data && !is_tool)
                || ["style", "iframe", "object", "embed", "form"].contains(&name.as_str())
            {
                complain(format!("holds <{tag}>"));
            }
            let attributes =
                tag.split_whitespace().skip(1).filter_map(|word| word.split_once('=')).map(|(name, _)| name);
            for attribute in attributes.filter(|name| *name == "style" || (name.starts_with("on") && name.len() > 4)) {
                complain(format!("<{name}> has the attribute {attribute}"));
            }
        }
        let links = page.attribute("href").into_iter().chain(page.attribute("src"));
        for link in links.filter(|link| link.trim_start().to_ascii_lowercase().starts_with("javascript:")) {
            complain(format!("links to {link}"));
        }
    }
    none("Scripts and styles in pages", &complaints);
}

fn validator() -> Command {
    let mut command = Command::new("node");
    command.arg(from_npm("html-validate/bin/html-validate.mjs")).arg("--config").arg(here().join("html-validate.mjs"));
    command
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
