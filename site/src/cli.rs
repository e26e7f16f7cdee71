//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::diagnostic::Format;
use crate::model::Date;
use crate::model::register;

/// Turns a folder of Markdown and YAML into a council's adult social care website.
#[derive(Debug, Parser)]
#[command(
    name = "fingerpost",
    version,
    about,
    after_help = "Examples:
  fingerpost serve                                build the site here, show it at http://127.0.0.1:8080 and rebuild as you write
  fingerpost check                                say what is wrong, and write nothing
  fingerpost build --out /srv/site                build the finished site
  fingerpost new page paying-for-care/gifts       make a page that is right from the start
  fingerpost explain page-orphan                  say what a rule asks and why"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site
    #[command(after_help = "Examples:
  fingerpost build
  fingerpost build --out /srv/site --base-url https://care.example.gov.uk
  fingerpost build --drafts --today 2027-04-06    as it will be on 6 April 2027, drafts and all

Nothing is written if anything is wrong: the output is the whole new site, or stays as it was.")]
    Build(Build),
    /// Build, show the site in a browser and rebuild it as you write
    #[command(after_help = "Examples:
  fingerpost serve --open
  fingerpost serve --port 9000 --drafts")]
    Serve(Serve),
    /// Say everything that is wrong, and write nothing
    #[command(after_help = "Examples:
  fingerpost check
  fingerpost check --format short
  fingerpost check --format github      for a workflow: shown beside the lines in a pull request

Ends with 1 if there are errors, with 0 if there are none or only warnings.")]
    Check(Check),
    /// Make a starting file that is right from the start
    #[command(after_help = "Examples:
  fingerpost new page paying-for-care/gifts
  fingerpost new page paying-for-care/gifts \"Can I give my money away?\"
  fingerpost new service dorset-mind \"Dorset Mind\"
  fingerpost new topic planning-ahead
  fingerpost new term probate
  fingerpost new statement")]
    New(New),
    /// Work out what a household would pay for care, with every line explained
    #[command(after_help = "Examples:
  fingerpost estimate case.yaml
  fingerpost estimate case.yaml --json
  fingerpost estimate case.yaml --year 2025-26     with that year's rates

A case file holds one case, or several under `cases:`. widgets/estimator/README.md lists every answer it can hold.
An estimate is never a decision: the council decides after a money check.")]
    Estimate(Estimate),
    /// Find what the search on the site finds
    #[command(after_help = "Examples:
  fingerpost find \"home help\" --near DT6
  fingerpost find carers --kind service --within 10
  fingerpost find dementia --only when.monday-morning --json

Results are those of the search on the site: the same rules on the same index.")]
    Find(Find),
    /// Prove guides, see who sees what, try answers
    #[command(subcommand)]
    Guide(Guide),
    /// Check a directory's open data feed: our own, or one that was saved from another
    #[command(after_help = "Examples:
  fingerpost check-feed out/openreferral/v3
  fingerpost check-feed services.json --format json

Takes one saved reply of an Open Referral UK feed (1.0 or 3.0) or a folder of them, however they are named.
Ends with 1 if Level 1 is not met: what the official validator fails a feed for.")]
    CheckFeed(CheckFeed),
    /// Take over a directory from elsewhere
    #[command(subcommand)]
    Import(Import),
    /// How fresh and how complete the directory is
    #[command(subcommand)]
    Directory(Directory),
    /// Say what a rule asks, why, and how to keep it
    #[command(after_help = "Examples:
  fingerpost explain link-vague
  fingerpost explain                     lists every rule")]
    Explain {
        /// The rule, as shown in brackets after "error" or "warning".
        rule: Option<String>,
    },
}

/// What every build needs to know.
#[derive(Debug, Clone, Args)]
pub struct Project {
    /// The project's folder, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Publish pages marked draft: true too
    #[arg(long)]
    pub drafts: bool,
    /// Theme to use, in place of the one in site.yaml
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Leave out the tools that run in the browser: pages show what they show without JavaScript
    #[arg(long)]
    pub no_widgets: bool,
    /// Build as on this day, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
    /// How to show what is found
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error: String| error.replace('|', " "))
}

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// The project.
    #[command(flatten)]
    pub project: Project,
    /// Where the site goes [default: `out` in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Address the site will have, in place of the one in site.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The project.
    #[command(flatten)]
    pub project: Project,
    /// Where the site goes [default: `out` in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Port to listen at
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The project.
    #[command(flatten)]
    pub project: Project,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// What to make
    #[arg(value_enum)]
    pub kind: Kind,
    /// Its name: for a page FOLDER/NAME, for the rest a NAME with hyphens
    pub name: Option<String>,
    /// Its title [default: made from the name]
    pub title: Option<String>,
    /// The project's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Date it as on this day, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

/// What `new` can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// An advice page
    Page,
    /// A service of the directory
    Service,
    /// An entry of the register, named by its reference
    Register,
    /// A topic's folder with its index page
    Topic,
    /// A word of the glossary
    Term,
    /// An accessibility statement
    Statement,
}

