//! Rust source as words: identifiers, `::` and single marks; comments, literals and lifetimes left out.

/// The words of a source text, in order.
pub fn words(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut words = vec![];
    while let Some(first) = rest.chars().next() {
        let skipped = blank(rest).or_else(|| comment(rest)).or_else(|| quoted(rest)).or_else(|| tick(rest));
        let length = match skipped {
            Some(length) => length,
            None if is_name(first) => name(rest),
            None if rest.starts_with("::") => 2,
            None => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        if skipped.is_none() {
            words.push(word);
        }
        rest = after;
    }
    words
}

/// Whether a word is an identifier, a keyword or a number.
pub fn is_name(first: char) -> bool {
    first.is_alphanumeric() || first == '_'
}

/// Bytes of the name at the front.
fn name(rest: &str) -> usize {
    rest.find(|c| !is_name(c)).unwrap_or(rest.len())
}

fn blank(rest: &str) -> Option<usize> {
    let length = rest.len() - rest.trim_start().len();
    (length > 0).then_some(length)
}

/// A comment; block comments nest.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let (mut depth, mut at) = (0, 0);
    loop {
        let here = &rest[at..];
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if depth == 0 {
            return None;
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return Some(at);
            }
        } else {
            match here.chars().next() {
                Some(c) => at += c.len_utf8(),
                None => return Some(at),
            }
        }
    }
}

/// A string of any kind, its prefix included.
fn quoted(rest: &str) -> Option<usize> {
    let body = rest.trim_start_matches(['b', 'c', 'r']);
    let prefix = rest.len() - body.len();
    let hashes = body.len() - body.trim_start_matches('#').len();
    let inside = body[hashes..].strip_prefix('"')?;
    let start = prefix + hashes + 1;
    if rest[..prefix].contains('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(inside.find(&end).map_or(rest.len(), |at| start + at + end.len()));
    }
    // A mark before a string that is not raw, as in `#"…"` of a macro, is a word of its own.
    (hashes == 0).then(|| start + closing(inside, '"'))
}

/// A character or a lifetime.
fn tick(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').filter(|body| body.starts_with('\'')).unwrap_or(rest);
    let inside = body.strip_prefix('\'')?;
    let start = rest.len() - inside.len();
    let mut chars = inside.chars();
    let first = chars.next()?;
    if first == '\\' || chars.next() == Some('\'') {
        return Some(start + closing(inside, '\''));
    }
    Some(start + name(inside))
}

/// Bytes up to and with the mark that closes a literal with escapes.
fn closing(inside: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        if c == mark && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    inside.len()
}
