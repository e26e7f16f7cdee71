//! The catalogue: every rule's id, severity, and the page that `fingerpost explain` prints.

use super::Severity::{self, Error, Warning};

/// A rule that content, templates or output must keep.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Id, as shown in brackets.
    pub id: &'static str,
    /// Severity unless a diagnostic says otherwise.
    pub severity: Severity,
    /// What it asks, in one line.
    pub title: &'static str,
    /// Why, and how to keep it.
    pub explanation: &'static str,
}

macro_rules! catalogue {
    ($($name:ident $severity:ident $id:literal, $title:literal, $explanation:literal;)*) => {
        $(#[doc = $title] pub static $name: Rule = Rule { id: $id, severity: $severity, title: $title, explanation: $explanation };)*
        /// Every rule, in the order of the catalogue.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

catalogue! {
    FILE_UNREADABLE Error "file-unreadable", "Every file can be read and is UTF-8 text",
        "A file could not be opened, or holds bytes that are not text. Save it again as UTF-8 (in Notepad: Save as, \
         Encoding, UTF-8). A picture or document belongs in content/assets.";
    FILE_UNEXPECTED Warning "file-unexpected", "Every file is of a kind its folder takes",
        "The file was not used. Pages are .md files in content/advice, content/about or another page folder; data are .yaml \
         files named in content/README.md; everything else belongs in content/assets.";
    YAML_SYNTAX Error "yaml-syntax", "YAML can be read",
        "The text between the lines of dashes, or the .yaml file, is not valid YAML. Most often a colon inside text needs \
         quotes round the whole text (title: \"Care: at home\"), a line is indented by the wrong number of spaces, or a quote \
         or bracket is not closed.";
    YAML_UNKNOWN_KEY Error "yaml-unknown-key", "Only known keys are used",
        "A key is not one the file can hold, so what is written there would be lost. Usually it is misspelt. \
         content/README.md lists the keys.";
    YAML_DUPLICATE_KEY Error "yaml-duplicate-key", "No key is written twice",
        "Only one of two lines with the same key could count, and it is not clear which was meant. Take one out.";
    YAML_MISSING_KEY Error "yaml-missing-key", "Required keys are there",
        "Something the page cannot do without is missing. Add the line. content/README.md says what goes in it.";
    YAML_VALUE Error "yaml-value", "Values are of the right kind",
        "A date is written 2026-11-22. A list is written [one, two] or one item a line after a dash. True and false are \
         written true and false. Numbers have no commas or units.";
    FRONT_MATTER Error "front-matter", "A page begins with its details between two lines of dashes",
        "The first line of a page is three dashes, then come title, summary and so on, then three dashes again. \
         `fingerpost new page FOLDER/NAME` makes a file that is right from the start.";
    DATE_ORDER Error "date-order", "Dates are in an order that can be true",
        "A page cannot have been reviewed in the future, and the day it must be reviewed by comes after the day it was reviewed.";
    ADDRESS_TAKEN Error "address-taken", "Every address belongs to one page",
        "Two pages, or a page and an alias, would have the same address, so one would hide the other. Rename the file or \
         take out the alias. Addresses that differ only in capitals count as the same, because some hosts treat them so.";
    ADDRESS_FORM Error "address-form", "Addresses are made of plain letters, figures and hyphens",
        "File and folder names become addresses. Use small letters a to z, figures and hyphens: who-pays.md. An alias starts \
         with a slash and may not climb out of the site with dots.";
    PAGE_UNKNOWN Error "page-unknown", "Pages that are linked exist",
        "A page: link, or an entry in related, names a page there is none of. The name is the path of the file below content/advice \
         without .md, for example paying-for-care/who-pays.";
    TERM_UNKNOWN Error "term-unknown", "Words that are explained are in the glossary",
        "A term: link names an entry that content/glossary.yaml does not have. Use the entry's id, or add the entry.";
    CONTACT_UNKNOWN Error "contact-unknown", "Contacts are in contacts.yaml",
        "Phone numbers are kept in one place, content/contacts.yaml, each with its source and date. Use the id of an entry there.";
    FIGURE_UNKNOWN Error "figure-unknown", "Figures that are quoted are on file",
        "A figure: link names a number that content/market/figures does not have. Use the figure's id, or add the figure with \
         its source and date.";
    FIGURE_ENDED Error "figure-ended", "No page shows a rate after its last day",
        "A rate that is set each year has an until: date. After that day no page may show it as if it still held. Add the new \
         year's rate with its source, and change the links to it.";
    FIGURE_ENDS Warning "figure-ends", "Rates are renewed before their last day",
        "A rate that a page shows holds for less than 60 days more. Look for the next one now: the day after its last, it stops \
         the build.";
    FIGURE_TEXT Error "figure-text", "A quoted figure is the figure on file",
        "The words of a figure: link must hold the number just as the figure has it, so that no page shows an old number. Leave \
         the words empty and the build fills the number in.";
    ORGANIZATION_UNKNOWN Error "organization-unknown", "Services are run by an organisation of the directory",
        "A service names who runs it by the file's name in content/directory/organizations, without .yaml. One organisation may run \
         many services.";
    CATEGORY_UNKNOWN Error "category-unknown", "Services stand under headings of the directory",
        "The headings that readers look under are listed in content/directory/categories.yaml, in the order in which they are shown.";
    ENTRY_STALE Warning "entry-stale", "Entries of the directory are looked at every six months",
        "Directories fail by going stale. An entry that nobody has looked at for six months must be checked: ring, read every line, \
         and write the day as its assured_date. After 12 months its page and every list tell readers to ring first. After 15 months \
         it is in no list any more, and its page says only whom to call.";
    ENTRY_TWICE Warning "entry-twice", "Every service has one entry",
        "Two services have the same name, and the same organisation or the same place. Readers do not know which one to believe, \
         and only one of them will be kept up to date. Keep the better one.";
    ENTRY_ORDER Error "entry-order", "Ages and opening hours are in an order that can be true",
        "minimum_age is the youngest whom a service is for, maximum_age the oldest. A service closes after it opens, on the same day. \
         One of the two is wrong, or they stand in each other's place.";
    ORGANIZATION_ORPHAN Warning "organization-orphan", "Organisations run services",
        "No service names this organisation, so readers find it only by its name. Add what it does as a service, with the \
         organisation's id, or take the organisation out. One that has ended may stand alone.";
    AREAS Error "areas", "Areas lie one within another, and one of them is home",
        "In content/areas.yaml an area may lie within a larger one, and so on up to a country, but never within itself by way of \
         others. Exactly one has home: true: the area that the site is for.";
    PLACE Warning "place", "Services are where their addresses say",
        "A place's postcode is in the lists of content/postcodes, its coordinates lie near that postcode, and both lie in the \
         area that the site is for, or it says outside_area: true. A slip here sends someone to the wrong town.";
    AREA_UNKNOWN Error "area-unknown", "Areas are in areas.yaml",
        "Services say where they work by the ids of content/areas.yaml: a town, a locality, the council's area, a country. An area \
         may lie within a larger one; a service for the larger one is for all that lies within it.";
    POSTCODE Error "postcode", "Postcodes and their places are written in one form",
        "A postcode has a space before its last three characters: DT1 1XJ. The lists in content/postcodes have a postcode, metres \
         east and metres north on each line, from the National Statistics Postcode Lookup.";
    REGISTER_REFERENCE Error "register-reference", "Entries of the register are named by their reference",
        "A file of content/register has the name of its reference: two or three letters for the kind (pa, mp, pay, isf), a hyphen and \
         four figures. The reference is public, so nothing of the person's name may be in it, and it is never given to anyone else.";
    REGISTER_PRIVATE Error "register-private", "Nothing private stands where it would be published",
        "The texts of an entry of the register may not hold a phone number, an e-mail address, a whole postcode, or a number of 12 \
         figures such as a DBS certificate's. What is private stands under private:, which is never published or shown in a message.";
    REGISTER_CONSENT Warning "register-consent", "Everyone in the register has agreed to be in it",
        "An entry is shown only while its consent holds: consent: with the day it was given, its last day if it has one, and what may \
         be shown. Without that the entry is left out of the site. The message names the reference and nothing else.";
    REGISTER_CONFIRMED Warning "register-confirmed", "Everyone in the register was asked again within six months",
        "Six months after last_confirmed an entry is left out of the site, and from the fifth month on the build says so. Ring the \
         person, go through every line with them, and write the day as last_confirmed.";
    SERVICE_UNKNOWN Error "service-unknown", "Services that are linked are in the directory",
        "A service: link names a service there is no file for in content/directory/services.";
    TOPIC_UNKNOWN Error "topic-unknown", "Topics are in topics.yaml",
        "A page is filed under a topic that content/topics.yaml does not have.";
    OWNER_UNKNOWN Error "owner-unknown", "Owners are in site.yaml",
        "Each page names the team that answers for it, and the teams are listed under owners in content/site.yaml.";
    ASSET_UNKNOWN Error "asset-unknown", "Pictures and files that are used exist",
        "An asset: link names a file that is not in content/assets. Put the file there, or mend the name: capitals count.";
    ASSET_UNUSED Warning "asset-unused", "Pictures and files are used somewhere",
        "A file in content/assets is used by no page. It is not published. Delete it, or link to it.";
    SCHEME_UNKNOWN Error "scheme-unknown", "Link schemes are known",
        "Links may begin with page:, term:, figure:, service:, asset:, https:, http:, mailto: or tel:, or be an address on this site.";
    LINK_UNSAFE Error "link-unsafe", "Links cannot run code",
        "Links that begin with javascript:, data:, file: or the like are refused: they can harm readers.";
    LINK_BROKEN Error "link-broken", "Links within the site lead somewhere",
        "The finished page links to an address on this site where there is nothing. Link to pages by name, with \
         page:, and the build keeps the address right.";
    ANCHOR_BROKEN Error "anchor-broken", "Links to a heading find it",
        "The part after # names a heading that the page does not have. Headings get their names from their words: \
         \"What do I pay?\" is #what-do-i-pay.";
    LINK_VAGUE Error "link-vague", "Link text says where it goes",
        "People who use screen readers hear links out of their sentence. \"Click here\" and bare web addresses tell them \
         nothing. Write what the link leads to: \"the appeal form\", \"Carers UK\". (WCAG 2.4.4)";
    LINK_DRAFT Error "link-draft", "Live pages do not link to drafts",
        "The page that is linked has draft: true, so readers cannot reach it. Publish it, or take the link out.";
    HEADING_ORDER Error "heading-order", "Headings go down one level at a time",
        "The page title is the first level, so the text begins with ## and ### comes only below ##. Screen readers use the \
         levels to move about. (WCAG 1.3.1)";
    HEADING_EMPTY Error "heading-empty", "Headings have words",
        "A heading with no words says nothing in the list of contents.";
    ALT_MISSING Error "alt-missing", "Pictures have a text alternative",
        "Say in the brackets what the picture tells the reader here: ![A rail beside a step](asset:rail.svg). Only on Easy Read pages, \
         where the words beside the picture say the same, may it be empty. (WCAG 1.1.1)";
    TABLE_HEADER Error "table-header", "Tables have column headings",
        "Each column needs a heading, or a screen reader cannot say what a cell means. (WCAG 1.3.1)";
    HTML_RAW Error "html-raw", "Content holds no HTML",
        "Pages are Markdown, so that they can be checked, printed and restyled. Use a block (content/README.md) for what plain Markdown \
         lacks. To show a less-than sign, put it in backquotes or write \\<.";
    MARKDOWN_FORM Error "markdown-form", "Only the Markdown that is described in content/README.md is used",
        "The page uses a form that the site does not show, such as an indented code block. Often it is an accident: a line \
         that begins with four spaces.";
    BLOCK_UNKNOWN Error "block-unknown", "Blocks are of a known kind",
        "The word after the three backquotes names a kind of block. content/README.md lists them.";
    BLOCK_VALUE Error "block-value", "Blocks say what they need to",
        "What is written in the block cannot be shown as it is. The message says why.";
    PAGE_ORPHAN Error "page-orphan", "Every page can be reached",
        "No page links to this one, so readers cannot find it. Link to it from a page or a menu, or put a children block on its folder's index page.";
    REVIEW_OVERDUE Warning "review-overdue", "Pages are reviewed in time",
        "The review_by date has gone by. Check every fact on the page, then set reviewed to today and review_by to the day the facts \
         can change. Until then readers see a warning at the top. After review_grace_days (site.yaml) the build fails.";
    CHARGING Error "charging", "The estimator's rates are whole and sourced, and its sample households can be worked out",
        "Each tax year has a file in content/charging/rates, every rate in it says where it was read, and the year we are in \
         is there. Without that the estimator would show last year's sums, or none. Both cases of every household in \
         content/charging/households.yaml must give a result: the message says what one lacks.";
    GUIDE_NAME Error "guide-name", "Names and codes in a guide are known, single and permanent",
        "A guide refers to questions, answers, outcomes and items by id, and a reader's own link to answers by code. Each must be \
         there once. A code that was used is never given to anything else: put it under retired:, so that a link someone \
         kept never means another answer.";
    GUIDE_PATH Error "guide-path", "Every path through a guide ends, and everything in it is reached by someone",
        "A guide is proved before it is published: no circle, no answer that leads nowhere, no question, outcome or item that \
         nobody can come to. The message names the answers that show it. The proof is exact: it is about every answer that \
         can be given, not about a sample.";
    GUIDE_CONDITION Error "guide-condition", "Conditions in a guide can hold, read only what was asked, and hold for one line alone",
        "In a table of next:, exactly one line holds for anyone who comes there. A condition may not read the answer to a \
         question that some of those people are never asked, unless another answer decides it for them: add asked: and the \
         question's id, or the answer that sends them past it.";
    GUIDE_LIMIT Error "guide-limit", "No guide asks too much, and no plan lacks what it must hold",
        "limits.questions is the most that anyone may be asked; limits.pages the most pages a route may take without JavaScript. \
         No plan is empty, and what stands under every_plan is in every plan.";
    GUIDE_HELP Error "guide-help", "Everyone who ends a guide is told whom to ring",
        "A guide names contacts for someone in danger (urgent:) and one who helps with any of it (contact:), each with a phone \
         number we are sure enough of to show. An outcome may name its own.";
    GUIDE_SCENARIO Error "guide-scenario", "The made-up people of a guide get what they must",
        "A scenario is a person with answers, and what the guide must tell them. If it fails, either the guide is wrong or the \
         scenario is out of date: look at it as that person would.";
    GUIDE_PATHS Warning "guide-paths", "The listing of who sees what is the guide's as it is now",
        "Beside each guide stands a listing of every way through it and what people on it see. It is kept so that a change to \
         the guide shows, line by line, whose plan it changes. `fingerpost guide paths ID --write` writes it anew: read what has \
         changed before you publish.";
    GUIDE_UNUSED Warning "guide-unused", "Every guide stands on a page",
        "No page has a block for this guide, so nobody can use it. Put a fence of the kind guide, with the guide's id, on the page \
         where people look for it.";
    EVENT_DAYS Error "event-days", "A group or event says on which days it is",
        "An entry of content/guides/events.yaml names its days under on:, or the day of every month under every:, and the last \
         day that is known under until:.";
    EVENT_OVER Warning "event-over", "Groups and events are looked at again before their last known day",
        "After the day under until: an entry of content/guides/events.yaml is shown to nobody. Ring, and write when it is next, or \
         take the entry out.";
    WIDGET_UNBUILT Error "widget-unbuilt", "The tools that run in the browser can be built",
        "A page has a tool, and the tool's program must be compiled for the browser with Rust's own compiler. The message says \
         what is missing. With --no-widgets the site is built without tools.";
    ACCESSIBILITY_STATEMENT Error "accessibility-statement", "The accessibility statement is there and less than a year old",
        "The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, regulation 8, ask for a \
         statement that is kept up to date. Review it at least every 12 months and set preparation.reviewed.";
    TEMPLATE_ERROR Error "template-error", "Templates can be read and shown",
        "A template of the theme has a mistake, or asks for a value that the page does not have.";
    THEME_ERROR Error "theme-error", "The theme is whole",
        "The theme that site.yaml or --theme names could not be found, extends itself, or lacks a file that the site needs.";
    OUTPUT_FAILED Error "output-failed", "The site can be written",
        "The output folder could not be written. The last good output is untouched. Check the disk and the folder's permissions.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_rules_explain_themselves() {
        let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
        assert!(ALL.iter().all(|rule| rule.explanation.len() > 60), "every rule explains itself");
        assert_eq!(find("page-orphan"), Some(&PAGE_ORPHAN));
    }
}
