//! What an output can ask of the library. Each question has a short digest of its answer; an output whose questions all
//! have the answers they had last time need not be made again.

use serde::{Deserialize, Serialize};

use super::register::Listing;
use super::{Id, Library};
use crate::digest::Digest;

/// One thing that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// The text of a content file.
    File(Id),
    /// `site.yaml` and the settings of this build.
    Site,
    /// The frame of every page: header, menu, footer.
    Frame,
    /// What other pages show of a page: title, summary, address, minutes.
    Card(Id),
    /// The address of a page, and whether it is a draft.
    Address(Id),
    /// The pages of a folder, in order.
    Children(Id),
    /// The pages filed under a topic.
    Filed(Id),
    /// A topic's name.
    Topic(Id),
    /// All topics that have pages.
    Topics,
    /// A word of the glossary.
    Term(Id),
    /// The whole glossary.
    Terms,
    /// A contact.
    Contact(Id),
    /// A figure.
    Figure(Id),
    /// Whether a figure holds today.
    Holds(Id),
    /// What other pages show of a service.
    Service(Id),
    /// All services.
    Services,
    /// Whether there are services at all.
    AnyServices,
    /// An organisation, and the services it runs.
    Organization(Id),
    /// A heading of the directory, and the services under it.
    Category(Id),
    /// All headings of the directory that have services.
    Categories,
    /// An entry of the register, whole.
    Entry(Id),
    /// One page of a list of the register: who is on it, and how long the list is.
    Listing(Listing, u32),
    /// How many there are of each kind in the register, and in each place.
    Register,
    /// All areas.
    Areas,
    /// A file of the finder.
    Finder(Id),
    /// The published address of a picture or file.
    Asset(Id),
    /// A template with all it uses.
    Template(Id),
    /// The addresses of style sheet, font and icon.
    Look,
    /// The address of one file that pages load.
    Loaded(Id),
    /// How fresh a page is today.
    Standing(Id),
    /// The accessibility statement.
    Statement,
    /// Rates, policy and sample households, and the tax year we are in.
    Charging,
    /// A guide, and whether it is proved.
    Guide(Id),
    /// Groups and events that a guide tells of, with their days.
    Upcoming(Id),
    /// A group or event.
    Event(Id),
    /// Every page that is published, with its address.
    Pages,
    /// The pages that changed last.
    Changes,
}

impl Library {
    /// Digest of the answer to a question as things stand.
    pub fn answer(&self, question: &Question) -> Digest {
        match question {
            Question::File(file) => self.files.get(file).map(|source| source.digest).unwrap_or_default(),
            Question::Site => self.site_digest,
            // Answered by the press, which makes the frame.
            Question::Frame => Digest::default(),
            Question::Card(id) => Digest::of_value(
                &self.page(id).map(|p| (&p.meta.title, &p.meta.summary, &p.address, p.minutes, p.meta.draft)),
            ),
            Question::Address(id) => Digest::of_value(&self.page(id).map(|page| (&page.address, page.meta.draft))),
            Question::Children(id) => Digest::of_value(&self.children(id).map(|page| &page.id).collect::<Vec<_>>()),
            Question::Filed(id) => Digest::of_value(&self.filed(id).map(|page| &page.id).collect::<Vec<_>>()),
            Question::Topic(id) => Digest::of_value(&self.topics.get(id).map(|topic| (&topic.title, &topic.summary))),
            Question::Topics => Digest::of_value(&self.topic_ids().collect::<Vec<_>>()),
            Question::Term(id) => Digest::of_value(&self.terms.get(id)),
            Question::Terms => Digest::of_value(&self.terms),
            Question::Contact(id) => Digest::of_value(&self.contacts.get(id)),
            Question::Figure(id) => Digest::of_value(&self.figures.get(id)),
            Question::Holds(id) => {
                Digest::of_value(&self.figures.get(id).map(|figure| figure.standing(self.settings.today)))
            }
            Question::Service(id) => {
                Digest::of_value(&self.services.get(id).map(|service| (&service.value.name, &service.value.summary)))
            }
            Question::Organization(id) => Digest::of_value(&(self.organizations.get(id), self.run_by(id))),
            Question::Category(id) => Digest::of_value(&(self.category(id), self.under(id))),
            Question::Categories => {
                let all = self.categories.iter().map(|one| (one, self.under(&one.id.value).len()));
                Digest::of_value(&all.collect::<Vec<_>>())
            }
            Question::Entry(id) => Digest::of_value(&self.register.entries().get(id)),
            Question::Listing(listing, at) => {
                let register = &self.register;
                Digest::of_value(&(register.page(listing, *at as usize), register.listed(listing).len()))
            }
            Question::Register => Digest::of_value(&self.register.lengths().collect::<Vec<_>>()),
            Question::Finder(path) => self.finder.get(path).map(|bytes| Digest::of(bytes)).unwrap_or_default(),
            Question::Areas => Digest::of_value(&self.areas),
            Question::AnyServices => Digest::of_value(&self.services.is_empty()),
            Question::Services => Digest::of_value(&self.services.keys().collect::<Vec<_>>()),
            Question::Asset(path) => self.assets.get(path).map(|asset| asset.digest).unwrap_or_default(),
            Question::Template(name) => self.theme.digest(name),
            Question::Look => self.look.digest,
            Question::Loaded(path) => Digest::of_value(&self.look.files.get(path.as_ref()).map(|(address, _)| address)),
            Question::Standing(id) => Digest::of_value(&self.page(id).map(|page| self.standing(page))),
            Question::Statement => Digest::of_value(&self.statement),
            Question::Charging => Digest::of_value(&(self.tax_year(), &self.charging)),
            Question::Guide(id) => {
                let files = self.guides.get(id).into_iter().flat_map(super::Guide::files);
                Digest::of_value(&files.map(|file| self.files.get(file).map(|f| f.digest)).collect::<Vec<_>>())
            }
            Question::Upcoming(id) => Digest::of_value(&self.upcoming(id)),
            Question::Event(id) => Digest::of_value(&self.events.get(id)),
            Question::Pages => {
                Digest::of_value(&self.live().map(|page| (&page.id, &page.address, &page.guide)).collect::<Vec<_>>())
            }
            Question::Changes => {
                let changes = self.changes();
                let shown = changes.iter().map(|page| {
                    let topics: Vec<_> = page.meta.topics.iter().map(|topic| &topic.value).collect();
                    (&page.id, page.meta.reviewed.value, topics)
                });
                Digest::of_value(&shown.collect::<Vec<_>>())
            }
        }
    }
}
