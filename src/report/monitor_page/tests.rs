use super::*;
use crate::data::Economy;
use crate::ensemble::Settings;
use crate::model::{Instrument, Unit};
use crate::monitor::{FormerMonitor, KeyFigures, MonitorRequest};
use crate::policy::{Action, ActionMoney, ActionStatus, ActionTable, Date, MoneyUnit};
use crate::scenario::{Measure, Scenario};

fn statuses() -> ActionTable {
    let action = |number| {
        let titles = ["An action", "Een actie"];
        let mut action =
            Action::new(number, titles, (ActionStatus::Pilot, Date::LETTER), "a letter of the minister");
        let mut money = ActionMoney::new(0.5, MoneyUnit::BnEur, "of the state", "a letter of the minister");
        money.what_nl = (number == 5).then(|| "van de staat".to_owned());
        action.money = vec![money];
        action
    };
    ActionTable::new(Date::new(2026, 6, 30).unwrap(), (1..=9).map(action).collect())
}

fn monitor() -> Monitor {
    let measure = Measure::new(Instrument::PublicResearch, Unit::BnEur, 1.0, 2026).with_action(5);
    let scenario = Scenario::new("Q7").with_horizon(2032).with_measure(measure);
    let mut request = MonitorRequest::new(Economy::netherlands().unwrap(), scenario);
    request.settings = Settings::default().with_draws(16);
    request.statuses = Some(statuses());
    let zero = KeyFigures::from_values(|_| Some(0.0)).unwrap();
    let former = FormerMonitor::new("0.0.9", zero, request.clone());
    Monitor::new(&request, Some(&former), &mut |_, _| ()).unwrap()
}

#[test]
fn a_page_says_where_its_projection_comes_from_where_the_survey_breaks_and_what_is_paid_already() {
    let page = |monitor: &Monitor| monitor_page(monitor, Language::En, &[], "kennis monitor").to_html();
    let own = page(&monitor());
    for said in [
        "it is what the second source names",
        "breaks in 2011, 2012, 2013, 2022:",
        "government paid for 6.3 billion euro of R&amp;D in 2022",
        "Netherlands: number",
    ] {
        assert!(own.contains(said), "{said}");
    }
    let scenario = Scenario::new("no new policy").with_horizon(2031).with_country("DEU");
    let mut request = MonitorRequest::new(Economy::country("DEU").unwrap(), scenario);
    request.settings = Settings::default().with_draws(8);
    let other = page(&Monitor::new(&request, None, &mut |_, _| ()).unwrap());
    assert!(other.contains("which is no forecast") && !other.contains("the second source"));
}

/// The text of a page without what is marked as being in another language.
fn text_in_own_language(html: &str, other: &str) -> String {
    let mut text = String::new();
    let (mut foreign, mut name) = (false, String::new());
    let body = html.split("<body").nth(1).unwrap_or("");
    let body = body.split("<script>").next().unwrap_or("");
    for piece in body.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').unwrap_or((piece, ""));
        if !foreign && tag.contains(&format!("lang=\"{other}\"")) {
            (foreign, name) = (true, tag.split(' ').next().unwrap().to_owned());
        }
        if foreign && tag == format!("/{name}") {
            foreign = false;
        }
        if !foreign && !["code", "style"].iter().any(|skipped| tag.starts_with(skipped)) {
            text += content.trim();
            text += "\n";
        }
    }
    text
}

#[test]
fn a_dutch_page_has_no_english_text() {
    let page = monitor_page(&monitor(), Language::Nl, &[], "kennis monitor");
    assert!(page.to_text().ends_with("\nOpnieuw: kennis monitor\n"));
    let html = page.to_html();
    let text = text_in_own_language(&html, "en");
    assert!(text.contains("De kans op het doel") && text.contains("Nederland"), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    for word in Word::ALL {
        let [english, dutch] = [Language::En, Language::Nl].map(|language| word.in_language(language));
        // What is the same word in both cannot be told apart; a text with places is looked for up to the first.
        let start = english.split('{').next().unwrap().trim();
        if english == dutch || start.len() < 4 {
            continue;
        }
        let whole = Word::ALL.iter().any(|other| other.in_language(Language::Nl) == start);
        assert!(whole || !lines.contains(&start), "{word:?}: {start}");
        if start.contains(' ') {
            assert!(!text.contains(start), "{word:?}: {start}");
        }
    }
    // Words that only English has; the name of a publication in a sentence is no text of ours.
    let graduates = monitor().graduates.unwrap().source;
    let lines: Vec<String> = lines.iter().map(|line| line.replace(&graduates, "")).collect();
    for english in [
        " which ",
        " whether ",
        " the ",
        " and ",
        " with ",
        " from ",
        " are ",
        " not ",
        " has ",
        " by ",
        " for ",
    ] {
        let found: Vec<&String> = lines.iter().filter(|line| line.contains(english)).collect();
        assert!(found.is_empty(), "{english}: {found:?}");
    }
}

#[test]
fn every_place_of_a_text_is_filled() {
    let monitor = monitor();
    for language in Language::ALL {
        let html = monitor_page(&monitor, *language, &[], "kennis monitor").to_html();
        let text = text_in_own_language(&html, "xx");
        assert!(!text.contains('{') && !text.contains('}') && !text.contains("NaN"), "{text}");
        for id in [
            "answer",
            "ratio",
            "money",
            "change",
            "parts",
            "actions",
            "effects",
            "people",
            "countries",
            "vintages",
        ] {
            assert!(html.contains(&format!("<section id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn the_page_says_what_the_monitor_says() {
    let monitor = monitor();
    let html = monitor_page(&monitor, Language::Nl, &[], "kennis monitor").to_html();
    let outlook = monitor.outlook.as_ref().unwrap();
    let s = outlook.rd_intensity.at(2030).unwrap();
    assert!(html.contains(&format!("data-value=\"{}\"", 100.0 * s.p95)));
    assert!(html.contains(&format!(
        "komt R&amp;D gemiddeld uit op {}% van het bbp",
        Language::Nl.number(100.0 * s.mean, 2)
    )));
    // All figures have the table behind them, a command, and two widths.
    let figures = html.matches("<figure").count();
    assert!(figures >= 6);
    for part in [
        "<details class=\"behind\">",
        "class=\"picture wide-chart\"",
        "class=\"picture narrow-chart\"",
        "<pre ",
    ] {
        assert!(html.matches(part).count() >= figures, "{part}");
    }
}
