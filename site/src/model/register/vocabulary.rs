//! The words of the register: closed lists, so that every entry says the same thing in the same way and can be found by it.
//! Each word has an id that never changes, written in files and kept in readers' links, and a title that readers see.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident $id:literal $title:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = $title] #[serde(rename = $id)] $variant,)*
        }

        impl $name {
            /// Every word, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As written in files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// As readers see it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }
        }
    )*};
}

words! {
    /// What someone in the register is.
    Kind {
        PersonalAssistant "personal-assistant" "Personal assistant",
        MicroProvider "micro-provider" "Small local care business",
        Payroll "payroll" "Payroll and money service",
        Isf "isf" "Individual service fund provider or broker",
    }

    /// What a personal assistant or a small business does.
    Task {
        PersonalCare "personal-care" "Washing, dressing and using the toilet",
        Meals "meals" "Cooking and eating",
        Household "household" "Cleaning, washing and shopping",
        Companionship "companionship" "Company at home",
        GoingOut "going-out" "Going out",
        Driving "driving" "Driving you",
        Medication "medication" "Help to take medicine",
        Moving "moving" "Moving and lifting",
        Overnight "overnight" "Nights, asleep in your home",
        WakingNight "waking-night" "Nights, awake",
        Work "work" "Help at work or in study",
        Children "children" "Help to look after your children",
        Paperwork "paperwork" "Letters and forms",
    }

    /// Whom someone has helped before.
    Need {
        Dementia "dementia" "Dementia",
        LearningDisability "learning-disability" "Learning disability",
        Autism "autism" "Autism",
        MentalHealth "mental-health" "Mental health conditions",
        Physical "physical" "Physical disability",
        SightLoss "sight-loss" "Sight loss",
        HearingLoss "hearing-loss" "Deaf people and hearing loss",
        BrainInjury "brain-injury" "Brain injury or stroke",
        LongTerm "long-term" "Long-term illness",
        EndOfLife "end-of-life" "The end of life",
        YoungPeople "young-people" "Young people from 14 to 25",
    }

    /// How someone works.
    Status {
        Employed "employed" "You employ them",
        SelfEmployed "self-employed" "They are self-employed",
        Either "either" "Employed or self-employed",
    }

    /// Whether someone has room.
    Room {
        Yes "yes" "Taking on new people",
        Waiting "waiting" "There is a waiting list",
        No "no" "Full for now",
    }

    /// A part of the day.
    DayPart {
        Morning "morning" "mornings",
        Afternoon "afternoon" "afternoons",
        Evening "evening" "evenings",
        Overnight "overnight" "nights",
    }

    /// A language besides English, spoken or signed.
    Language {
        Bsl "bsl" "British Sign Language",
        Makaton "makaton" "Makaton",
        DeafblindManual "deafblind-manual" "Deafblind manual alphabet",
        Arabic "arabic" "Arabic",
        Bengali "bengali" "Bengali",
        Bulgarian "bulgarian" "Bulgarian",
        Cantonese "cantonese" "Cantonese",
        Dutch "dutch" "Dutch",
        Farsi "farsi" "Farsi",
        French "french" "French",
        German "german" "German",
        Gujarati "gujarati" "Gujarati",
        Hindi "hindi" "Hindi",
        Hungarian "hungarian" "Hungarian",
        Italian "italian" "Italian",
        Lithuanian "lithuanian" "Lithuanian",
        Malayalam "malayalam" "Malayalam",
        Mandarin "mandarin" "Mandarin",
        Nepali "nepali" "Nepali",
        Polish "polish" "Polish",
        Portuguese "portuguese" "Portuguese",
        Punjabi "punjabi" "Punjabi",
        Romanian "romanian" "Romanian",
        Russian "russian" "Russian",
        Shona "shona" "Shona",
        Spanish "spanish" "Spanish",
        Tagalog "tagalog" "Tagalog",
        Tamil "tamil" "Tamil",
        Turkish "turkish" "Turkish",
        Ukrainian "ukrainian" "Ukrainian",
        Urdu "urdu" "Urdu",
        Welsh "welsh" "Welsh",
        Yoruba "yoruba" "Yoruba",
    }

    /// Someone's gender, if they choose to say it.
    Gender {
        Woman "woman" "Woman",
        Man "man" "Man",
        NonBinary "non-binary" "Non-binary",
    }

    /// A course.
    Course {
        CareCertificate "care-certificate" "Care Certificate",
        Safeguarding "safeguarding" "Keeping adults safe",
        MentalCapacity "mental-capacity" "Mental Capacity Act",
        Moving "moving" "Moving and lifting people",
        FirstAid "first-aid" "First aid",
        Medication "medication" "Giving medicine",
        Food "food" "Food hygiene",
        Infection "infection" "Stopping infection",
        Dementia "dementia" "Dementia",
        AutismAndLearningDisability "autism-and-learning-disability" "Autism and learning disability",
        Epilepsy "epilepsy" "Epilepsy",
        EndOfLife "end-of-life" "Care at the end of life",
    }

    /// Something that can be checked of a person. What came of it is never written: only that it was seen.
    Check {
        Identity "identity" "Identity papers",
        RightToWork "right-to-work" "Right to work in the UK",
        DbsBasic "dbs-basic" "DBS check, Basic",
        DbsStandard "dbs-standard" "DBS check, Standard",
        DbsEnhanced "dbs-enhanced" "DBS check, Enhanced",
        DbsBarred "dbs-enhanced-barred-list" "DBS check, Enhanced with barred list",
        References "references" "Two references",
        DrivingLicence "driving-licence" "Driving licence",
        LiabilityInsurance "liability-insurance" "Public liability insurance",
        CarInsurance "car-insurance" "Car insurance for work",
    }

    /// What a payroll and money service does.
    MoneyTask {
        Payroll "payroll" "Payroll: wages and payslips",
        Hmrc "hmrc" "Tax returns to HMRC",
        Pension "pension" "Workplace pension",
        HoldingAccount "holding-account" "Holding the money for you (managed account)",
        BillPaying "bill-paying" "Paying your bills",
        Reporting "reporting" "Accounts for the council",
        Recruitment "recruitment" "Help to find and hire someone",
        DbsChecks "dbs-checks" "Arranging DBS checks",
        Insurance "insurance" "Arranging insurance",
        Contracts "contracts" "Contracts and advice for employers",
    }

    /// What an organisation does for people with an individual service fund.
    FundRole {
        Provider "provider" "Holds the fund and gives the support",
        Broker "broker" "Holds the fund and buys support from others",
        Both "both" "Holds the fund, gives support and buys it from others",
    }

    /// What a fee is for.
    Per {
        SetUp "set-up" "To set up",
        Week "week" "Each week",
        Month "month" "Each month",
        Year "year" "Each year",
        Run "run" "Each pay day",
        Payslip "payslip" "Each paper payslip",
        Payment "payment" "Each extra payment",
        Hour "hour" "Each hour",
        Fund "fund" "Share of the fund",
    }

    /// The Care Quality Commission's rating.
    Rating {
        Outstanding "outstanding" "Outstanding",
        Good "good" "Good",
        RequiresImprovement "requires-improvement" "Requires improvement",
        Inadequate "inadequate" "Inadequate",
        NotRated "not-rated" "Not rated yet",
    }
}

