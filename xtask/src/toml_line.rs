//! Reading and changing single lines of TOML files that somebody else wrote, all else untouched.

/// The text of a key's value in a section (`""`: before the first), as it is written.
pub fn get<'a>(text: &'a str, section: &str, key: &str) -> Option<&'a str> {
    find(text, section, key).map(|(_, value)| value)
}

/// The file with a key's value replaced. None where it has no such key: a setting that nobody reads must not be added
/// in silence.
pub fn set(text: &str, section: &str, key: &str, value: &str) -> Option<String> {
    let (number, _) = find(text, section, key)?;
    let mut lines: Vec<&str> = text.lines().collect();
    let line = format!("{key} = {value}");
    *lines.get_mut(number)? = &line;
    Some(lines.join("\n") + "\n")
}

/// The number of the line that sets a key, and what follows its `=`.
fn find<'a>(text: &'a str, section: &str, key: &str) -> Option<(usize, &'a str)> {
    let mut current = "";
    text.lines().enumerate().find_map(|(number, line)| {
        if let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            current = name;
        }
        let (left, right) = line.split_once('=')?;
        (current == section && left.trim() == key).then_some((number, right.trim()))
    })
}
