//! Labels at the right of a chart: each at the height of its value, and where they are crowded moved apart just as far as
//! needed, with a thin line from the label to its value.

use super::svg::{AXIS_LINE, Font, INK, escaped, written};
use std::fmt::Write as _;

/// Least distance of labels.
const APART: f64 = 14.0;
/// Where the thin line ends and the label starts, from the edge.
const LEADER: f64 = 13.0;
const START: f64 = 16.0;
/// What is moved by less needs no line.
const UNMOVED: f64 = 0.75;

/// A label, and the height of its value.
pub(super) struct Label {
    pub(super) name: String,
    pub(super) bold: bool,
    pub(super) at: f64,
}

/// Writes labels, from above, beside an edge at `x`, between `top` and `bottom`. `values` is where the values end, which
/// a line starts from.
pub(super) fn labels(svg: &mut String, labels: &[Label], values: f64, x: f64, [top, bottom]: [f64; 2]) {
    let heights = spread(&labels.iter().map(|label| label.at).collect::<Vec<_>>(), top, bottom);
    for (label, y) in labels.iter().zip(heights) {
        let font = if label.bold { Font::STRONG_LABEL } else { Font::LABEL };
        if (y - label.at).abs() > UNMOVED {
            let _ = writeln!(
                svg,
                "<polyline points=\"{values:.1},{at:.1} {x:.1},{at:.1} {:.1},{y:.1}\" fill=\"none\" \
                 stroke=\"{AXIS_LINE}\" stroke-width=\"0.7\" data-leader=\"{}\"/>",
                x + LEADER,
                escaped(&label.name),
                at = label.at,
            );
        }
        written(svg, x + START, y + 4.0, font, INK, &label.name);
    }
}

/// Heights at least [`APART`], in the order given, from `top` to `bottom`: those nearest to `at` by least squares.
///
/// ```math
/// \min \sum_i (y_i - a_i)^2, \quad y_{i+1} - y_i \ge d, \quad top \le y_1, \; y_n \le bottom
/// ```
/// With `z_i = y_i - i d` that is a regression on a rising sequence, which pools neighbours that are in the wrong order;
/// its solution cut at the bounds is the solution within them.
fn spread(at: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let gaps = at.len().saturating_sub(1) as f64;
    // More labels than there is room for stand closer.
    let apart = if gaps > 0.0 { APART.min((bottom - top) / gaps) } else { APART };
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (i, height) in at.iter().enumerate() {
        let mut pool = (height - i as f64 * apart, 1);
        while let Some(before) = pools.pop_if(|before| before.0 > pool.0) {
            let size = before.1 + pool.1;
            pool = ((before.0 * before.1 as f64 + pool.0 * pool.1 as f64) / size as f64, size);
        }
        pools.push(pool);
    }
    let highest = bottom - gaps * apart;
    pools
        .into_iter()
        .flat_map(|(height, size)| std::iter::repeat_n(height.clamp(top, highest.max(top)), size))
        .enumerate()
        .map(|(i, height)| height + i as f64 * apart)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// Sum of squares that labels are moved by.
    fn moved(heights: &[f64], at: &[f64]) -> f64 {
        heights.iter().zip(at).map(|(y, a)| (y - a) * (y - a)).sum()
    }

    /// Numbers of an attribute of each element.
    fn points(svg: &str) -> Vec<Vec<f64>> {
        let attributes = svg.split("points=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        attributes.map(|text| text.split([' ', ',']).map(|n| n.parse().unwrap()).collect()).collect()
    }

    #[test]
    fn labels_with_room_stay_at_their_values_without_a_line() {
        let at = [100.0, 120.0, 200.0, 390.0];
        assert_eq!(spread(&at, 80.0, 400.0), at);
        let mut svg = String::new();
        let row = at.map(|at| Label { name: "a".to_owned(), bold: false, at });
        labels(&mut svg, &row, 690.0, 700.0, [80.0, 400.0]);
        assert!(!svg.contains("<polyline") && svg.matches("<text").count() == 4);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

        #[test]
        fn labels_never_overlap_and_their_lines_end_at_their_values(
            mut at in prop::collection::vec(100.0..400.0_f64, 1..9),
            crowd in 0.0..1.0_f64,
            centre in 100.0..400.0_f64,
        ) {
            at.sort_by(f64::total_cmp);
            let at: Vec<f64> = at.iter().map(|height| centre + crowd * (height - centre)).collect();
            let heights = spread(&at, 100.0, 400.0);
            prop_assert_eq!(heights.len(), at.len());
            prop_assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= APART - 1e-9), "{:?}", &heights);
            prop_assert!(heights.iter().all(|y| (100.0 - 1e-9..=400.0 + 1e-9).contains(y)), "{:?}", &heights);
            // No move of a single label, or of all of them, that keeps them apart and inside brings them nearer.
            for i in 0..heights.len() {
                for step in [-0.5, 0.5] {
                    for range in [i..i + 1, 0..i + 1, i..heights.len()] {
                        let mut other = heights.clone();
                        other[range].iter_mut().for_each(|y| *y += step);
                        let allowed = other.windows(2).all(|pair| pair[1] - pair[0] >= APART)
                            && other.iter().all(|y| (100.0..=400.0).contains(y));
                        prop_assert!(!allowed || moved(&other, &at) >= moved(&heights, &at) - 1e-9);
                    }
                }
            }
            let row: Vec<Label> =
                at.iter().map(|at| Label { name: "median".to_owned(), bold: true, at: *at }).collect();
            let mut svg = String::new();
            labels(&mut svg, &row, 690.0, 700.0, [100.0, 400.0]);
            let lines = points(&svg);
            let crowded: Vec<(f64, f64)> =
                at.iter().copied().zip(heights).filter(|(a, y)| (y - a).abs() > UNMOVED).collect();
            prop_assert_eq!(lines.len(), crowded.len());
            for (line, (at, y)) in lines.iter().zip(crowded) {
                prop_assert!(line[0] == 690.0 && (line[1] - at).abs() < 0.051, "{line:?} {at}");
                prop_assert!((line[5] - y).abs() < 0.051, "{line:?} {y}");
            }
        }
    }
}
