//! One file of the register to what may be published of it today. A file has three parts: `public`, `with_consent` and
//! `private`. Whoever has not agreed, has withdrawn or was not confirmed for six months is left out here, whole; what they
//! did not choose to show is let go of here; what is private is not kept for a moment. No message quotes any of that.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::private::Private;
use super::yaml::{self, At};
use crate::diagnostic::{Diagnostic, Place, Rule, rules};
use crate::digest::Digest;
use crate::model::register::text::private;
use crate::model::register::{Chosen, Entry, Kind, Offer, Public, Show};
use crate::model::{Date, SourceFile};

/// Where the register is.
pub(super) const FOLDER: &str = "content/register/";

/// Months for which a confirmation is good, and from which its end is near.
const GOOD: i32 = 6;
const NEAR_END: i32 = 5;

/// The parts of a file whose lines may be shown in a message, as long as its owner agrees to be in the register.
const OPEN: [&str; 2] = ["sample", "public"];

/// Whether a file is one of the register: all of the folder but its page.
pub(super) fn holds(path: &str) -> bool {
    let name = path.strip_prefix(FOLDER);
    name.is_some_and(|name| !matches!(name, "index.md" | "index.easy-read.md"))
}

/// A file of the register.
#[derive(Debug, Deserialize)]
struct Written {
    #[serde(default)]
    sample: bool,
    last_confirmed: At<Date>,
    consent: Option<Consent>,
    #[allow(dead_code, reason = "the gate reads it")]
    withdrawn: Option<Date>,
    public: Public,
    #[serde(default)]
    with_consent: Chosen,
    #[allow(dead_code, reason = "read only to check its form")]
    private: Option<Private>,
}

/// What someone agreed to.
#[derive(Debug, Deserialize)]
struct Consent {
    given: Date,
    until: Option<Date>,
    #[serde(default)]
    shows: Vec<Show>,
}

/// What decides whether an entry may be shown at all, read before anything else and whatever else is wrong.
#[derive(Deserialize)]
struct Gate {
    last_confirmed: Option<Date>,
    consent: Option<Consent>,
    withdrawn: Option<Date>,
    #[serde(flatten)]
    #[allow(dead_code, reason = "all other keys may be there, and say nothing here")]
    rest: IgnoredAny,
}

enum Standing {
    Open,
    Ending,
    Withdrawn,
    Shut(&'static Rule, &'static str, &'static str, &'static str),
    /// It cannot be told, so nothing is shown.
    Unclear,
}

impl Gate {
    fn standing(&self, today: Date) -> Standing {
        if self.withdrawn.is_some() {
            return Standing::Withdrawn;
        }
        let Some(confirmed) = self.last_confirmed else { return Standing::Unclear };
        let months = |months| Date(confirmed.0.saturating_add(jiff::Span::new().months(months)));
        match &self.consent {
            None => Standing::Shut(
                &rules::REGISTER_CONSENT,
                "",
                "has no consent on file",
                "Ask what may be shown, and write the day and what they chose under consent:.",
            ),
            Some(consent) if consent.given > today => Standing::Shut(
                &rules::REGISTER_CONSENT,
                "consent.given",
                "has a consent that does not hold yet",
                "It is shown from that day on. Look whether the day is right.",
            ),
            Some(consent) if consent.until.is_some_and(|until| until < today) => Standing::Shut(
                &rules::REGISTER_CONSENT,
                "consent.until",
                "has a consent that has ended",
                "Ask again, and write the new days under consent:.",
            ),
            Some(_) if months(GOOD) < today => Standing::Shut(
                &rules::REGISTER_CONFIRMED,
                "last_confirmed",
                "was last confirmed more than six months ago",
                "Ring them, go through every line, and write today as last_confirmed.",
            ),
            Some(_) if months(NEAR_END) < today => Standing::Ending,
            Some(_) => Standing::Open,
        }
    }
}

/// What became of a file.
pub(super) enum Outcome {
    /// It may be published.
    Entry(Box<Entry>),
    /// Its owner took it back.
    Withdrawn,
    /// It is left out, or cannot be read; what was found says why.
    None,
}

