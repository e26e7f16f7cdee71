//! Services and organisations in the words of schema.org, for search engines. Only what is known is said.

use serde_json::{Value, json};

use super::Sheet;
use super::view::ContactView;
use crate::model::{Location, Organization, OrganizationCard, OrganizationKind, Schedule, Service};

fn kind_of(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Council | OrganizationKind::Nhs | OrganizationKind::PublicBody => "GovernmentOrganization",
        OrganizationKind::Charity | OrganizationKind::CommunityGroup => "NGO",
        OrganizationKind::Company => "Corporation",
        OrganizationKind::Partnership | OrganizationKind::Other => "Organization",
    }
}

/// Takes out what is not known, all the way down.
fn known(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, known(value)));
            fields.filter(|(_, value)| !matches!(value, Value::Null) && *value != json!([])).collect()
        }
        Value::Array(items) => items.into_iter().map(known).collect(),
        other => other,
    }
}

fn place(place: &Location) -> Value {
    json!({
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.address,
            "addressLocality": place.city,
            "postalCode": place.postcode.as_ref().map(|code| code.value.0.to_string()),
            "addressCountry": "GB",
        },
        "geo": place.coordinates.as_ref().map(|at| {
            json!({"@type": "GeoCoordinates", "latitude": at.value.0, "longitude": at.value.1})
        }),
    })
}

fn hours(schedule: &Schedule) -> Value {
    json!({
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": schedule.days.iter().map(|day| format!("https://schema.org/{day:?}")).collect::<Vec<_>>(),
        "opens": schedule.opens.0.strftime("%H:%M").to_string(),
        "closes": schedule.closes.0.strftime("%H:%M").to_string(),
    })
}

fn telephone(number: &str) -> Value {
    json!({"@type": "ContactPoint", "telephone": number.replace('\u{a0}', " ")})
}

/// A service: a government's own if a council runs it.
pub(super) fn service(
    sheet: &Sheet<'_, '_>,
    service: &Service,
    canonical: &str,
    provider: Option<&OrganizationCard<'_>>,
    contact: Option<&ContactView>,
) -> Value {
    let desk = sheet.desk;
    let base = &desk.settings().base_url;
    let run_by_council = provider.is_some_and(|provider| provider.kind == OrganizationKind::Council);
    let areas = service.service_areas.iter().filter_map(|area| desk.area(&area.value));
    let own = service.phones.iter().map(|phone| phone.number.value.0.as_str());
    let phones: Vec<&str> = contact.and_then(|contact| contact.phone.as_deref()).into_iter().chain(own).collect();
    let languages: Vec<&str> = service.languages.iter().map(String::as_str).collect();
    let url = service.url.as_ref().map(|url| url.0.as_str());
    let channel = |field: &str, value: Value| {
        let mut channel = json!({"@type": "ServiceChannel", "availableLanguage": languages});
        channel[field] = value;
        channel
    };
    let channels: Vec<Value> = (phones.iter().map(|number| channel("servicePhone", telephone(number))))
        .chain(url.map(|url| channel("serviceUrl", json!(url))))
        .chain(service.locations.iter().map(|one| channel("serviceLocation", place(one))))
        .collect();
    let offers = service.costs.iter().filter_map(|cost| {
        let price: f64 = cost.amount.as_ref()?.parse().ok().filter(|price: &f64| price.is_finite())?;
        Some(json!({"@type": "Offer", "name": cost.option, "price": price, "priceCurrency": "GBP"}))
    });
    let ages = (service.minimum_age.is_some() || service.maximum_age.is_some()).then(|| {
        json!({"@type": "PeopleAudience", "suggestedMinAge": service.minimum_age, "suggestedMaxAge": service.maximum_age})
    });
    known(json!({
        "@type": if run_by_council { "GovernmentService" } else { "Service" },
        "@id": format!("{canonical}#service"),
        "name": service.name,
        "alternateName": service.also_called,
        "description": service.summary,
        "url": canonical,
        "sameAs": url,
        "provider": provider.map(|provider| json!({
            "@type": kind_of(provider.kind),
            "name": provider.name,
            "url": format!("{base}/organizations/{}.html", service.organization.value),
        })),
        "areaServed": areas.map(|area| json!({"@type": "AdministrativeArea", "name": area.title})).collect::<Vec<_>>(),
        "audience": ages,
        "availableChannel": channels,
        "hoursAvailable": service.schedules.iter().map(hours).collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
    }))
}

/// An organisation.
pub(super) fn organization(organization: &Organization, canonical: &str, contact: Option<&ContactView>) -> Value {
    known(json!({
        "@type": kind_of(organization.kind),
        "@id": format!("{canonical}#organization"),
        "name": organization.name,
        "alternateName": organization.also_called,
        "url": organization.url.as_ref().map_or(canonical, |url| url.0.as_str()),
        "contactPoint": contact.and_then(|contact| contact.phone.as_deref()).map(telephone),
    }))
}
