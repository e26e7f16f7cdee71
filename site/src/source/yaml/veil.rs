//! A text of which only a part may be shown. The rest is blank, so that no message about it can quote it, and every place
//! stays where it is.

use super::tree::{self, Kind, Node};

/// The text with everything blank but the keys and values below the top-level keys in `open`: comments, all else, and
/// the whole of a text that cannot be read.
pub(crate) fn veil(text: &str, open: &[&str]) -> String {
    let mut shown: Vec<u8> = blank(text).into_bytes();
    if let Ok((Node { kind: Kind::Map(entries), .. }, _)) = tree::parse(text) {
        for entry in entries.iter().filter(|entry| open.contains(&entry.key.as_ref())) {
            copy(text, &mut shown, entry.key_span.start as usize, entry.key_span.end as usize);
            lift(text, &mut shown, &entry.value);
            marks(text, &mut shown, entry.key_span.end as usize, entry.value.span.end as usize);
        }
    }
    String::from_utf8(shown).unwrap_or_else(|_| blank(text))
}

/// The marks between keys and values, so that a line still looks like YAML. Those of comments stay out.
fn marks(text: &str, shown: &mut [u8], start: usize, end: usize) {
    let mut comment = false;
    for (shown, mark) in shown[start..end].iter_mut().zip(text[start..end].bytes()) {
        match mark {
            // Shown already: it is part of a value.
            _ if !matches!(*shown, b' ' | b'\n') => {}
            b'\n' => comment = false,
            b'#' => comment = true,
            mark if !comment && b":-[]{},".contains(&mark) => *shown = mark,
            _ => {}
        }
    }
}

/// The text as spaces, with its lines as they are.
pub(crate) fn blank(text: &str) -> String {
    text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }).collect()
}

fn copy(text: &str, shown: &mut [u8], start: usize, end: usize) {
    shown[start..end].copy_from_slice(&text.as_bytes()[start..end]);
}

fn lift(text: &str, shown: &mut [u8], node: &Node<'_>) {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                copy(text, shown, entry.key_span.start as usize, entry.key_span.end as usize);
                lift(text, shown, &entry.value);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| lift(text, shown, item)),
        // A text in lines of its own: a comment may stand beside its bar, and after its last line.
        Kind::Scalar { plain: false, .. } if !text[start..end].starts_with(['"', '\'']) => {
            let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let bar = !text[from..start].trim().is_empty();
            let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
            let (mut at, mut least) = (from, None);
            for line in text[from..end].split_inclusive('\n') {
                let skip = bar && at == from || line.trim().is_empty();
                if !skip && indent(line) >= *least.get_or_insert(indent(line)) {
                    copy(text, shown, at, at + line.len());
                }
                at += line.len();
            }
        }
        Kind::Scalar { .. } => copy(text, shown, start, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_open_is_shown() {
        let text = "# canary\nopen:\n  name: Zoë # canary\n  list: [first, second] # canary\n  long: | # canary\n    One\n    # two\n\n# canary\nprivate:\n  name: canary\nopened: canary\n";
        let shown = veil(text, &["open"]);
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.bytes().zip(text.bytes()).all(|(shown, was)| shown == was || shown == b' '));
        assert_eq!((shown.len(), shown.lines().count()), (text.len(), text.lines().count()));
        for word in ["open", "Zoë", "first", "second", "One", "# two"] {
            assert_eq!(shown.find(word), text.find(word), "{word}");
        }
        assert_eq!(veil(text, &[]).trim(), "");
    }

    #[test]
    fn what_cannot_be_read_is_not_shown() {
        let text = "open: [canary\nprivate: canary\r\n";
        assert_eq!(veil(text, &["open"]).replace(' ', ""), "\n\r\n");
        assert_eq!(veil("open: canary\nopen: canary\n", &[]).trim(), "");
        assert_eq!(veil("é", &["open"]), "  ");
    }
}