/// Reads a file of the register. The text that is kept of it holds nothing but what may be shown.
pub(super) fn read(file: &Arc<str>, bytes: &[u8], today: Date, found: &mut Vec<Diagnostic>) -> (SourceFile, Outcome) {
    let nothing = || SourceFile { digest: Digest::default(), text: String::new() };
    let name = file.strip_prefix(FOLDER).unwrap_or_default();
    let Some(reference) = name.strip_suffix(".yaml") else {
        let help = "The register holds one .yaml file for each entry, and its page index.md.";
        let message = format!("{file} is not used.");
        found.push(Diagnostic::new(&rules::FILE_UNEXPECTED, Some(Place::file(file)), message).help(help));
        return (nothing(), Outcome::None);
    };
    let Some(kind) = Kind::of_reference(reference) else {
        let all: Vec<String> = Kind::ALL.iter().map(|kind| format!("{}-0001", kind.prefix())).collect();
        let message = "The name of this file is not a reference.";
        let help =
            format!("Name it like {}, with four figures, and with nothing of the person's name.", all.join(", "));
        found.push(Diagnostic::new(&rules::REGISTER_REFERENCE, Some(Place::file(file)), message).help(help));
        return (nothing(), Outcome::None);
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        let help = "Save the file again as UTF-8 (in Notepad: Save as, Encoding, UTF-8).";
        let message = "There is a character in this file that is not UTF-8.";
        found.push(Diagnostic::new(&rules::FILE_UNREADABLE, Some(Place::file(file)), message).help(help));
        return (nothing(), Outcome::None);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let gate: Option<Gate> = yaml::read(yaml::Text::whole(file, text), &mut Vec::new());
    let standing = gate.map_or(Standing::Unclear, |gate| gate.standing(today));
    // Of what was taken back, its file need hold no more than the day.
    if matches!(standing, Standing::Withdrawn) {
        return (nothing(), Outcome::Withdrawn);
    }
    let open = matches!(standing, Standing::Open | Standing::Ending);
    let shown = if open { yaml::veil(text, &OPEN) } else { yaml::blank(text) };
    let mut mistakes = Vec::new();
    let whole = yaml::Text { file, whole: &shown, part: text, pieces: &[(0, 0)] };
    let written: Option<Written> = yaml::read(whole, &mut mistakes);
    found.extend(mistakes.into_iter().map(hushed));
    let place = |key: &str| Some(Place::locate(file, &yaml::blank(text), yaml::locate(text, key)));
    if let Some(written) = &written
        && written.public.offers.kind() != kind
    {
        let message = format!("{reference} is the reference of another kind.");
        let help = format!("A reference to this kind begins with {}-.", written.public.offers.kind().prefix());
        found.push(Diagnostic::new(&rules::REGISTER_REFERENCE, place("public.offers"), message).help(help));
    }
    let outcome = match (standing, written) {
        (Standing::Shut(rule, key, what, help), _) => {
            let message = format!("{reference} {what}, so it is left out.");
            found.push(Diagnostic::new(rule, place(key), message).help(help));
            Outcome::None
        }
        (Standing::Ending, Some(written)) => {
            let message = format!("{reference} was last confirmed more than five months ago.");
            let help =
                "Ring them, go through every line, and write today as last_confirmed. After six months it is left out.";
            found.push(Diagnostic::new(&rules::REGISTER_CONFIRMED, place("last_confirmed"), message).help(help));
            Outcome::Entry(Box::new(written.entry(file, today)))
        }
        (Standing::Open, Some(written)) => Outcome::Entry(Box::new(written.entry(file, today))),
        (_, None) | (Standing::Unclear | Standing::Withdrawn, _) => Outcome::None,
    };
    (SourceFile { digest: Digest::of(shown.as_bytes()), text: shown }, outcome)
}

impl Written {
    /// What may be published of it. Insurance and accreditation that have run out are not facts any more.
    fn entry(self, file: &Arc<str>, today: Date) -> Entry {
        let shows = self.consent.map(|consent| consent.shows).unwrap_or_default();
        let mut public = self.public;
        let current = |until: Option<Date>| until.is_none_or(|until| until >= today);
        match &mut public.offers {
            Offer::PersonalAssistant(care) | Offer::MicroProvider(care) => {
                care.checks.retain(|seen| current(seen.until));
            }
            Offer::Payroll(payroll) => payroll.money.accreditation.take_if(|given| !current(given.to)).map_or((), drop),
            Offer::Isf(fund) => fund.money.accreditation.take_if(|given| !current(given.to)).map_or((), drop),
        }
        Entry {
            file: file.clone(),
            sample: self.sample,
            confirmed: self.last_confirmed.value,
            public,
            chosen: self.with_consent.only(&shows),
        }
    }
}

/// A mistake, told without what stands there, if that may not be shown.
fn hushed(mistake: Diagnostic) -> Diagnostic {
    let is = |rule: &Rule| *mistake.rule == *rule.id;
    if is(&rules::REGISTER_PRIVATE) {
        let place = mistake.place.map(|place| Place { text: String::new(), ..place });
        return Diagnostic { place, ..mistake };
    }
    let hidden = mistake.place.as_ref().is_none_or(|place| {
        let from = place.text.chars().skip(place.column as usize - 1);
        from.take(place.width as usize).all(char::is_whitespace)
    });
    // A number or an address may have slipped into a line that is public otherwise.
    let slipped = mistake.place.as_ref().is_some_and(|place| private(&place.text).is_some());
    let hidden = hidden || slipped || private(&mistake.message).is_some();
    // What is missing was not written by anybody.
    if !hidden || is(&rules::YAML_MISSING_KEY) {
        return mistake;
    }
    let title = rules::find(&mistake.rule).map_or("This cannot be read", |rule| rule.title);
    let known = is(&rules::YAML_UNKNOWN_KEY).then_some(mistake.help).flatten();
    let help = known.unwrap_or_else(|| "content/README.md says what should stand there.".to_owned());
    let place = mistake.place.map(|place| Place { text: String::new(), ..place });
    let message = format!("{title}, but not here. The line may be private, so it is not shown.");
    Diagnostic { place, message, help: Some(help), ..mistake }
}
