//! Neutral pages, the same for every N and every run: about 590 words, headings, lists, a table, six links to other pages,
//! three of forty tags.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Pages in a folder; each folder has an index page of its own.
pub(crate) const PER_FOLDER: usize = 250;
const TAGS: usize = 40;

const WORDS: [&str; 64] = [
    "morning", "people", "garden", "letter", "market", "river", "window", "kitchen", "village", "bread", "winter",
    "paper", "road", "music", "number", "table", "water", "school", "evening", "office", "walk", "street", "summer",
    "visit", "station", "coffee", "picture", "family", "answer", "weather", "friend", "travel", "season", "corner",
    "bridge", "library", "basket", "harbour", "meadow", "lantern", "often", "quiet", "small", "early", "bright",
    "open", "local", "simple", "warm", "steady", "makes", "finds", "brings", "keeps", "shows", "gives", "with", "from",
    "near", "after", "before", "under", "about", "and",
];

/// Small deterministic numbers (a linear congruential generator).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn sentence(&mut self, out: &mut String) {
        for word in 0..12 {
            let text = WORDS[self.roll(WORDS.len())];
            if word == 0 {
                out.push_str(&text[..1].to_uppercase());
                out.push_str(&text[1..]);
            } else {
                out.push(' ');
                out.push_str(text);
            }
        }
        out.push_str(". ");
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        let mut out = String::new();
        (0..sentences).for_each(|_| self.sentence(&mut out));
        out.trim_end().to_owned()
    }
}

/// A page before it is written in one program's form.
pub(crate) struct Page {
    pub(crate) folder: usize,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) tags: [usize; 3],
    /// The text, with `{link:N}` where a link to page N goes.
    pub(crate) body: String,
}

/// The page of a number, in a site of `pages`.
pub(crate) fn page(number: usize, pages: usize) -> Page {
    let mut dice = Dice(number as u64 * 7919 + 17);
    let mut body = String::new();
    for section in 0..5 {
        let _ =
            write!(body, "## Part {} of {}\n\n{}\n\n", section + 1, WORDS[dice.roll(WORDS.len())], dice.paragraph(4));
        let to = dice.roll(pages);
        let _ = write!(body, "{} See {{link:{to}}} for more. {}\n\n", dice.paragraph(1), dice.paragraph(2));
        if section == 1 {
            (0..4).for_each(|_| {
                let _ = writeln!(body, "- {}", dice.paragraph(1));
            });
            body.push('\n');
        }
        if section == 3 {
            body.push_str("| Item | Amount | Note |\n|---|---|---|\n");
            for row in 0..4 {
                let _ = writeln!(
                    body,
                    "| {} | {} | {} |",
                    WORDS[dice.roll(WORDS.len())],
                    row * 12 + dice.roll(90),
                    WORDS[dice.roll(WORDS.len())]
                );
            }
            let _ = write!(body, "\n### A closer look\n\n{}\n\n", dice.paragraph(2));
        }
    }
    // The next page of the folder, so that each can be reached.
    let _ = writeln!(body, "Then read {{link:{}}}.", (number + 1) % pages);
    let tags = [dice.roll(TAGS), (dice.roll(TAGS - 1) + 1 + number) % TAGS, number % TAGS];
    let title = format!("Page {number} on the {}", WORDS[dice.roll(40)]);
    Page { folder: number / PER_FOLDER, name: format!("page-{number}"), title, summary: dice.paragraph(1), tags, body }
}

/// The text with its links in a program's own form.
pub(crate) fn linked(page: &Page, link: impl Fn(usize) -> String) -> String {
    let mut out = String::with_capacity(page.body.len() + 400);
    let mut rest = page.body.as_str();
    while let Some((before, after)) = rest.split_once("{link:") {
        let (number, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&link(number.parse().unwrap_or(0)));
        rest = after;
    }
    out + rest
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{} could not be written: {error}.", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(said)?;
    }
    fs::write(path, text).map_err(said)
}

/// Tags of a page, each once.
pub(crate) fn tags(page: &Page) -> Vec<String> {
    let mut tags: Vec<usize> = page.tags.to_vec();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().map(|tag| format!("tag-{tag}")).collect()
}

/// Writes a Fingerpost project of `pages` pages.
pub(crate) fn fingerpost(pages: usize, root: &Path) -> Result<(), String> {
    write(
        &root.join("content/site.yaml"),
        "name: Neutral pages\ncouncil: A council\nplace: Somewhere\nbase_url: https://bench.example\nmenu:\n  - title: First folder\n    page: folder-0\n",
    )?;
    let topics: String = (0..TAGS)
        .map(|tag| format!("- id: tag-{tag}\n  title: Tag {tag}\n  summary: Every page of tag {tag}.\n"))
        .collect();
    write(&root.join("content/topics.yaml"), &topics)?;
    write(
        &root.join("content/contacts.yaml"),
        "- id: us\n  name: Us\n  what: Anything\n  source: Made up\n  seen: Made up\n  confidence: unconfirmed\n",
    )?;
    write(
        &root.join("content/accessibility.yaml"),
        "service: Neutral pages\nscope: All of it.\ncompliance: full\nstandard: WCAG 2.2 AA\nhow_accessible: [read it]\nfeedback:\n  contact: us\n  response_time: Soon.\nenforcement: None.\npreparation:\n  prepared: 2026-11-01\n  reviewed: 2026-11-01\n  tested: 2026-11-01\n  tested_by: nobody.\n  method: None.\nimproving: Nothing.\n",
    )?;
    for number in 0..pages {
        let page = page(number, pages);
        let text = linked(&page, |to| format!("[page {to}](page:folder-{}/page-{to})", to / PER_FOLDER));
        let meta = format!(
            "---\ntitle: {}\nsummary: {}\naudience: [residents]\ntopics: [{}]\nowner: A team\nreviewed: 2026-11-01\nreview_by: 2027-11-01\n---\n\n",
            page.title,
            page.summary,
            tags(&page).join(", ")
        );
        write(&root.join(format!("content/advice/folder-{}/{}.md", page.folder, page.name)), &(meta + &text))?;
    }
    for folder in 0..pages.div_ceil(PER_FOLDER) {
        let text = format!(
            "---\ntitle: Folder {folder}\nsummary: The pages of folder {folder}.\naudience: [residents]\nowner: A team\nreviewed: 2026-11-01\nreview_by: 2027-11-01\n---\n\nAll of them.\n\n```children\n{{}}\n```\n"
        );
        write(&root.join(format!("content/advice/folder-{folder}/index.md")), &text)?;
    }
    Ok(())
}
