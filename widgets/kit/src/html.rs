//! HTML as text. Everything that a reader typed or that content says goes through [`escape`].

/// Text as HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}

/// An element around HTML, with an opening such as `p class="hint"`.
pub fn wrap(open: &str, inner: &str) -> String {
    let name = open.split(' ').next().unwrap_or_default();
    ["<", open, ">", inner, "</", name, ">"].concat()
}

/// A button that does something: `does` names it, `with` says what with.
pub fn button(class: &str, does: &str, with: &str, inner: &str) -> String {
    let open =
        ["button class=\"", class, "\" type=\"button\" data-do=\"", does, "\" data-with=\"", &escape(with), "\""];
    wrap(&open.concat(), inner)
}

/// What folds away.
pub fn fold(title: &str, inner: &str) -> String {
    if inner.is_empty() {
        return String::new();
    }
    wrap("details class=\"more\"", &[wrap("summary", title), inner.to_owned()].concat())
}

/// A table's frame: it scrolls sideways where it must, can be reached by keyboard, and has its caption as name.
pub fn scroll(id: &str, table: &str) -> String {
    wrap(&["section class=\"block\" aria-labelledby=\"", id, "\" tabindex=\"0\""].concat(), table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        assert_eq!(escape("<b a=\"1\">&"), "&lt;b a=&quot;1&quot;&gt;&amp;");
        assert!(button("btn", "x", "\"><script>", "y").contains("&quot;&gt;&lt;script&gt;"));
    }

    #[test]
    fn an_element_closes_by_its_name() {
        assert_eq!(wrap("p class=\"a\"", "b"), "<p class=\"a\">b</p>");
    }
}
