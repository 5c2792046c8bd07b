//! The structures of a scenario: one, a list, or weights.

use crate::formats::reader::{Entry, Reader};
use crate::structures::{StructureChoice, StructureName};

/// The key `structure`.
pub(super) fn read_structure(reader: &mut Reader, entry: &Entry<'_>) -> StructureChoice {
    if entry.is_list() {
        let items = reader.list(entry, "a list of structures").unwrap_or_default();
        let names =
            items.iter().filter_map(|item| reader.named(item, StructureName::ALL, StructureName::name));
        return StructureChoice::List(names.collect());
    }
    if entry.is_table() {
        return read_weights(reader, entry);
    }
    let choices: Vec<Option<StructureName>> =
        StructureName::ALL.iter().copied().map(Some).chain(std::iter::once(None)).collect();
    match reader.named(entry, &choices, |choice| choice.map_or("all", StructureName::name)) {
        Some(Some(name)) => StructureChoice::List(vec![name]),
        Some(None) | None => StructureChoice::All,
    }
}

/// `{ knowledge_capital = 0.6, no_effect = 0.4 }`, in the order of the documentation.
fn read_weights(reader: &mut Reader, entry: &Entry<'_>) -> StructureChoice {
    let names: Vec<&str> = StructureName::ALL.iter().map(|name| name.name()).collect();
    let Some(section) = reader.section(entry, "weights of structures") else {
        return StructureChoice::All;
    };
    reader.known_keys(&section, &names);
    let entries = reader.entries(&section);
    let mut weights = Vec::new();
    for entry in &entries {
        let name = StructureName::from_name(entry.name);
        weights.extend(name.zip(reader.number(entry)));
    }
    if weights.len() < entries.len() {
        // What was read is not the whole, and its sum says nothing.
        return StructureChoice::All;
    }
    weights.sort_by_key(|(name, _)| *name);
    StructureChoice::Weights(weights)
}