impl Kind {
    /// Many of them, as a heading.
    pub fn plural(self) -> &'static str {
        match self {
            Self::PersonalAssistant => "Personal assistants",
            Self::MicroProvider => "Small local care businesses",
            Self::Payroll => "Payroll and money services",
            Self::Isf => "Individual service fund providers and brokers",
        }
    }

    /// What they are for, in a sentence.
    pub fn summary(self) -> &'static str {
        match self {
            Self::PersonalAssistant => "People you can hire to help you at home and out and about.",
            Self::MicroProvider => "Very small businesses that give care and support close to home.",
            Self::Payroll => "They work out wages, pay bills or hold a direct payment for you.",
            Self::Isf => "They hold your money for care, and arrange the support you choose.",
        }
    }

    /// How references to them begin.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::PersonalAssistant => "pa",
            Self::MicroProvider => "mp",
            Self::Payroll => "pay",
            Self::Isf => "isf",
        }
    }

    /// The kind that a reference such as `pa-0042` belongs to; none if it is no reference.
    pub fn of_reference(reference: &str) -> Option<Self> {
        let (prefix, number) = reference.split_once('-')?;
        let number = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        Self::ALL.iter().copied().find(|kind| number && kind.prefix() == prefix)
    }
}

/// A group of checks of which one is enough: if none was seen, readers are told so.
pub const GROUPS: [(&str, &[Check]); 5] = [
    ("identity papers", &[Check::Identity]),
    ("right to work", &[Check::RightToWork]),
    ("DBS check", &[Check::DbsBasic, Check::DbsStandard, Check::DbsEnhanced, Check::DbsBarred]),
    ("references", &[Check::References]),
    ("insurance", &[Check::LiabilityInsurance]),
];

impl Check {
    /// Whether it is a check by the Disclosure and Barring Service.
    pub fn is_dbs(self) -> bool {
        matches!(self, Self::DbsBasic | Self::DbsStandard | Self::DbsEnhanced | Self::DbsBarred)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_tells_its_kind() {
        assert_eq!(Kind::of_reference("pa-0042"), Some(Kind::PersonalAssistant));
        assert_eq!(Kind::of_reference("isf-0001"), Some(Kind::Isf));
        for wrong in ["pa-42", "pa-00421", "jane-smith", "pa0042", "pa-004x", "PA-0042", ""] {
            assert_eq!(Kind::of_reference(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_word_is_written_as_its_id() {
        for task in Task::ALL {
            assert_eq!(serde_json::to_string(task).unwrap(), format!("\"{}\"", task.id()));
        }
        for check in Check::ALL {
            let grouped = GROUPS.iter().any(|(_, group)| group.contains(check));
            assert!(grouped || matches!(check, Check::DrivingLicence | Check::CarInsurance), "{check:?}");
        }
    }
}
