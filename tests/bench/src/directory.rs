//! A directory of any number of made-up services over the real areas and postcodes: names with a long tail, a point or a
//! town each, headings, hours. The same for every run.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::corpus::Dice;

/// Files of the shipped content that the directory stands on.
const SHIPPED: [&str; 5] = [
    "areas.yaml",
    "synonyms.yaml",
    "postcodes/dorset.csv",
    "postcodes/england-outcodes.csv",
    "directory/categories.yaml",
];

const WHAT: [&str; 24] = [
    "Lunch club",
    "Home care",
    "Memory café",
    "Befriending",
    "Walking group",
    "Carers group",
    "Day centre",
    "Gardening help",
    "Shopping help",
    "Community transport",
    "Advice service",
    "Advocacy",
    "Art class",
    "Singing group",
    "Meals at home",
    "Handy van",
    "Exercise class",
    "Stroke support",
    "Bereavement group",
    "Computer help",
    "Respite care",
    "Sitting service",
    "Cleaning service",
    "Counselling",
];

const WHOM: [&str; 12] = [
    "older people",
    "carers",
    "people with dementia",
    "disabled people",
    "people with a learning disability",
    "autistic people",
    "people who have had a stroke",
    "young carers",
    "people who live alone",
    "people with sight loss",
    "deaf people",
    "anyone",
];

const DOES: [&str; 16] = [
    "Company and a hot meal",
    "Help to wash and dress",
    "Someone to talk to",
    "A lift to appointments",
    "Help with forms",
    "Time off for the person who cares",
    "Gentle exercise and tea",
    "Help to use a tablet",
    "Small repairs",
    "A weekly shop",
    "Music and memories",
    "Help to get out",
    "Support after hospital",
    "Advice on benefits",
    "Friendly calls",
    "A safe place to meet",
];

const SYLLABLES: [&str; 20] = [
    "bar", "win", "stoke", "ham", "ley", "mar", "ton", "wood", "hurst", "ford", "pen", "rose", "mil", "brook", "dale",
    "thorn", "ash", "west", "nor", "field",
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A name that few others have.
fn name(dice: &mut Dice) -> String {
    let mut name: String = (0..2 + dice.roll(2)).map(|_| SYLLABLES[dice.roll(SYLLABLES.len())]).collect();
    name[..1].make_ascii_uppercase();
    name
}

/// Writes a project whose directory has this many services, with one organisation to ten of them.
pub(crate) fn directory(services: usize, content: &Path, folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("The directory could not be written: {error}.");
    let read = |path: &str| fs::read_to_string(content.join(path)).map_err(|error| format!("{path}: {error}."));
    for path in SHIPPED {
        let to = folder.join("content").join(path);
        fs::create_dir_all(to.parent().unwrap_or(folder)).map_err(failed)?;
        fs::write(to, read(path)?).map_err(failed)?;
    }
    let ids = |text: &str| -> Vec<String> {
        let after = |line: &str| {
            line.split_once("id: ").map(|(_, rest)| rest.split([',', '}']).next().unwrap_or("").to_owned())
        };
        text.lines().filter(|line| line.starts_with("- ")).filter_map(after).collect()
    };
    let towns: Vec<String> =
        read("areas.yaml")?.lines().filter(|line| line.contains("kind: town")).flat_map(ids).collect();
    let headings = ids(&read("directory/categories.yaml")?);
    let postcodes: Vec<String> = read("postcodes/dorset.csv")?
        .lines()
        .skip(1)
        .filter_map(|line| Some(line.split_once(',')?.0.to_owned()))
        .collect();
    let site = "name: Neutral\ncouncil: Neutral Council\nplace: Neutral\nbase_url: https://neutral.example\n";
    fs::write(folder.join("content/site.yaml"), site).map_err(failed)?;
    let advice = "---\ntitle: Neutral\nsummary: A neutral page.\naudience: [residents]\nowner: Team\nreviewed: 2026-11-01\nreview_by: 2027-11-01\n---\n\nNeutral text.\n";
    fs::create_dir_all(folder.join("content/advice")).map_err(failed)?;
    fs::write(folder.join("content/advice/neutral.md"), advice).map_err(failed)?;
    let mut dice = Dice(50_021);
    for kind in ["services", "organizations"] {
        fs::create_dir_all(folder.join("content/directory").join(kind)).map_err(failed)?;
    }
    let ended = "assured_date: 2026-11-01\nsources: [{title: Made up}]\n";
    let organizations = services.div_ceil(10);
    for at in 0..organizations {
        let name = name(&mut dice);
        let text = format!("name: {name} Trust {at}\nkind: charity\ndescription: {name} Trust runs services.\n{ended}");
        fs::write(folder.join(format!("content/directory/organizations/trust-{at}.yaml")), text).map_err(failed)?;
    }
    for at in 0..services {
        let pick = |list: &[String], dice: &mut Dice| list[dice.roll(list.len())].clone();
        let (what, whom) = (WHAT[dice.roll(WHAT.len())], WHOM[dice.roll(WHOM.len())]);
        let (town, heading, own) = (pick(&towns, &mut dice), pick(&headings, &mut dice), name(&mut dice));
        let mut text =
            format!("name: {own} {what} {at}\norganization: trust-{}\ncategories: [{heading}]\n", at % organizations);
        let _ = writeln!(text, "summary: {} for {whom}.", DOES[dice.roll(DOES.len())]);
        let _ = writeln!(
            text,
            "description: {} and {}. Ask for {own}.",
            DOES[dice.roll(DOES.len())],
            DOES[dice.roll(DOES.len())].to_lowercase()
        );
        let _ = writeln!(text, "eligibility_description: For {whom}.\nservice_areas: [{town}]");
        if dice.roll(3) > 0 {
            let _ = writeln!(text, "locations: [{{name: {own} Hall, postcode: {}}}]", pick(&postcodes, &mut dice));
        }
        let _ = writeln!(
            text,
            "schedules: [{{days: [{}], opens: '{:02}:00', closes: '{:02}:00'}}]",
            DAYS[dice.roll(7)],
            8 + dice.roll(3),
            12 + dice.roll(8)
        );
        let _ = write!(text, "status: active\n{ended}");
        fs::write(folder.join(format!("content/directory/services/service-{at}.yaml")), text).map_err(failed)?;
    }
    Ok(())
}
