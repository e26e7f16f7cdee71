//! The letter as HTML, in the theme's classes.

use fingerpost_kit::html::{escape, fold, scroll, wrap};

use crate::letter::chart::{Chart, HEIGHT, Shape, WIDTH};
use crate::letter::{Block, Letter, Row, Sum, Table};

/// A page that says more, by name: its title and address.
pub(super) type Pages<'a> = &'a dyn Fn(&str) -> Option<(String, String)>;

/// The letter, its heading as the page's own.
pub(super) fn letter(letter: &Letter, pages: Pages<'_>) -> String {
    let mut out = wrap("p class=\"soft small\"", &escape(&letter.about));
    out.push_str(&wrap("h1 id=\"answer\" tabindex=\"-1\"", &escape(&letter.heading)));
    for text in &letter.lead {
        out.push_str(&wrap("p", &escape(text)));
    }
    out.push_str(&sums(&letter.sums));
    for part in &letter.parts {
        let heading = wrap(&["h2 id=\"part_", part.id, "\""].concat(), &escape(&part.title));
        let blocks: String = part
            .blocks
            .iter()
            .enumerate()
            .map(|(at, shown)| block(shown, &format!("{}_{at}", part.id), pages))
            .collect();
        let open = if part.id == "left_out" { "section class=\"flow note\"" } else { "section class=\"flow\"" };
        out.push_str(&wrap(open, &(heading + &blocks)));
    }
    out
}

/// The sums that matter.
pub(super) fn sums(sums: &[Sum]) -> String {
    if sums.is_empty() {
        return String::new();
    }
    let sums: String = sums
        .iter()
        .map(|sum| {
            let label = wrap("b", &escape(&sum.label));
            let amount = wrap("span class=\"sum\"", &escape(&sum.amount));
            let more = wrap("span class=\"small soft\"", &escape(&sum.more));
            wrap("p", &(label + &amount + &more))
        })
        .collect();
    wrap("div class=\"pair\"", &sums)
}

fn block(block: &Block, id: &str, pages: Pages<'_>) -> String {
    let list =
        |items: &mut dyn Iterator<Item = String>| wrap("ul", &items.map(|item| wrap("li", &item)).collect::<String>());
    match block {
        Block::Text(text) => wrap("p", &escape(text)),
        Block::List(items) => list(&mut items.iter().map(|item| escape(item))),
        Block::Links(items) => list(&mut items.iter().map(|(text, name)| {
            let page = pages(name).map(|(title, href)| {
                " ".to_owned() + &wrap(&["a href=\"", &escape(&href), "\""].concat(), &escape(&title))
            });
            escape(text) + &page.unwrap_or_default()
        })),
        Block::Table(shown) => table(shown, id),
        Block::Chart(shown) => chart(shown),
    }
}

/// A table. `id` names it in the page.
pub(super) fn table(table: &Table, id: &str) -> String {
    let heads: String = table
        .head
        .iter()
        .enumerate()
        .map(|(at, head)| match at {
            0 if head.is_empty() => "<td></td>".to_owned(),
            0 => wrap("th scope=\"col\"", &escape(head)),
            _ => wrap("th scope=\"col\" class=\"num\"", &escape(head)),
        })
        .collect();
    let rows: String = table.rows.iter().map(|shown| row(shown, table.head.len())).collect();
    let caption = wrap(&["caption id=\"", id, "\""].concat(), &escape(&table.caption));
    let inner = [caption, wrap("thead", &wrap("tr", &heads)), wrap("tbody", &rows)].concat();
    let open = if table.head.len() > 3 { "table class=\"wide-table\"" } else { "table" };
    let html = scroll(id, &wrap(open, &inner));
    if table.folded { fold(&escape(&table.caption), &html) } else { html }
}

fn row(row: &Row, span: usize) -> String {
    let label = escape(&row.label);
    if row.cells.is_empty() {
        let head = wrap(&format!("td colspan=\"{span}\""), &label);
        return ["</tbody><tbody>", &wrap("tr class=\"group\"", &head)].concat();
    }
    let mut head = label;
    if row.flag {
        head.push_str(" <span class=\"flag\">check</span>");
    }
    if !row.why.is_empty() || !row.law.is_empty() {
        let law = if row.law.is_empty() { String::new() } else { wrap("span class=\"law\"", &escape(row.law)) };
        head.push_str("<br>");
        head.push_str(&wrap("span class=\"small soft\"", &[&escape(&row.why), " ", &law].concat()));
    }
    let cells: String = row.cells.iter().map(|cell| wrap("td class=\"num\"", &escape(cell))).collect();
    let open = if row.total { "tr class=\"total\"" } else { "tr" };
    wrap(open, &(wrap("th scope=\"row\"", &head) + &cells))
}

/// The chart as SVG, with words for those who cannot see it.
fn chart(chart: &Chart) -> String {
    let shapes: String = chart
        .shapes()
        .iter()
        .map(|shape| match shape {
            Shape::Path(class, path) => format!("<path class=\"{class}\" d=\"{path}\"/>"),
            Shape::Dot(x, y) => format!("<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"6\"/>"),
            Shape::Words(class, x, y, anchor, words) => {
                wrap(&format!("text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\""), &escape(words))
            }
        })
        .collect();
    let title = wrap("title id=\"chart_t\"", &escape(&chart.title));
    let about = wrap("desc id=\"chart_d\"", &escape(&chart.summary));
    let open = format!(
        "svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"chart_t chart_d\""
    );
    wrap("figure", &wrap(&open, &(title + &about + &shapes)))
}
