//! Markdown tables: a caption, column headings, the first cell of each row as its heading, room to scroll.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag};

use super::markdown::{Step, Writer, closing, plain};
use super::typography;
use crate::diagnostic::rules;

impl Writer<'_, '_> {
    pub(super) fn table(
        &mut self,
        alignment: &[Alignment],
        inner: &[Step<'_>],
        range: &Range<usize>,
        caption: Option<String>,
    ) {
        let id = self.unique("table");
        let wide = if alignment.len() >= 4 { " class=\"wide-table\"" } else { "" };
        let caption = caption.map_or_else(
            || {
                let mut words = String::new();
                typography::text(&self.last_heading, &mut words);
                format!("<caption class=\"vh\" id=\"{id}\">{words}</caption>")
            },
            |caption| format!("<caption id=\"{id}\">{caption}</caption>"),
        );
        self.body.html.push_str(&format!(
            "<section class=\"block\" aria-labelledby=\"{id}\" tabindex=\"0\"><table{wide}>{caption}\n"
        ));
        let mut at = 0;
        let mut in_body = false;
        while at < inner.len() {
            let end = closing(inner, at);
            let head = matches!(inner[at].0, Event::Start(Tag::TableHead));
            self.body.html.push_str(if head {
                "<thead><tr>"
            } else if in_body {
                "<tr>"
            } else {
                "<tbody><tr>"
            });
            in_body |= !head;
            self.row(alignment, &inner[at + 1..end], head, range);
            self.body.html.push_str(if head { "</tr></thead>\n" } else { "</tr>\n" });
            at = end + 1;
        }
        self.body.html.push_str(if in_body { "</tbody></table></section>\n" } else { "</table></section>\n" });
    }

    fn row(&mut self, alignment: &[Alignment], cells: &[Step<'_>], head: bool, range: &Range<usize>) {
        let mut at = 0;
        let mut column = 0;
        while at < cells.len() {
            let end = closing(cells, at);
            let inner = &cells[at + 1..end];
            let class = if alignment.get(column) == Some(&Alignment::Right) { " class=\"num\"" } else { "" };
            if head && plain(inner).trim().is_empty() {
                self.report(
                    &rules::TABLE_HEADER,
                    range,
                    format!("Column {} of this table has no heading.", column + 1),
                    "Write in the first row what the column holds.",
                );
            }
            let (open, close) = match (head, column) {
                (true, _) => ("<th scope=\"col\"", "</th>"),
                (false, 0) => ("<th scope=\"row\"", "</th>"),
                (false, _) => ("<td", "</td>"),
            };
            self.body.html.push_str(open);
            self.body.html.push_str(class);
            self.body.html.push('>');
            self.inline(inner);
            self.body.html.push_str(close);
            at = end + 1;
            column += 1;
        }
    }
}
