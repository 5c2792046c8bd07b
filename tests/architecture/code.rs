//! The text of a source file without what does not count: comments, texts, and what is there for tests only.

/// Code in which comments, texts and characters are blank, so that what is left are names, marks and braces.
pub(crate) fn without_comments_and_texts(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut code, mut i) = (String::with_capacity(text.len()), 0);
    while i < chars.len() {
        let end = match (at(i), at(i + 1)) {
            ('/', '/') => (i..chars.len()).find(|j| at(*j) == '\n').unwrap_or(chars.len()),
            ('/', '*') => end_of_comment(&chars, i),
            ('"', _) => end_of_text(&chars, i + 1),
            ('r', '"' | '#') if i == 0 || !is_name(at(i - 1)) => end_of_raw_text(&chars, i).unwrap_or(i),
            ('\'', '\\') => (i + 3..chars.len()).find(|j| at(*j) == '\'').map_or(chars.len(), |j| j + 1),
            ('\'', _) if at(i + 2) == '\'' => i + 3,
            _ => i,
        };
        if end == i {
            code.push(at(i));
            i += 1;
        } else {
            code.extend((i..end).map(|j| if at(j) == '\n' { '\n' } else { ' ' }));
            i = end;
        }
    }
    code
}

pub(crate) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut i) = (0, start);
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => (depth, i) = (depth + 1, i + 2),
            ('*', '/') if depth == 1 => return i + 2,
            ('*', '/') => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
    }
    chars.len()
}

fn end_of_text(chars: &[char], start: usize) -> usize {
    let mut i = start;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

fn end_of_raw_text(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return None;
    }
    let closes = |i: &usize| {
        chars[*i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
    };
    (start + 2 + hashes..chars.len()).find(closes).map(|i| i + 1 + hashes)
}

/// Code without items that are compiled for tests only, and the names of modules that are.
pub(crate) fn without_tests(code: &str) -> (String, Vec<String>) {
    let (mut left, mut modules, mut rest) = (String::new(), Vec::new(), code);
    while let Some(start) = ["#[cfg(test)]", "#[cfg(all(test"].iter().filter_map(|a| rest.find(a)).min() {
        left.push_str(&rest[..start]);
        let (attributes, item) = split_attributes(&rest[start..]);
        let end = end_of_item(item);
        if let Some(name) = item[..end].trim_end_matches(';').split_whitespace().last()
            && item[..end].ends_with(';')
            && item[..end].split_whitespace().any(|word| word == "mod")
        {
            modules.push(name.to_owned());
        }
        left.extend(attributes.chars().chain(item[..end].chars()).filter(|c| *c == '\n'));
        rest = &item[end..];
    }
    left.push_str(rest);
    (left, modules)
}

/// The attributes before an item, and the rest.
fn split_attributes(text: &str) -> (&str, &str) {
    let mut end = 0;
    while text[end..].trim_start().starts_with("#[") {
        let open = end + text[end..].find('[').unwrap_or(0);
        end = open + matching(&text[open..], '[', ']');
    }
    end += text[end..].len() - text[end..].trim_start().len();
    text.split_at(end)
}

/// Where an item ends: after its semicolon, or after its braces; a `use` has braces before its semicolon.
fn end_of_item(item: &str) -> usize {
    let semicolon = item.find(';').map_or(item.len(), |i| i + 1);
    let is_use = item.split_whitespace().take(2).any(|word| word == "use");
    match item.find('{') {
        Some(open) if open < semicolon && !is_use => open + matching(&item[open..], '{', '}'),
        _ => semicolon,
    }
}

/// The length of what stands between a bracket and the one that closes it, both included.
fn matching(text: &str, open: char, close: char) -> usize {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            return i + c.len_utf8();
        }
    }
    text.len()
}

#[test]
fn comments_and_texts_are_blank() {
    let words = |text: &str| {
        without_comments_and_texts(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words("a // crate::b\n/// crate::c\nd"), "a d");
    assert_eq!(words("a /* b /* c */ d */ e"), "a e");
    assert_eq!(words(r#"f("crate::b \" c", 'x', '"', '\'', d)"#), "f( , , , , d)");
    assert_eq!(words("f(r#\"crate::b \" c\"#, r\"d\") for<'a> &'a str"), "f( , ) for<'a> &'a str");
}

#[test]
fn what_is_for_tests_only_is_left_out() {
    let code = "use a::b;\n#[cfg(test)]\nmod tests {\n    use super::c;\n    fn f() { {} }\n}\nuse d;";
    assert_eq!(without_tests(code).0.split_whitespace().collect::<Vec<_>>().join(" "), "use a::b; use d;");
    let (left, modules) = without_tests("#[cfg(test)]\n#[allow(x)]\npub(super) mod example;\nmod a;");
    assert_eq!((left.trim(), modules), ("mod a;", vec!["example".to_owned()]));
    assert_eq!(without_tests("#[cfg(all(test, x))]\nuse a::{b, c};\nuse d;").0.trim(), "use d;");
    assert_eq!(without_tests("#[cfg(any(x, test))]\nfn f() {}").0, "#[cfg(any(x, test))]\nfn f() {}");
}
