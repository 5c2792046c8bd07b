//! Scenarios side by side as SVG: a panel each with the median and the bands of GDP, and then one for the difference of every
//! pair. All panels share one vertical axis. Figures stand in `data-` attributes.

use super::compare_chart::{
    COLUMNS, LEFT, LETTERS, LINE, PANEL, Panel, WIDTH, described, draw, shared_range,
};
use super::inputs_text::input_notes;
use super::svg::{GREY, INK, PAPER, escaped, lines_of, text};
use crate::ensemble::{ComparedPair, Comparison, Kind, StatisticsByYear};
use crate::simulate::Variable;
use crate::statistics::Distribution;

/// Characters that fit above a panel.
const TITLE: usize = 32;

/// The chart of a comparison of scenarios, as an SVG document. `command` is the command that reproduces it.
#[must_use]
pub fn scenarios_chart(comparison: &Comparison, command: &str) -> String {
    let (panels, scenarios) = panels(comparison);
    let title = lines_of(&title(&comparison.names()), 72);
    let subtitle = subtitle(comparison);
    let notes = notes(comparison, command);
    let shared = shared_range(&panels);
    let top = 36.0 + 22.0 * title.len() as f64;
    let first_rows = scenarios.div_ceil(COLUMNS);
    // Differences stand behind the scenarios where one row holds all, else in rows of their own.
    let place = |i: usize| match (panels.len() > COLUMNS, i.checked_sub(scenarios)) {
        (true, Some(pair)) => (pair % COLUMNS, first_rows + pair / COLUMNS),
        _ => (i % COLUMNS, i / COLUMNS),
    };
    let rows = panels.len().checked_sub(1).map_or(0, |last| place(last).1 + 1);
    let bottom = top + rows as f64 * PANEL.1 + 8.0;
    let height = (bottom + LINE * notes.len() as f64 + 12.0).ceil();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}.{}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(&title.join(" ")),
        escaped(&subtitle),
        escaped(&described(&panels)),
    );
    for (i, line) in title.iter().enumerate() {
        let style = format!("font-size=\"18\" font-weight=\"bold\" fill=\"{INK}\"");
        text(&mut svg, LEFT, 30.0 + 22.0 * i as f64, &style, line);
    }
    let grey = format!("font-size=\"13\" fill=\"{GREY}\"");
    text(&mut svg, LEFT, 30.0 + 22.0 * title.len() as f64, &grey, &subtitle);
    for (i, panel) in panels.iter().enumerate() {
        let (column, row) = place(i);
        let corner = (LEFT + column as f64 * PANEL.0, top + row as f64 * PANEL.1);
        let years: Vec<i32> = panel.years.years().iter().collect();
        draw(&mut svg, panel, &years, corner, shared);
    }
    for (i, line) in notes.iter().enumerate() {
        let style = format!("font-size=\"11.5\" fill=\"{GREY}\"");
        text(&mut svg, LEFT, bottom + LINE * (i + 1) as f64 - 4.0, &style, line);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The scenarios and the differences, and how many of the panels are scenarios.
fn panels(comparison: &Comparison) -> (Vec<Panel>, usize) {
    let names = comparison.names();
    let scenario = |(place, name): (usize, &String)| {
        let years = comparison.scenarios[place].ensemble.statistics(Variable::Gdp, Kind::Deviation).ok()?;
        Some(Panel { title: cut(&format!("{}: {name}", place + 1)), weight: None, note: None, years })
    };
    let mut panels: Vec<Panel> = names.iter().enumerate().filter_map(scenario).collect();
    let scenarios = panels.len();
    let check_run = comparison.settings.draws == 0;
    panels.extend(comparison.pairs.iter().filter_map(|pair| difference(pair, check_run)));
    (panels, scenarios)
}

fn difference(pair: &ComparedPair, check_run: bool) -> Option<Panel> {
    let by_year = pair.difference.by_year(Variable::Gdp).ok()?;
    let statistics = by_year.iter().map(Distribution::statistics).collect();
    let years = StatisticsByYear::new(pair.difference.years().first, statistics);
    let more = by_year.last().and_then(|d| d.probability_above(0.0)).filter(|_| !check_run);
    let note = more.map(|more| format!("more in {:.0}%", 100.0 * more.value));
    Some(Panel { title: format!("{} less {}", pair.second + 1, pair.first + 1), weight: None, note, years })
}

/// A name that fits above a panel.
fn cut(name: &str) -> String {
    if name.chars().count() <= TITLE {
        return name.to_owned();
    }
    let start: String = name.chars().take(TITLE - 1).collect();
    format!("{}\u{2026}", start.trim_end())
}

fn title(names: &[String]) -> String {
    let numbered: Vec<String> =
        names.iter().enumerate().map(|(place, name)| format!("{}: {name}", place + 1)).collect();
    numbered.join("; ")
}

fn subtitle(comparison: &Comparison) -> String {
    let country = comparison.scenarios.first().map_or("", |one| &one.experiment.baseline.country);
    let settings = &comparison.settings;
    let draws = match settings.draws {
        0 => "check run at the centres of the parameters".to_owned(),
        1 => format!("draw {} alone, seed {}", settings.first_draw, settings.seed),
        draws => format!("{draws} draws, seed {}", settings.seed),
    };
    format!(
        "{country}, GDP, percent from the baseline, and the differences, percent of the baseline; {draws}"
    )
}

fn notes(comparison: &Comparison, command: &str) -> Vec<String> {
    let vintage = comparison.data_vintage();
    [
        "Line: median. Inner band: the middle 60% of the draws; outer band: 90%. Differences are taken draw by draw, under the \
         same parameters: their band is not the difference of the bands. All panels share one vertical axis."
            .to_owned(),
        format!("kennis {}, data {vintage}. Again: {command}", env!("CARGO_PKG_VERSION")),
    ]
    .into_iter()
    .chain(input_notes(&comparison.inputs()))
    .flat_map(|note| lines_of(&note, LETTERS))
    .collect()
}
