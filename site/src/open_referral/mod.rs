//! Open Referral UK 3.0 (HSDS-UK), both ways: `feed` turns entries of the directory into the shapes of the standard, `tabular`
//! into its tables; `check` judges any feed; `import` takes one over into the directory. `forms` and `ids` serve them all.

pub mod check;
pub(crate) mod dump;
pub(crate) mod feed;
pub mod forms;
pub mod ids;
pub mod import;
pub(crate) mod plain;
pub(crate) mod shape;
pub(crate) mod tabular;

use uuid::Uuid;

use crate::model::{Id, Library};
use ids::Ids;
use tabular::Table;

/// The version of the standard, as the feed and the check of feeds say it.
pub const VERSION: &str = "HSDS-UK-3.0";

/// What the version's endpoints and fields are, in words and for programs.
pub(crate) const PROFILE: &str = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md";
pub(crate) const OPENAPI: &str = "https://openreferraluk.org/specifications/3.0/openapi.json";

/// Where the feed stands on the site.
pub const BASE: &str = "/openreferral/v3/";

/// How many services a page of the paged list holds.
pub(crate) const PAGE: usize = 50;

/// One file of the feed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reply {
    /// What the feed is.
    Details,
    /// All services, on one page.
    Services,
    /// A page of services, from 1.
    ServicesPage(usize),
    /// A service with all that belongs to it.
    Service(Id),
    /// All organisations.
    Organizations,
    /// An organisation.
    Organization(Id),
    /// All taxonomies: the headings of the directory are the one there is.
    Taxonomies,
    /// The headings of the directory.
    Taxonomy,
    /// All terms of taxonomies.
    TaxonomyTerms,
    /// A heading of the directory.
    TaxonomyTerm(Id),
    /// All places at which services are given.
    ServiceAtLocations,
    /// A place of a service, by its number among them.
    ServiceAtLocation(Id, usize),
    /// A table of the tabular form.
    Table(Table),
    /// What the tables are.
    Package,
}

impl Reply {
    /// Its path below the output folder.
    pub fn path(&self, library: &Library) -> String {
        let ids = Ids::of(&library.site.council);
        let base = BASE.trim_start_matches('/');
        let item = |list: &str, id: Option<Uuid>| match id {
            Some(id) => format!("{list}/{id}/index.json"),
            None => String::new(),
        };
        let service = |slug: &Id| library.services.get(slug).map(|filed| ids.service(slug, filed));
        let below = match self {
            Self::Details => "index.json".to_owned(),
            Self::Services => "services/index.json".to_owned(),
            Self::ServicesPage(number) => format!("services/page/{number}/index.json"),
            Self::Service(slug) => item("services", service(slug)),
            Self::Organizations => "organizations/index.json".to_owned(),
            Self::Organization(slug) => {
                item("organizations", library.organizations.get(slug).map(|filed| ids.organization(slug, filed)))
            }
            Self::Taxonomies => "taxonomies/index.json".to_owned(),
            Self::Taxonomy => item("taxonomies", Some(ids.taxonomy())),
            Self::TaxonomyTerms => "taxonomy_terms/index.json".to_owned(),
            Self::TaxonomyTerm(id) => item("taxonomy_terms", library.category(id).map(|category| ids.term(category))),
            Self::ServiceAtLocations => "service_at_locations/index.json".to_owned(),
            Self::ServiceAtLocation(slug, nth) => {
                let places = library
                    .services
                    .get(slug)
                    .map(|filed| ids::places(ids.service(slug, filed), &filed.value.locations));
                item(
                    "service_at_locations",
                    places.and_then(|places| places.get(*nth).map(|place| ids::within(*place, "service"))),
                )
            }
            Self::Table(table) => format!("csv/{}", table.file()),
            Self::Package => "csv/datapackage.json".to_owned(),
        };
        format!("{base}{below}")
    }
}

/// Every file of the feed; none without a directory.
pub fn replies(library: &Library) -> Vec<Reply> {
    if library.services.is_empty() && library.organizations.is_empty() {
        return Vec::new();
    }
    let mut replies = vec![
        Reply::Details,
        Reply::Services,
        Reply::Organizations,
        Reply::Taxonomies,
        Reply::Taxonomy,
        Reply::TaxonomyTerms,
        Reply::ServiceAtLocations,
        Reply::Package,
    ];
    replies.extend((1..=library.published_on(None).len().div_ceil(PAGE)).map(Reply::ServicesPage));
    replies.extend(library.services.keys().cloned().map(Reply::Service));
    replies.extend(library.organizations.keys().cloned().map(Reply::Organization));
    replies.extend(library.categories.iter().map(|category| Reply::TaxonomyTerm(category.id.value.clone())));
    for (slug, filed) in &library.services {
        replies.extend((0..filed.value.locations.len()).map(|nth| Reply::ServiceAtLocation(slug.clone(), nth)));
    }
    replies.extend(Table::ALL.map(Reply::Table));
    replies
}
