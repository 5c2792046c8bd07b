//! Levers: the engine inside the page, with the script that moves it. A page without them lacks nothing else.

use super::html::Html;

/// The name of the section of the levers, and of the element that holds the engine.
const SECTION: &str = "levers";
const ENGINE: &str = "engine";

/// The digits of base 64 (RFC 4648).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// An engine and its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levers<'a> {
    /// The engine, WebAssembly.
    pub wasm: &'a [u8],
    /// The script, which finds the engine in base 64 as text of the element `engine`, and fills the section `levers`.
    pub script: &'a str,
}

impl Levers<'_> {
    pub(super) fn html(&self) -> Html {
        let engine = [("type", "application/wasm;base64"), ("id", ENGINE)];
        Html::element("section", &[("id", SECTION)], Html::default())
            .then(Html::element("script", &engine, Html::own(base64(self.wasm))))
            .then(Html::element("script", &[], Html::own(self.script)))
    }
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place) & 63) as usize;
            text.push(if place <= group.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, expected) in vectors.iter().enumerate() {
            assert_eq!(base64(&b"foobar"[..length]), *expected);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }
}
