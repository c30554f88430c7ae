//! Which file imports from which, and where that goes round.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::modules::{Module, Tree};

/// Re-exports of re-exports that are followed before a name counts as unknown.
const MOST_STEPS: u32 = 16;

/// For each file the files that it imports from, with the names.
pub type Imports = BTreeMap<PathBuf, BTreeMap<PathBuf, BTreeSet<String>>>;

/// What a path leads to: a module, or an item of one.
#[derive(Clone, Copy)]
enum Place {
    Module(usize),
    Item(usize),
}

/// Every import between two files of the crate.
pub fn imports(tree: &Tree) -> Imports {
    let mut imports = Imports::new();
    for (number, module) in tree.modules.iter().enumerate() {
        let used = module.uses.iter().filter(|entry| match &entry.name {
            Some(name) => !entry.public || module.mentions.contains(name),
            None => !entry.public,
        });
        for path in used.map(|entry| &entry.path).chain(&module.paths) {
            let Some(Place::Module(at) | Place::Item(at)) = locate(tree, number, path, MOST_STEPS) else {
                continue;
            };
            let file = &tree.modules[at].file;
            if *file != module.file {
                let names = imports.entry(module.file.clone()).or_default().entry(file.clone()).or_default();
                names.insert(path.join("::"));
            }
        }
    }
    imports
}

/// What a path that stands in a module leads to; none where it leaves the crate.
fn locate(tree: &Tree, from: usize, path: &[String], steps: u32) -> Option<Place> {
    let (first, rest) = path.split_first()?;
    let mut place = match first.as_str() {
        "crate" => Place::Module(0),
        "self" => Place::Module(from),
        "super" => Place::Module(tree.modules[from].parent?),
        name => named(tree, from, name, steps)?,
    };
    for name in rest {
        let Place::Module(at) = place else { break };
        place = match tree.modules[at].parent {
            Some(parent) if name == "super" => Place::Module(parent),
            // What the module has and the text does not show, a macro's item say, counts as the module's own.
            _ if import(&tree.modules[at], name) => named(tree, at, name, steps)?,
            _ => named(tree, at, name, steps).unwrap_or(Place::Item(at)),
        };
    }
    Some(place)
}

/// Whether a module knows a name by import.
fn import(module: &Module, name: &str) -> bool {
    module.uses.iter().any(|entry| entry.name.as_deref() == Some(name))
}

/// What a single name means in a module.
fn named(tree: &Tree, at: usize, name: &str, steps: u32) -> Option<Place> {
    let steps = steps.checked_sub(1)?;
    let module = &tree.modules[at];
    if let Some(child) = module.children.get(name) {
        return Some(Place::Module(*child));
    }
    if module.items.contains(name) {
        return Some(Place::Item(at));
    }
    if let Some(entry) = module.uses.iter().find(|entry| entry.name.as_deref() == Some(name)) {
        return locate(tree, at, &entry.path, steps);
    }
    module.uses.iter().filter(|entry| entry.name.is_none()).find_map(|glob| {
        match locate(tree, at, &glob.path, steps)? {
            Place::Module(other) if other != at => named(tree, other, name, steps),
            _ => None,
        }
    })
}

/// The circles, each as the lines of its imports.
pub fn circles(imports: &Imports) -> Vec<String> {
    let reached: BTreeMap<&Path, BTreeSet<&Path>> =
        imports.keys().map(|file| (file.as_path(), reach(imports, file))).collect();
    let both_ways = |a: &Path, b: &Path| {
        let reaches = |a, b| reached.get(a).is_some_and(|files: &BTreeSet<&Path>| files.contains(b));
        reaches(a, b) && reaches(b, a)
    };
    let mut circles: BTreeMap<&Path, String> = BTreeMap::new();
    for (file, taken) in imports {
        // A circle is known by its first file.
        let Some(first) = imports.keys().find(|other| both_ways(other, file)) else { continue };
        for (other, names) in taken.iter().filter(|(other, _)| both_ways(file, other)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let line = format!("  {} -> {}: {}\n", file.display(), other.display(), names.join(", "));
            circles.entry(first).or_default().push_str(&line);
        }
    }
    circles.into_values().collect()
}

/// Every file that can be reached from one, itself only by a circle.
fn reach<'a>(imports: &'a Imports, from: &Path) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&Path> =
        imports.get(from).into_iter().flatten().map(|(file, _)| file.as_path()).collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(imports.get(file).into_iter().flatten().map(|(file, _)| file.as_path()));
        }
    }
    reached
}
