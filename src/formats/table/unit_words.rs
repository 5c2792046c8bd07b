//! The words of a unit: what is counted, in which scale, of what and in which prices; English, Dutch and the codes of
//! Eurostat.

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Money,
    Hours,
    Persons,
    FullTimeEquivalents,
    Percent,
    Fraction,
    Index,
}

/// What a percentage is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Gdp,
    Rd,
}

/// The prices that money is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prices {
    Current,
    Constant,
}

/// What the words of a unit say.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) kind: Option<Kind>,
    pub(super) scale: Option<f64>,
    pub(super) of: Option<Of>,
    pub(super) prices: Option<Prices>,
    /// An amount for each person, hour or week.
    pub(super) per_unit: bool,
}

impl Stated {
    pub(super) fn new(unit: &str) -> Self {
        let text =
            unit.to_lowercase().replace("r&d", "gerd").replace("full-time", "fte").replace('%', " percent ");
        let text = text.replace("1 000", "1000").replace("1,000", "1000").replace("1.000", "1000");
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut stated = Self::default();
        let (mut kinds, mut scales): (Vec<Kind>, Vec<f64>) = (Vec::new(), Vec::new());
        for (at, word) in words.iter().enumerate() {
            kinds.extend(kind_of(word));
            // A thousand million is a billion; the same scale in two words (MEUR, million euro) is one.
            if let Some(scale) = scale_of(word).filter(|scale| !scales.contains(scale)) {
                scales.push(scale);
            }
            stated.of = stated.of.or(match *word {
                "gdp" | "bbp" | "b1gq" => Some(Of::Gdp),
                "gerd" | "tot" => Some(Of::Rd),
                _ => None,
            });
            stated.prices = stated.prices.or(prices_of(word, words.get(at + 1..).unwrap_or_default()));
            stated.per_unit |=
                ["per", "each"].contains(word) && words.get(at + 1).is_some_and(|next| is_unit_of_many(next));
        }
        stated.scale = (!scales.is_empty()).then(|| scales.iter().product());
        if (words.contains(&"percent") || words.contains(&"percentage"))
            && (words.contains(&"gerd") || words.contains(&"total"))
        {
            stated.of = stated.of.or(Some(Of::Rd));
        }
        // The strongest word first: percent of GDP is no money, and a fraction of persons no count.
        let order = [
            Kind::Index,
            Kind::Percent,
            Kind::Fraction,
            Kind::FullTimeEquivalents,
            Kind::Hours,
            Kind::Money,
            Kind::Persons,
        ];
        stated.kind = order.into_iter().find(|kind| kinds.contains(kind));
        // Prices alone are those of money.
        stated.kind = stated.kind.or(stated.prices.map(|_| Kind::Money));
        if stated.kind == Some(Kind::Index) {
            // "index, 2020 = 1000" has no scale.
            stated.scale = None;
        }
        stated
    }
}

fn kind_of(word: &str) -> Option<Kind> {
    Some(match word {
        "euro" | "euros" | "eur" | "usd" | "dollar" | "dollars" | "gulden" | "currency" | "lcu" | "nac"
        | "meur" | "mnac" | "pps" => Kind::Money,
        "hours" | "hour" | "uren" | "uur" | "hw" => Kind::Hours,
        "persons" | "person" | "people" | "personen" | "per" | "employed" | "werkzame" | "inhabitants"
        | "inwoners" | "heads" | "headcount" | "head" | "hc" | "nr" => Kind::Persons,
        "fte" | "ftes" | "fulltime" | "equivalents" | "voltijdbanen" | "vte" | "arbeidsjaren" => {
            Kind::FullTimeEquivalents
        }
        "percent" | "percentage" | "percentages" | "pct" | "pc" | "procent" | "pt" => Kind::Percent,
        "fraction" | "ratio" | "share" | "proportion" | "fractie" => Kind::Fraction,
        "index" | "indexcijfer" => Kind::Index,
        _ => return None,
    })
}

fn scale_of(word: &str) -> Option<f64> {
    Some(match word {
        "thousand" | "thousands" | "ths" | "thd" | "duizend" | "dzd" | "1000" | "x1000" => 1e3,
        "million" | "millions" | "mln" | "mio" | "miljoen" | "meur" | "mnac" => 1e6,
        "billion" | "billions" | "bn" | "bln" | "mld" | "mrd" | "miljard" => 1e9,
        "trillion" | "trillions" | "tn" | "tln" => 1e12,
        _ => return None,
    })
}

fn prices_of(word: &str, rest: &[&str]) -> Option<Prices> {
    let is_year = |word: &&&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    Some(match word {
        "current" | "nominal" | "lopende" | "werkelijke" | "cp" => Prices::Current,
        "constant" | "constante" | "volume" | "chained" | "real" => Prices::Constant,
        "prices" | "prijzen" if rest.iter().take(2).any(|word| is_year(&word)) => Prices::Constant,
        _ if word.starts_with("clv") => Prices::Constant,
        _ => return None,
    })
}

fn is_unit_of_many(word: &str) -> bool {
    [
        "person",
        "persons",
        "capita",
        "head",
        "hour",
        "worker",
        "week",
        "inhabitant",
        "employee",
        "persoon",
        "uur",
        "1000",
    ]
    .contains(&word)
}
