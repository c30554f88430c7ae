//! What others wrote, for a terminal.

/// Without what steers a terminal or hides in a text: each control character (C0, DEL, C1), separator of lines and paragraphs,
/// mark of direction or isolation, joiner, and character of no width becomes a space.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
