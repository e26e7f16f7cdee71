//! HTML as text, written from front to back onto one string: every string on the way would cost bytes in the browser.

/// HTML that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// Adds HTML. Each `{}` in it stands for one of the texts, so nothing that a reader typed or that content says
    /// becomes markup.
    #[inline(never)]
    pub fn put(&mut self, html: &str, texts: &[&str]) {
        let mut texts = texts.iter();
        for piece in html.split('{') {
            let rest = piece.strip_prefix('}');
            if rest.is_some() {
                self.text(texts.next().copied().unwrap_or_default());
            }
            self.0.push_str(rest.unwrap_or(piece));
        }
    }

    /// Adds HTML as it is.
    #[inline(never)]
    pub fn raw(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// Adds text.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                letter => self.0.push(letter),
            }
        }
    }
}

/// A button that does something, as a literal: its class, what it does and what with, and what it says.
#[macro_export]
macro_rules! button {
    ($class:literal, $does:literal, $with:literal, $words:literal) => {
        concat!(
            "<button class=\"",
            $class,
            "\" type=\"button\" data-do=\"",
            $does,
            "\" data-with=\"",
            $with,
            "\">",
            $words,
            "</button>"
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        let mut html = Html::default();
        html.put(button!("btn", "{}", "x", "<b>{}</b>"), &["\"><script>", "<i a=\"1\">&"]);
        let button = "<button class=\"btn\" type=\"button\" data-do=\"&quot;&gt;&lt;script&gt;\" data-with=\"x\">";
        assert_eq!(html.0, button.to_owned() + "<b>&lt;i a=&quot;1&quot;&gt;&amp;</b></button>");
    }
}
