//! A sensitivity analysis: the spread, the decision and what knowledge is worth to it, a tornado, parameters, layers, what it
//! rests on.

use super::made::Made;
use crate::report::blocks::{on_page, section_of};
use crate::report::chart_layout::Layout;
use crate::report::page::{Cell, Figure, Section, Table};
use crate::report::sensitivity_chart::{layers_picture, tornado_picture};
use crate::report::sensitivity_text::{SensitivityText, what_is_analysed};
use crate::sensitivity::SensitivityAnalysis;

/// The sections of an analysis. `command` is the command that reproduces it.
#[must_use]
pub fn sensitivity_sections(analysis: &SensitivityAnalysis, command: &str) -> Vec<Section> {
    let text = SensitivityText { analysis };
    let made = Made { vintage: &analysis.experiment.baseline().vintage, command };
    let first = Section::new("sensitivity", "Where the uncertainty comes from")
        .answer(text.question())
        .text(text.decision());
    let method = "One parameter at a time at its 5 and 95% points, the others at their centres.";
    let tornado = Section::new("sensitivity-tornado", "One parameter at a time")
        .figure(made.with(tornado(analysis), method));
    let worth = Section::new("sensitivity-worth", "What it is worth to know more");
    let method = "Shares of the variance of the draws of each layer, alone and together.";
    let layers = Section::new("sensitivity-layers", "Layers of uncertainty")
        .figure(made.with(layers(analysis), method));
    let rest = Section::new("sensitivity-basis", "What the analysis rests on");
    vec![
        first,
        on_page(tornado, text.tornado()),
        on_page(worth, text.groups()),
        section_of("sensitivity-parameters", text.parameters()),
        on_page(layers, text.layers()),
        on_page(rest, text.basis()),
    ]
}

fn tornado(analysis: &SensitivityAnalysis) -> Figure {
    let title = format!("{}: one parameter at a time", what_is_analysed(analysis));
    let head = ["parameter", "at 5%", "at 95%", "derivative", "worth to know"];
    let table = analysis.parameters.iter().fold(Table::new(&*title, head), |table, p| {
        let maybe = |value: Option<f64>| Cell::maybe(value, 4);
        table.row([
            Cell::from(p.name),
            maybe(p.low),
            maybe(p.high),
            maybe(p.derivative),
            Cell::Number(p.evppi, 4),
        ])
    });
    let reading = "Light: at the 5% point; dark: at the 95% point; the line is the centre.";
    let picture = |layout| tornado_picture(analysis, &title, layout);
    Figure::new("sensitivity-bars", &*title, picture(Layout::PAGE), table)
        .narrow(picture(Layout::PHONE))
        .reading(reading)
}

fn layers(analysis: &SensitivityAnalysis) -> Figure {
    let title = "Share of the variance by layer";
    let names = analysis.layers.first().map(|first| first.shares.iter().map(|(name, _)| *name));
    let head = ["year"].into_iter().chain(names.into_iter().flatten()).chain(["layers together"]);
    let table = analysis.layers.iter().fold(Table::new(title, head), |table, of_year| {
        let year = of_year.year.map_or(Cell::from("all years"), Cell::Year);
        let shares = of_year.shares.iter().map(|(_, share)| *share).chain([of_year.interactions]);
        table.row([year].into_iter().chain(shares.map(|share| Cell::Number(share, 3))))
    });
    let reading = "Every column is a year; the shares of the layers, and of what they do together, fill it.";
    let picture = |layout| layers_picture(analysis, title, layout);
    Figure::new("sensitivity-shares", title, picture(Layout::PAGE), table)
        .narrow(picture(Layout::PHONE))
        .reading(reading)
}
