//! What is free, looked at before anything else (Care Act 2014 s.14; SI 2014/2672 regulations 3 and 4).

use serde::{Deserialize, Serialize};

use crate::care::{CareKind, CareLine};
use crate::context::Context;
use crate::error::Result;
use crate::money::Pence;
use crate::rates::RateId;
use crate::step::{Section, Working};

/// What a piece of equipment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EquipmentKind {
    /// An aid, such as a frame or a commode.
    Aid,
    /// A change to the home, such as a rail or a ramp.
    Adaptation,
}

/// A piece of equipment or an adaptation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub kind: EquipmentKind,
    /// What it costs once.
    pub cost: Pence,
}

/// What may be free in a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FreeCare {
    /// The NHS pays for all the care (NHS continuing healthcare).
    pub continuing_healthcare: bool,
    /// The care is aftercare under section 117 of the Mental Health Act 1983.
    pub section_117: bool,
    /// The person has variant Creutzfeldt-Jakob disease (regulation 4).
    pub variant_cjd: bool,
    /// Equipment and adaptations.
    pub equipment: Vec<Equipment>,
}

/// What is free.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Free {
    /// All the care is free, and nothing else is asked.
    pub all: bool,
    /// What is paid once, because it is not free.
    pub once: Pence,
}

/// Whether a line of care is free: reablement and intermediate care, in the first six weeks (regulation 3).
pub fn line_is_free(line: &CareLine) -> bool {
    line.kind == CareKind::Reablement && line.week.unwrap_or(1) <= 6
}

/// Looks at what is free.
pub fn check(context: &Context<'_>, working: &mut Working) -> Result<Free> {
    let case = context.case;
    let mut free = Free::default();
    let reasons = [
        (
            case.free.continuing_healthcare,
            "NHS continuing healthcare",
            "The NHS pays for all your care. It does not ask what you have.",
            "National Health Service Act 2006; Care Act 2014 s.22",
        ),
        (
            case.free.section_117,
            "Aftercare under section 117",
            "Care after some stays in a mental health hospital is free.",
            "Mental Health Act 1983 s.117",
        ),
        (case.free.variant_cjd, "Care for people with variant CJD", "This care is free.", "SI 2014/2672 reg 4"),
    ];
    for (_, label, why, law) in reasons.into_iter().filter(|(applies, ..)| *applies) {
        free.all = true;
        working.week(Section::Free, label, Pence::ZERO, why, law);
    }
    for line in case.care.lines.iter().filter(|line| line_is_free(line)) {
        let label = if line.label.is_empty() { "Help to do things again (reablement)" } else { &line.label };
        let why = "This is free for up to six weeks.";
        working.week(Section::Free, label, Pence::ZERO, why, "SI 2014/2672 reg 3");
    }
    let limit = context.sheet.find(RateId::AdaptationLimit);
    let most = limit.as_ref().map_or(Pence::pounds(1000), |rate| rate.value);
    for (i, item) in case.free.equipment.iter().enumerate() {
        let cost = item.cost.in_bounds(&format!("free.equipment[{i}].cost"))?;
        let (amount, why) = match item.kind {
            EquipmentKind::Aid => (Pence::ZERO, "Aids to help you live at home are free.".to_owned()),
            EquipmentKind::Adaptation if cost <= most => {
                (Pence::ZERO, format!("Changes to your home that cost up to {most} are free."))
            }
            EquipmentKind::Adaptation => {
                (cost, format!("It costs more than {most}. Ask about a Disabled Facilities Grant before you pay."))
            }
        };
        free.once = free.once.plus(amount)?;
        let step = working.sum(Section::Free, &item.label, amount, &why, "SI 2014/2672 reg 3");
        step.rates.extend(limit.clone());
    }
    Ok(free)
}