/// `estimate`.
#[derive(Debug, Args)]
pub struct Estimate {
    /// The case file.
    pub case: PathBuf,
    /// Print the whole result as JSON
    #[arg(long)]
    pub json: bool,
    /// Use the rates of this tax year, in place of the case's
    #[arg(long, value_name = "2026-27")]
    pub year: Option<fingerpost_estimator::TaxYear>,
    /// The project's folder, which holds content/charging
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Take this day for today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

/// `find`.
#[derive(Debug, Args)]
pub struct Find {
    /// What to look for
    pub query: Vec<String>,
    /// A postcode, the beginning of one, or a town
    #[arg(long, value_name = "DT1")]
    pub near: Option<String>,
    /// Only what is within so many miles, or serves the place
    #[arg(long, value_name = "MILES", requires = "near")]
    pub within: Option<u16>,
    /// Only this kind: service, advice, pa (personal assistants), isf, payroll
    #[arg(long)]
    pub kind: Vec<String>,
    /// Only with this value: when.monday-morning, access.step-free
    #[arg(long)]
    pub only: Vec<String>,
    /// The nearest first, however well the words fit
    #[arg(long)]
    pub nearest: bool,
    /// How many to show
    #[arg(long, default_value_t = 10)]
    pub number: usize,
    /// Look in this index alone
    #[arg(long, value_name = "NAME")]
    pub index: Option<String>,
    /// Print the results as JSON
    #[arg(long)]
    pub json: bool,
    /// The project's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Take this day for today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

impl Find {
    /// Every value that results must have, by its name in links.
    pub fn only(&self) -> impl Iterator<Item = String> + '_ {
        let kind = |kind: &String| {
            let of_register = register::Kind::ALL.iter().find(|known| known.prefix() == kind);
            format!("kind.{}", of_register.map_or(kind.as_str(), |known| known.id()))
        };
        self.kind.iter().map(kind).chain(self.only.iter().cloned())
    }
}

/// `guide`.
#[derive(Debug, Subcommand)]
pub enum Guide {
    /// Prove every guide, or one: no path that ends nowhere, nothing that nobody sees, nobody left without help
    Check {
        /// The guide, by its file's name
        guide: Option<String>,
        /// Where it is
        #[command(flatten)]
        project: Here,
    },
    /// The plan or outcome that answers lead to
    #[command(after_help = "Example:
  fingerpost guide plan carer answers.yaml

The file holds a line for each question: its id, then the id of the answer, a list of them, or `skipped`:
  hours: full
  needs: [dementia, sleep]")]
    Plan {
        /// The guide, by its file's name
        guide: String,
        /// The answers
        answers: PathBuf,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
        /// Where the guide is
        #[command(flatten)]
        project: Here,
    },
    /// Every way through a guide, and what people on it see
    Paths {
        /// The guide, by its file's name
        guide: String,
        /// Write the listing beside the guide, to be kept with it
        #[arg(long)]
        write: bool,
        /// Where the guide is
        #[command(flatten)]
        project: Here,
    },
    /// The guide as a picture, in Mermaid
    Draw {
        /// The guide, by its file's name
        guide: String,
        /// Where the guide is
        #[command(flatten)]
        project: Here,
    },
}

/// `check-feed`.
#[derive(Debug, Args)]
pub struct CheckFeed {
    /// A saved reply, or a folder of them
    pub saved: PathBuf,
    /// How to show what is found
    #[arg(long, value_enum, default_value_t)]
    pub format: FeedFormat,
    /// Take this day for today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

/// How the check of a feed shows what it finds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FeedFormat {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// `import`.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// From an Open Referral UK feed (1.0 or 3.0), saved as one file or a folder of files
    #[command(after_help = "Examples:
  fingerpost import oruk services.json --dry-run
  fingerpost import oruk feed/ --name \"Bristol City Council, Well Aware\" --report report.json

Makes a file for each service and organisation below content/directory, and adds the headings and areas they need.
Run again with a newer copy of the feed, it brings up to date what nobody has edited since, and says what it left alone.
Everything that could not be taken over as it was is in the report.")]
    Oruk(ImportOruk),
}

/// `import oruk`.
#[derive(Debug, Args)]
pub struct ImportOruk {
    /// A saved reply of the feed, or a folder of them
    pub saved: PathBuf,
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub into: PathBuf,
    /// What to call the feed, as the source of each entry [default: the file's name]
    #[arg(long)]
    pub name: Option<String>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write everything that was lost, mended or left alone, record by record, to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Set entries that are no longer in the feed to inactive
    #[arg(long)]
    pub retire: bool,
    /// Take this day for today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

/// `directory`.
#[derive(Debug, Subcommand)]
pub enum Directory {
    /// Say which entries someone must check, and what they do not say, worst first
    #[command(after_help = "Examples:
  fingerpost directory report
  fingerpost directory report --format json > report.json
  fingerpost directory report --today 2027-06-01     as it will be on 1 June 2027, if nobody checks anything")]
    Report {
        /// How to show it
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// Take this day for today
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        today: Option<Date>,
        /// Where the directory is
        #[command(flatten)]
        project: Here,
    },
}

/// How to show a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// Tables for a person
    #[default]
    Human,
    /// JSON for a program
    Json,
}

/// Where a project is.
#[derive(Debug, Args)]
pub struct Here {
    /// The project's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
}
