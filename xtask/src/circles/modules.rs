//! The modules of a crate: what each defines, imports and mentions.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};

use super::words::{is_name, words};

/// Reads a file; none where there is none.
pub type Read<'a> = &'a dyn Fn(&Path) -> Option<io::Result<String>>;

/// One name of a `use`.
#[derive(Debug)]
pub struct Use {
    /// The path as it is written, without a final `*` or `self`.
    pub path: Vec<String>,
    /// The name by which the module then knows it; none of a glob.
    pub name: Option<String>,
    /// Whether others can take it from here.
    pub public: bool,
}

/// A module, in a file of its own or inline.
#[derive(Debug, Default)]
pub struct Module {
    /// Where its text stands.
    pub file: PathBuf,
    /// None of the crate's root.
    pub parent: Option<usize>,
    /// Its child modules by name.
    pub children: BTreeMap<String, usize>,
    /// Names of its own items.
    pub items: BTreeSet<String>,
    /// Its imports, those inside functions included.
    pub uses: Vec<Use>,
    /// Paths of two names or more in its code.
    pub paths: BTreeSet<Vec<String>>,
    /// Every name in its code, `use` apart.
    pub mentions: BTreeSet<String>,
}

/// All modules of a crate, the root first.
#[derive(Debug, Default)]
pub struct Tree {
    /// A module's number is its place.
    pub modules: Vec<Module>,
}

impl Tree {
    /// Reads a crate from its first file on.
    pub fn read(root: &Path, read: Read) -> Result<Self> {
        let mut tree = Self::default();
        let folder = root.parent().context("a file stands in a folder")?;
        tree.add_file(root.to_path_buf(), folder, None, read)?;
        Ok(tree)
    }

    /// Adds the module of a file, whose children stand in `folder`; returns its number.
    fn add_file(&mut self, file: PathBuf, folder: &Path, parent: Option<usize>, read: Read) -> Result<usize> {
        let text = read(&file).with_context(|| format!("no file {}", file.display()))?;
        let text = text.with_context(|| format!("cannot read {}", file.display()))?;
        let number = self.add(file, parent);
        let mut words = Words { words: words(&text), at: 0 };
        self.fill(number, &mut words, folder, read)?;
        Ok(number)
    }

    fn add(&mut self, file: PathBuf, parent: Option<usize>) -> usize {
        self.modules.push(Module { file, parent, ..Module::default() });
        self.modules.len() - 1
    }

    /// Reads a module's words up to the brace that closes it, or the end.
    fn fill(&mut self, number: usize, words: &mut Words, folder: &Path, read: Read) -> Result<()> {
        let (mut depth, mut before, mut elsewhere) = (0_u32, "", false);
        while let Some(word) = words.next() {
            match word {
                "{" => depth += 1,
                "}" if depth == 0 => break,
                "}" => depth -= 1,
                "use" => {
                    // Nothing but a visibility such as `pub(crate)` ends in a parenthesis before `use`.
                    let public = before == "pub" || before == ")";
                    words.uses(&mut vec![], public, &mut self.modules[number].uses);
                }
                "path" if before == "[" => elsewhere = true,
                "mod" if words.peek().starts_with(is_name) => {
                    let name = words.next().unwrap_or_default().to_owned();
                    let inner = folder.join(&name);
                    let file = self.modules[number].file.clone();
                    let child = if std::mem::take(&mut elsewhere) {
                        // A file that `#[path]` shares is read where it lies, in the crate that has it.
                        self.add(file, Some(number))
                    } else if words.take("{") {
                        let child = self.add(file, Some(number));
                        self.fill(child, words, &inner, read)?;
                        child
                    } else {
                        self.add_file(file_of(&inner, read)?, &inner, Some(number), read)?
                    };
                    self.modules[number].children.insert(name, child);
                }
                _ if word.starts_with(is_name) => {
                    let module = &mut self.modules[number];
                    module.mentions.insert(word.to_owned());
                    if depth == 0 && defines(before) {
                        module.items.insert(word.to_owned());
                    }
                    let path = words.path(word);
                    if path.len() > 1 {
                        module.paths.insert(path);
                    }
                }
                _ => {}
            }
            before = word;
        }
        Ok(())
    }
}

/// `name.rs` or `name/mod.rs`, whichever there is.
fn file_of(inner: &Path, read: Read) -> Result<PathBuf> {
    for file in [inner.with_extension("rs"), inner.join("mod.rs")] {
        if read(&file).is_some() {
            return Ok(file);
        }
    }
    bail!("expected {0}.rs or {0}/mod.rs", inner.display())
}

/// Whether the name after this word is that of an item; `macro_rules` is followed by a mark.
fn defines(word: &str) -> bool {
    matches!(word, "const" | "enum" | "fn" | "static" | "struct" | "trait" | "type" | "union" | "!")
}

struct Words<'a> {
    words: Vec<&'a str>,
    at: usize,
}

impl<'a> Words<'a> {
    fn peek(&self) -> &'a str {
        self.words.get(self.at).copied().unwrap_or_default()
    }

    fn next(&mut self) -> Option<&'a str> {
        let word = self.words.get(self.at).copied();
        self.at += 1;
        word
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == word;
        self.at += usize::from(found);
        found
    }

    /// The rest of a path whose first name was read.
    fn path(&mut self, first: &str) -> Vec<String> {
        let mut path = vec![first.to_owned()];
        while self.peek() == "::" && self.words.get(self.at + 1).is_some_and(|next| next.starts_with(is_name))
        {
            self.at += 1;
            path.extend(self.next().map(str::to_owned));
        }
        path
    }

    /// Reads one branch of a `use` behind `prefix`, and all that it names.
    fn uses(&mut self, prefix: &mut Vec<String>, public: bool, found: &mut Vec<Use>) {
        let outer = prefix.len();
        loop {
            match self.next() {
                Some("{") => {
                    while !self.take("}") && self.at < self.words.len() {
                        self.uses(prefix, public, found);
                        self.take(",");
                    }
                    break;
                }
                Some("*") => {
                    found.push(Use { path: prefix.clone(), name: None, public });
                    break;
                }
                // A path that starts with `::` is another crate's.
                Some("::") => prefix.push(String::new()),
                Some(word) => {
                    if word != "self" || prefix.is_empty() {
                        prefix.push(word.to_owned());
                    }
                    if self.take("::") {
                        continue;
                    }
                    let own = prefix.last().cloned();
                    let name = if self.take("as") { self.next().map(str::to_owned) } else { own };
                    found.push(Use { path: prefix.clone(), name, public });
                    break;
                }
                None => break,
            }
        }
        prefix.truncate(outer);
    }
}
