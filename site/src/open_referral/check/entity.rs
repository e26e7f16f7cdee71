//! What each entity of the standard holds: its fields, whether they must be there, and their form. HSDS-UK 3.0, and what its
//! parent HSDS 3.0 adds that feeds send; Open Referral UK 1.0 as far as it is used.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::dump::Edition;

/// The form of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text of any kind.
    Text,
    /// Text in a form, which the standard's schema demands.
    Strict(&'static str),
    /// Text in a form, which the standard asks for and its schema does not.
    Loose(&'static str),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Bool,
    /// An entity.
    One(&'static str),
    /// A list of entities.
    Many(&'static str),
    /// A list of entities that the UK profile left out and feeds still send: the validator passes over it.
    Besides(&'static str),
}

/// A field of an entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) form: Form,
}

/// The words of the standard for whether a service runs.
pub(super) const STATUSES: [&str; 4] = ["active", "inactive", "defunct", "temporarily closed"];

/// `*` after a name: it must be there. After a colon stands the form, after `~` one that the schema leaves open, after `>` an
/// entity, after `>>` a list of them, after `~>>` one that the profile left out. Text has none.
const THREE: &[(&str, &str)] = &[
    (
        "page",
        "total_items:integer total_pages:integer page_number:integer size:integer first_page:bool last_page:bool empty:bool",
    ),
    ("details", "version* profile*:uri openapi_url*:uri"),
    (
        "service",
        "id*:uuid organization_id:uuid name* description url:uri email:email status*:status fees accreditations minimum_age:number \
         maximum_age:number assured_date~date assurer_email:email alert last_modified:date-time schedules>>schedule \
         service_areas>>service_area service_at_locations>>service_at_location languages>>language organization>organization \
         funding>>funding cost_options>>cost_option contacts>>contact phones~>>phone attributes>>attribute",
    ),
    (
        "organization",
        "id*:uuid name* description* email:email website:uri logo uri:uri parent_organization_id:uuid \
         organization_identifiers>>organization_identifier attributes>>attribute",
    ),
    ("organization_identifier", "id*:uuid organization_id:uuid identifier_scheme identifier_type* identifier*"),
    (
        "location",
        "id*:uuid location_type*:place name description latitude:number longitude:number external_identifier \
         external_identifier_type addresses>>address accessibility>>accessibility attributes>>attribute",
    ),
    (
        "address",
        "id*:uuid attention address_1* city* region state_province* postal_code* country* address_type*:place attributes>>attribute",
    ),
    ("accessibility", "id*:uuid description details url:uri accessibility attributes>>attribute"),
    ("phone", "id*:uuid contact_id:uuid number* description languages>>language"),
    ("contact", "id*:uuid service_id:uuid name title email~email phones~>>phone attributes>>attribute"),
    (
        "schedule",
        "id*:uuid service_id:uuid service_at_location_id:uuid valid_from~date valid_to~date dtstart~date freq:freq interval:number \
         byday~byday bymonthday description opens_at~time closes_at~time schedule_link:uri attending_type notes",
    ),
    ("cost_option", "id*:uuid service_id:uuid valid_from~date valid_to~date option amount:number amount_description"),
    ("service_area", "id*:uuid service_id:uuid name extent extent_type uri~uri service_area"),
    ("service_at_location", "id*:uuid service_id:uuid location_id:uuid location>location service>service"),
    ("funding", "id*:uuid service_id:uuid source"),
    ("language", "id*:uuid service_id:uuid phone_id:uuid"),
    ("taxonomy", "id*:uuid name* description* uri:uri version taxonomy_terms>>taxonomy_term"),
    ("taxonomy_term", "id*:uuid name* description* parent_id:uuid taxonomy taxonomy_id:uuid term_uri:uri term"),
    ("attribute", "id*:uuid link_id:uuid link_type taxonomy_term_id:uuid taxonomy_term>taxonomy_term"),
];

const ONE: &[(&str, &str)] = &[
    ("page", "totalElements:integer totalPages:integer number:integer size:integer first:bool last:bool empty:bool"),
    ("details", "version*"),
    (
        "service",
        "id* name* description url~uri email~email status:status fees accreditations assured_date~date attending_type \
         deliverable_type organization>organization eligibilitys>>eligibility regular_schedules>>schedule service_areas>>service_area \
         service_at_locations>>service_at_location service_taxonomys>>service_taxonomy languages>>language cost_options>>cost_option \
         contacts>>contact fundings>>funding",
    ),
    ("organization", "id* name* description url~uri logo uri"),
    ("eligibility", "id* eligibility minimum_age:number maximum_age:number"),
    (
        "schedule",
        "id* weekday opens_at~time closes_at~time valid_from~date valid_to~date byday bymonthday description freq",
    ),
    ("service_area", "id* service_area extent uri"),
    ("service_at_location", "id* location>location regular_schedule>>schedule"),
    (
        "location",
        "id* name description latitude:number longitude:number physical_addresses>>address \
         accessibility_for_disabilities>>accessibility",
    ),
    ("address", "id* address_1 city state_province postal_code country"),
    ("accessibility", "id* accessibility"),
    ("service_taxonomy", "id* taxonomy>taxonomy"),
    ("taxonomy", "id* name vocabulary"),
    ("taxonomy_term", "id* name vocabulary"),
    ("language", "id* language"),
    ("cost_option", "id* amount:number amount_description option valid_from~date valid_to~date"),
    ("contact", "id* name title phones>>phone"),
    ("phone", "id* number"),
    ("funding", "id* source"),
];

type Entities = HashMap<&'static str, Vec<Field>>;

static BY_NAME: LazyLock<[Entities; 2]> = LazyLock::new(|| [ONE, THREE].map(read));

fn read(table: &[(&'static str, &'static str)]) -> Entities {
    table.iter().map(|(name, fields)| (*name, fields.split_ascii_whitespace().map(field).collect())).collect()
}

fn field(written: &'static str) -> Field {
    let end = written.find([':', '~', '>']).unwrap_or(written.len());
    let (name, form) = written.split_at(end);
    let form = match form {
        "" => Form::Text,
        ":number" => Form::Number,
        ":integer" => Form::Integer,
        ":bool" => Form::Bool,
        form if form.starts_with("~>>") => Form::Besides(&form[3..]),
        form => match (form.strip_prefix(">>"), form.strip_prefix('>'), form.strip_prefix('~')) {
            (Some(many), ..) => Form::Many(many),
            (None, Some(one), _) => Form::One(one),
            (None, None, Some(loose)) => Form::Loose(loose),
            (None, None, None) => Form::Strict(&form[1..]),
        },
    };
    Field { name: name.trim_end_matches('*'), required: name.ends_with('*'), form }
}

/// The fields of an entity.
pub(super) fn fields(edition: Edition, entity: &str) -> &'static [Field] {
    let tables = &*BY_NAME;
    tables[usize::from(edition == Edition::Three)].get(entity).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entity_that_is_named_is_there() {
        for edition in [Edition::One, Edition::Three] {
            for (entity, written) in &BY_NAME[usize::from(edition == Edition::Three)] {
                for field in written {
                    if let Form::One(inner) | Form::Many(inner) | Form::Besides(inner) = field.form {
                        assert!(!fields(edition, inner).is_empty(), "{entity}.{}: {inner}", field.name);
                    }
                }
            }
        }
        let service = fields(Edition::Three, "service");
        let required: Vec<&str> = service.iter().filter(|field| field.required).map(|field| field.name).collect();
        assert_eq!(required, ["id", "name", "status"]);
    }
}
