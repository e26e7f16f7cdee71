//! What every page loads: one style sheet, the fonts, the icons, each under a name that holds the hash of its bytes, so
//! that a browser may keep it for ever.

use crate::digest::Digest;
use crate::model::{Look, Theme, ThemeText};

/// Names of the one style sheet and of the files other pages ask for.
pub(super) fn make(theme: &Theme) -> Look {
    let mut look = Look::default();
    for (path, bytes) in &theme.files {
        let address = published(path, bytes);
        look.files.insert(path.clone(), (address, bytes.clone()));
    }
    let css = sheet(&theme.styles, &look);
    look.files.insert("style.css".into(), (published("style.css", &css), css));
    look.digest = Digest::of_value(&look.files.values().map(|(address, _)| address).collect::<Vec<_>>());
    look
}

/// Style sheets as one, ready to publish.
pub(super) fn sheet(styles: &[ThemeText], look: &Look) -> Vec<u8> {
    let joined: String = styles.iter().map(|style| style.text.as_str()).collect::<Vec<_>>().join("\n");
    let mut css = squeeze(&unwrap_layers(&strip_comments(&joined)));
    for (path, (address, _)) in &look.files {
        // The style sheet stands beside the files it names.
        let name = address.rsplit('/').next().unwrap_or_default();
        css = css.replace(&format!("url(\"{path}\")"), &format!("url(\"{name}\")"));
    }
    css.into_bytes()
}

/// `fonts/atkinson.woff2` as `/assets/atkinson.1a2b3c4d.woff2`.
pub(super) fn published(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("/assets/{stem}.{}.{ending}", Digest::of(bytes).short())
}

fn strip_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out + rest
}

/// Takes `@layer` away and leaves what is in it: phones from before 2022 skip whole layers. The sheet's own order decides.
fn unwrap_layers(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut depth = 0usize;
    let mut layers: Vec<usize> = Vec::new();
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("@layer") {
            let Some(end) = rest.find(['{', ';']) else { break };
            if rest[end..].starts_with('{') {
                layers.push(depth);
                depth += 1;
            }
            rest = &rest[end + 1..];
            continue;
        }
        match next {
            '"' | '\'' => {
                let end = rest[1..].find(next).map_or(rest.len(), |at| at + 2);
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if layers.last() == Some(&depth) {
                    layers.pop();
                    rest = &rest[1..];
                    continue;
                }
            }
            _ => {}
        }
        out.push(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// One rule a line, no blank ones.
fn squeeze(css: &str) -> String {
    css.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_unwrapped_and_everything_else_stays() {
        let css = "@layer a,b;\n@layer a{\n/* x */\np{color:red}\n@media print{a::after{content:\"}\"}}\n}\n@layer b{i{top:0}}";
        assert_eq!(
            squeeze(&unwrap_layers(&strip_comments(css))),
            "p{color:red}\n@media print{a::after{content:\"}\"}}\ni{top:0}"
        );
    }

    #[test]
    fn files_are_named_by_their_bytes() {
        let mut theme = Theme::default();
        theme.files.insert("fonts/a.woff2".into(), b"font".to_vec());
        theme
            .styles
            .push(crate::model::ThemeText { file: "t".into(), text: "@font-face{src:url(\"fonts/a.woff2\")}".into() });
        let look = make(&theme);
        let font = look.files["fonts/a.woff2"].0.clone();
        assert!(font.starts_with("/assets/a.") && font.ends_with(".woff2"), "{font}");
        let css = String::from_utf8(look.files["style.css"].1.clone()).unwrap();
        assert_eq!(css, format!("@font-face{{src:url(\"{}\")}}", font.rsplit('/').next().unwrap()));
    }
}
