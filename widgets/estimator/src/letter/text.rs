//! The letter as plain text, for a file or the command line.

use std::fmt::{self, Display, Formatter};

use super::{Block, Letter, Table};

impl Display for Letter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n", self.heading, self.about)?;
        for text in &self.lead {
            writeln!(f, "{text}")?;
        }
        if !self.sums.is_empty() {
            writeln!(f)?;
        }
        for sum in &self.sums {
            let more = if sum.more.is_empty() { String::new() } else { format!(" ({})", sum.more) };
            writeln!(f, "{}: {}{more}", sum.label, sum.amount)?;
        }
        for part in &self.parts {
            writeln!(f, "\n{}\n{}", part.title, "-".repeat(part.title.chars().count()))?;
            for block in &part.blocks {
                match block {
                    Block::Text(text) => writeln!(f, "{text}")?,
                    Block::List(items) => items.iter().try_for_each(|item| writeln!(f, "- {item}"))?,
                    Block::Links(items) => items.iter().try_for_each(|(item, _)| writeln!(f, "- {item}"))?,
                    Block::Table(table) => write!(f, "{table}")?,
                    Block::Chart(chart) => writeln!(f, "{}", chart.summary)?,
                }
            }
        }
        Ok(())
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.caption)?;
        let several = self.head.len() > 2;
        if several {
            write!(f, "  {:<44}", self.head[0])?;
            self.head[1..].iter().try_for_each(|head| write!(f, " {head:>24}"))?;
            writeln!(f)?;
        }
        for row in &self.rows {
            if row.cells.is_empty() {
                writeln!(f, "  {}", row.label)?;
                continue;
            }
            let label = if row.flag { format!("{} (check)", row.label) } else { row.label.clone() };
            write!(f, "    {label:<58}")?;
            row.cells.iter().try_for_each(|cell| write!(f, " {cell:>14}"))?;
            writeln!(f)?;
            if !row.why.is_empty() {
                let law = if row.law.is_empty() { String::new() } else { format!(" [{}]", row.law) };
                writeln!(f, "      {}{law}", row.why)?;
            }
        }
        Ok(())
    }
}
