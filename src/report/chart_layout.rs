//! How wide a chart is: on paper and a screen, or on a phone, where letters of the wide one would be too small to read.

/// The measures of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Layout {
    /// Width of the picture.
    pub(super) width: f64,
    /// Where texts start, and the frame of the axes where its labels are not wider than usual.
    pub(super) left: f64,
    /// Where the frame ends.
    pub(super) right: f64,
    /// Most years that are written under the frame.
    pub(super) years: usize,
    /// Whether title, subtitle and notes are in the picture: a page says them beside it.
    pub(super) heading: bool,
}

impl Layout {
    /// A picture by itself.
    pub(super) const WIDE: Self = Self { width: 800.0, left: 66.0, right: 716.0, years: 10, heading: true };
    /// In a page.
    #[cfg(feature = "page")]
    pub(super) const PAGE: Self = Self { heading: false, ..Self::WIDE };
    /// In a page on a phone.
    #[cfg(feature = "page")]
    pub(super) const PHONE: Self = Self { width: 360.0, left: 34.0, right: 280.0, years: 5, heading: false };

    /// Whether there is room for all labels.
    pub(super) fn is_wide(self) -> bool {
        self.width > 500.0
    }

    /// Width of lines of text.
    pub(super) fn room(self) -> f64 {
        self.width - self.left - if self.heading { 24.0 } else { 4.0 }
    }
}
