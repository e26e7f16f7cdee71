//! The letter as HTML, in the theme's classes.

use fingerpost_kit::html::Html;
use fingerpost_kit::mount::Found;

use crate::letter::chart::{Chart, HEIGHT, Shape, WIDTH};
use crate::letter::{Block, Letter, Row, Sum, Table};

/// The letter, its heading as the page's own, with links to the pages that were found.
pub(super) fn letter(out: &mut Html, letter: &Letter, found: &Found) {
    let top = r#"<p class="soft small">{}</p><h1 id="answer" tabindex="-1">{}</h1>"#;
    out.put(top, &[&letter.about, &letter.heading]);
    for text in &letter.lead {
        out.put("<p>{}</p>", &[text]);
    }
    sums(out, &letter.sums);
    for part in &letter.parts {
        let class = if part.id == "left_out" { "flow note" } else { "flow" };
        out.put(r#"<section class="{}"><h2 id="part_{}">{}</h2>"#, &[class, part.id, &part.title]);
        for (at, shown) in part.blocks.iter().enumerate() {
            block(out, shown, &format!("{}_{at}", part.id), found);
        }
        out.raw("</section>");
    }
}

/// The sums that matter.
pub(super) fn sums(out: &mut Html, sums: &[Sum]) {
    if sums.is_empty() {
        return;
    }
    out.raw(r#"<div class="pair">"#);
    for sum in sums {
        let html = r#"<p><b>{}</b><span class="sum">{}</span><span class="small soft">{}</span></p>"#;
        out.put(html, &[&sum.label, &sum.amount, &sum.more]);
    }
    out.raw("</div>");
}

fn block(out: &mut Html, block: &Block, id: &str, found: &Found) {
    match block {
        Block::Text(text) => out.put("<p>{}</p>", &[text]),
        Block::List(items) => {
            out.raw("<ul>");
            for item in items {
                out.put("<li>{}</li>", &[item]);
            }
            out.raw("</ul>");
        }
        Block::Links(items) => {
            out.raw("<ul>");
            for (text, name) in items {
                out.put("<li>{}", &[text]);
                if let Some([_, title, href]) = found.link(name) {
                    out.put(r#" <a href="{}">{}</a>"#, &[href, title]);
                }
                out.raw("</li>");
            }
            out.raw("</ul>");
        }
        Block::Table(shown) => table(out, shown, id),
        Block::Chart(shown) => chart(out, shown),
    }
}

/// A table. `id` names it in the page. Its frame scrolls sideways where it must, can be reached by keyboard, and has the
/// caption as its name.
pub(super) fn table(out: &mut Html, table: &Table, id: &str) {
    if table.folded {
        out.put(r#"<details class="more"><summary>{}</summary>"#, &[&table.caption]);
    }
    out.put(r#"<section class="block" aria-labelledby="{}" tabindex="0">"#, &[id]);
    out.raw(if table.head.len() > 3 { r#"<table class="wide-table">"# } else { "<table>" });
    out.put(r#"<caption id="{}">{}</caption><thead><tr>"#, &[id, &table.caption]);
    for (at, head) in table.head.iter().enumerate() {
        let html = match at {
            0 if head.is_empty() => "<td></td>",
            0 => r#"<th scope="col">{}</th>"#,
            _ => r#"<th scope="col" class="num">{}</th>"#,
        };
        out.put(html, &[head]);
    }
    out.raw("</tr></thead><tbody>");
    for shown in &table.rows {
        row(out, shown, table.head.len());
    }
    out.raw("</tbody></table></section>");
    if table.folded {
        out.raw("</details>");
    }
}

fn row(out: &mut Html, row: &Row, span: usize) {
    if row.cells.is_empty() {
        let html = r#"</tbody><tbody><tr class="group"><td colspan="{}">{}</td></tr>"#;
        return out.put(html, &[&span.to_string(), &row.label]);
    }
    out.raw(if row.total { r#"<tr class="total">"# } else { "<tr>" });
    out.put(r#"<th scope="row">{}"#, &[&row.label]);
    if row.flag {
        out.raw(r#" <span class="flag">check</span>"#);
    }
    if !row.why.is_empty() || !row.law.is_empty() {
        out.put(r#"<br><span class="small soft">{} "#, &[&row.why]);
        if !row.law.is_empty() {
            out.put(r#"<span class="law">{}</span>"#, &[row.law]);
        }
        out.raw("</span>");
    }
    out.raw("</th>");
    for cell in &row.cells {
        out.put(r#"<td class="num">{}</td>"#, &[cell]);
    }
    out.raw("</tr>");
}

/// The chart as SVG, with words for those who cannot see it.
fn chart(out: &mut Html, chart: &Chart) {
    let top = concat!(
        r#"<figure><svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="chart_t chart_d">"#,
        r#"<title id="chart_t">{}</title><desc id="chart_d">{}</desc>"#
    );
    out.put(top, &[&WIDTH.to_string(), &HEIGHT.to_string(), &chart.title, &chart.summary]);
    for shape in chart.shapes() {
        match &shape {
            Shape::Path(class, path) => out.put(r#"<path class="{}" d="{}"/>"#, &[class, path]),
            Shape::Dot(x, y) => {
                out.put(r#"<circle class="dot" cx="{}" cy="{}" r="6"/>"#, &[&x.to_string(), &y.to_string()]);
            }
            Shape::Words(class, x, y, anchor, words) => {
                let html = r#"<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>"#;
                out.put(html, &[class, &x.to_string(), &y.to_string(), anchor, words]);
            }
        }
    }
    out.raw("</svg></figure>");
}
