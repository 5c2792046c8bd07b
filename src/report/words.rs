//! The texts of pages and their charts, in every language: one table. A text without a translation does not compile.
//!
//! A text may have places such as `{year}`, which [`Word::with`] fills.

use super::language::Language;

/// Declares the table: a name, the English text, the Dutch text.
macro_rules! words {
    ($($name:ident: $english:literal, $dutch:literal;)*) => {
        /// A text of pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(not(feature = "monitor"), allow(dead_code, reason = "texts of pages that are not built"))]
        pub(crate) enum Word {
            $(#[doc = $english] $name,)*
        }

        impl Word {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The text in a language.
            pub(crate) fn in_language(self, language: Language) -> &'static str {
                match self { $(Self::$name => language.of($english, $dutch),)* }
            }
        }
    };
}

words! {
    // The shell of a page.
    SkipToContent: "Skip to the content", "Naar de inhoud";
    Contents: "Contents", "Inhoud";
    TableBehind: "The table behind this chart", "De tabel achter deze grafiek";
    Source: "Source", "Bron";
    Method: "Method", "Methode";
    Again: "The command that gives it again", "De opdracht die dit opnieuw geeft";
    Repeat: "Again", "Opnieuw";
    DownloadCsv: "Download as CSV", "Download als CSV";
    DownloadSvg: "Download as SVG", "Download als SVG";
    DecimalSign: ".", ",";
    ReadValue: "Read a value of the chart", "Lees een waarde uit de grafiek";
    MadeBy: "Made by kennis {version}, data {data}.", "Gemaakt met kennis {version}, gegevens {data}.";
    // Charts.
    Year: "year", "jaar";
    Median: "median", "mediaan";
    Path: "path", "pad";
    InYear: "In {year} the {middle} is {value}", "In {year} is de waarde ({middle}) {value}";
    InYearBand: ", the 90% band {low} to {high}", ", de band van 90% loopt van {low} tot {high}";
    // The monitor: title and answer.
    MonitorTitle: "R&D monitor, {country}", "R&D-monitor {country}";
    MonitorSubtitle: "Where the country stands on R&D, and how likely it comes to {target} of GDP in {year}. Last observation: {last}.", "Waar het land staat met R&D, en hoe waarschijnlijk {target} van het bbp in {year} is. Laatste waarneming: {last}.";
    AnswerHeading: "In short", "In het kort";
    Answer: "In {year} R&D comes to {ratio} of GDP in the mean (90% band {low} to {high}): the probability that it comes to {target} is {probability}.", "In {year} komt R&D gemiddeld uit op {ratio} van het bbp (band van 90%: {low} tot {high}): de kans op {target} is {probability}.";
    AnswerGap: "To come to {target}, R&D of firms and government together must be {gap} percentage points of GDP higher: {money} billion {currency} a year in prices of {base}.", "Voor {target} moet R&D van bedrijven en overheid samen {gap} procentpunt van het bbp hoger zijn: {money} miljard {currency} per jaar in prijzen van {base}.";
    AnswerPassed: "That is {gap} percentage points above {target}.", "Dat is {gap} procentpunt boven {target}.";
    AnswerPolicy: "Policy beside the baseline: {scenario}.", "Beleid naast de basislijn: {scenario}.";
    AnswerWithout: "In {last} R&D was {ratio} of GDP. There is no projection, because the data have too little for one (see what is missing).", "In {last} was R&D {ratio} van het bbp. Er is geen raming: de gegevens laten die niet toe (zie wat ontbreekt).";
    CheckRun: "CHECK RUN, not a result: one path at the centres of the parameters.", "CONTROLEBEREKENING, geen uitkomst: één pad met de middelste waarden van de parameters.";
    Euro: "euro", "euro";
    LocalCurrency: "of the country's currency", "in de munt van het land";
    LessThan: "less than {percent}", "minder dan {percent}";
    MoreThan: "more than {percent}", "meer dan {percent}";
    PlanName: "3% R&D action plan, as far as the letter names figures", "het 3%-R&D-actieplan, voor zover de brief bedragen noemt";
    NoPolicyName: "no new policy", "geen nieuw beleid";
    // The ratio.
    RatioHeading: "R&D over GDP", "R&D ten opzichte van het bbp";
    RatioFigure: "R&D over GDP: observed, projected, and the target", "R&D ten opzichte van het bbp: waargenomen, geraamd en het doel";
    RatioAxis: "R&D, percent of GDP", "R&D, procent van het bbp";
    RatioReading: "Up to {last} the line is observed. After it the dark band holds the middle 30% of what may come, the two inner bands 60%, all three 90%. The dashed line is the target.", "Tot en met {last} is de lijn waargenomen. Daarna bevat de donkere band de middelste 30% van wat kan komen, de twee binnenste banden 60% en alle drie samen 90%. De streeplijn is het doel.";
    RatioMethod: "The projection is that of the baseline with policy; around it the ratio moves as it did in the past: a standard deviation of {sd} percentage points in the first year, which grows with the root of time.", "De raming is die van de basislijn met beleid; daaromheen beweegt de verhouding zoals in het verleden: een standaardafwijking van {sd} procentpunt in het eerste jaar, die groeit met de wortel van de tijd.";
    RatioNamed: "The projection itself is not of this model: it is what the second source names, with a straight line up to it.", "De raming zelf is niet van dit model: het is wat de tweede bron noemt, met een rechte lijn ernaartoe.";
    RatioKept: "No projection of the ratio is in the data: it is kept at that of the last observation, which is no forecast.", "De gegevens hebben geen raming van de verhouding: die van de laatste waarneming is vastgehouden, wat geen voorspelling is.";
    RatioHeld: "Of the past changes over {years} years, {held} lay within such a 90% band.", "Van de veranderingen over {years} jaar in het verleden lag {held} binnen zo'n band van 90%.";
    OtherVintages: "other vintages of {year}", "andere publicaties over {year}";
    TargetLine: "target {target}", "doel {target}";
    RatioBreaks: "The survey has breaks in {years}: a step in such a year may be one of measurement.", "De enquête heeft breuken in {years}: een sprong in zo'n jaar kan een sprong in de meting zijn.";
    VintagesText: "Offices publish different figures of the same year. One of them is used throughout, so that the parts belong to the whole; the others say how far apart they are.", "Bureaus publiceren verschillende cijfers over hetzelfde jaar. Eén daarvan wordt overal gebruikt, zodat de delen bij het geheel horen; de andere zeggen hoe ver ze uiteenlopen.";
    VintagesTable: "R&D over GDP of {year}, in every vintage that was published", "R&D ten opzichte van het bbp in {year}, in elke publicatie";
    Published: "published", "gepubliceerd";
    Status: "status", "status";
    PercentOfGdp: "percent of GDP", "procent van het bbp";
    UsedHere: "used here", "hier gebruikt";
    Yes: "yes", "ja";
    No: "no", "nee";
    Mean: "mean", "gemiddelde";
    Account: "account", "rekening";
    StatusPublished: "published", "gepubliceerd";
    StatusProvisional: "provisional", "voorlopig";
    StatusRevisedProvisional: "revised, provisional", "herzien, voorlopig";
    StatusProjected: "projected", "geraamd";
    StatusRounded: "rounded", "afgerond";
    StatusQuoted: "quoted", "geciteerd";
    StatusRecovered: "recovered from a copy", "uit een kopie overgenomen";
    StatusBreak: "break in the series", "breuk in de reeks";
    NotStated: "not stated", "niet vermeld";
    // Money.
    MoneyHeading: "What the target takes", "Wat het doel vraagt";
    MoneyText: "The line of an instrument says how likely {target} of GDP in {year} is when so much public money is spent through it every year from {from} on, beside what policy does already. It is money of the state; what firms add follows from the evidence on the instrument.", "De lijn van een instrument zegt hoe waarschijnlijk {target} van het bbp in {year} is als er vanaf {from} elk jaar zoveel publiek geld langs die weg bij komt, naast het beleid dat er al is. Het is geld van de overheid; wat bedrijven bijleggen volgt uit het onderzoek naar het instrument.";
    MoneyScale: "For scale: government paid for {money} billion {currency} of R&D in {year}, in prices of that year. The answer of firms to a euro is taken to be the same for large amounts as for the smaller ones that were evaluated.", "Ter vergelijking: de overheid betaalde in {year} {money} miljard {currency} aan R&D, in prijzen van dat jaar. De reactie van bedrijven op een euro is bij grote bedragen gelijk genomen aan die bij de kleinere die zijn geëvalueerd.";
    MoneyFigure: "The probability of the target against public money", "De kans op het doel tegenover publiek geld";
    MoneyAxis: "public money, billion {currency} a year, prices of {base}", "publiek geld, miljard {currency} per jaar, prijzen van {base}";
    ProbabilityAxis: "probability, percent", "kans, procent";
    MoneyTable: "Public money for a probability, billion {currency} a year, prices of {base}", "Publiek geld voor een kans, miljard {currency} per jaar, prijzen van {base}";
    Instrument: "instrument", "instrument";
    ForProbability: "for a probability of {probability}", "voor een kans van {probability}";
    MoneyOfGrid: "billion a year", "miljard per jaar";
    PublicResearch: "public research", "publiek onderzoek";
    DirectSubsidy: "direct subsidy", "directe subsidie";
    TaxCredit: "tax credit", "fiscale aftrek";
    EuCofinancing: "co-financing with the EU", "EU-cofinanciering";
    MoneyMethod: "All draws are run with each amount, and the error of the projection is mixed in. The leverage of an instrument is its prior (kennis instruments).", "Alle trekkingen worden met elk bedrag doorgerekend, en de fout van de raming komt erbij. De hefboom van een instrument is zijn a-priori-verdeling (kennis instruments).";
    NotReached: "not reached", "niet bereikt";
    // Why it changed.
    ChangeHeading: "Why the ratio changed", "Waarom de verhouding veranderde";
    ChangeText: "The ratio rises where R&D grows faster than GDP. What growth of R&D adds and what growth of GDP takes away add up to the change, but for rounding.", "De verhouding stijgt als R&D sneller groeit dan het bbp. Wat groei van R&D toevoegt en wat groei van het bbp wegneemt tellen op tot de verandering, afgezien van afronding.";
    ChangeTable: "Change of R&D over GDP, percentage points", "Verandering van R&D ten opzichte van het bbp, procentpunten";
    Years: "years", "jaren";
    Change: "change", "verandering";
    Numerator: "by R&D", "door R&D";
    Denominator: "by GDP", "door het bbp";
    // Who performs and who pays.
    PartsHeading: "Who performs R&D, and who pays for it", "Wie R&D uitvoert, en wie betaalt";
    PerformerFigure: "R&D by who performs it, {year}", "R&D naar uitvoerder, {year}";
    FunderFigure: "R&D by who pays for it, {year}", "R&D naar financier, {year}";
    PartsReading: "Parts add up to R&D over GDP, but for what is not observed.", "De delen tellen op tot R&D ten opzichte van het bbp, behalve wat niet is waargenomen.";
    Part: "part", "deel";
    PercentOfRd: "percent of R&D", "procent van de R&D";
    BillionCurrent: "billion, current prices", "miljard, lopende prijzen";
    TenYearsBefore: "percent of GDP ten years before", "procent van het bbp tien jaar eerder";
    RdBusiness: "business", "bedrijven";
    RdGovernment: "government institutes", "overheidsinstellingen";
    RdHigherEducation: "higher education", "hoger onderwijs";
    RdPrivateNonprofit: "private non-profit", "private instellingen zonder winstoogmerk";
    RdFundedBusiness: "business", "bedrijven";
    RdFundedGovernment: "government", "overheid";
    RdFundedOtherNational: "other national", "overig nationaal";
    RdFundedAbroad: "abroad", "buitenland";
    // Actions.
    ActionsHeading: "The nine actions of the plan", "De negen acties van het plan";
    ActionsText: "What is known of each action, as far as sources were looked at on {date}. A dash is no zero: no source says how much money the action brings a year, so that its effect cannot be said.", "Wat van elke actie bekend is, voor zover bronnen zijn bekeken op {date}. Een streepje is geen nul: geen bron zegt hoeveel geld de actie per jaar brengt, zodat het effect niet te zeggen is.";
    ActionsTable: "Status, money, and effect on GDP in {year}, percent", "Stand, geld, en effect op het bbp in {year}, procent";
    Action: "action", "actie";
    LastKnown: "last known", "laatst bekend";
    Money: "money", "geld";
    EffectWithBand: "effect (90% band)", "effect (band van 90%)";
    MeanAndBand: "{mean} ({low} to {high})", "{mean} ({low} tot {high})";
    Low: "5%", "5%";
    High: "95%", "95%";
    BillionEuro: "{amount} billion euro: {what}", "{amount} miljard euro: {what}";
    Persons: "{amount} persons: {what}", "{amount} personen: {what}";
    NoMoneyNamed: "no source names money", "geen bron noemt geld";
    ActionsFigure: "What each action with money adds to GDP in {year}", "Wat elke actie met geld toevoegt aan het bbp in {year}";
    ActionsAxis: "GDP, percent", "bbp, procent";
    ActionsReading: "A bar is the mean, the line around its end the middle 90% of the draws. Shares are those of Shapley: they add up to all actions together.", "Een balk is het gemiddelde, de lijn om het einde de middelste 90% van de trekkingen. De aandelen zijn die van Shapley: ze tellen op tot alle acties samen.";
    AllActions: "all actions together", "alle acties samen";
    Announced: "announced", "aangekondigd";
    Exploration: "exploration", "verkenning";
    Pilot: "pilot", "proef";
    UnderWay: "under way", "in uitvoering";
    DecidedInPrinciple: "decided in principle", "in beginsel besloten";
    Established: "established", "ingesteld";
    Completed: "completed", "afgerond";
    Dropped: "dropped", "vervallen";
    // Levers.
    LeversHeading: "Move the levers", "Draai zelf aan de knoppen";
    LeversText: "The model itself runs in this page, without any network. While a lever moves, figures come from 1,024 draws; when it rests, from 8,192. Amounts are an illustration of ours, not the letter's.", "Het model zelf rekent in deze pagina, zonder netwerk. Zolang een knop beweegt komen de cijfers uit 1.024 trekkingen, daarna uit 8.192. De bedragen zijn een illustratie van ons, niet van de brief.";
    LeversBusy: "Computing.", "Bezig met rekenen.";
    LeversSettled: "Figures from {draws} draws, in {seconds} seconds.", "Cijfers uit {draws} trekkingen, in {seconds} seconden.";
    LeversFailed: "No figures: {why}", "Geen cijfers: {why}";
    LeversCopied: "Copied.", "Gekopieerd.";
    LeversNotCopied: "The browser does not copy: select the text below.", "De browser kopieert niet: selecteer de tekst hieronder.";
    LeversAsStarted: "start", "begin";
    LeversCopyToml: "Copy the scenario", "Kopieer het scenario";
    LeversCopyLink: "Copy a link", "Kopieer een link";
    LeversReset: "Back to the start", "Terug naar het begin";
    LeversScenario: "The scenario behind the levers", "Het scenario achter de knoppen";
    LeverActions: "The nine actions: public money a year, billion euro of {base}", "De negen acties: publiek geld per jaar, miljard euro van {base}";
    LeverYears: "From {from} up to {until}.", "Van {from} tot en met {until}.";
    LeverOurs: "The start is ours: no source names an amount.", "Het begin is van ons: geen bron noemt een bedrag.";
    LeverOursBeside: "The start is ours. A source names {named}.", "Het begin is van ons. Een bron noemt {named}.";
    LeverHead: "A head costs {cost} euro, ours too.", "Een hoofd kost {cost} euro, ook van ons.";
    LeverTarget: "A target in place of money", "Een doel in plaats van geld";
    LeverTargetSwitch: "Impose R&D over GDP in {year}, whatever it takes; the actions then do nothing", "Leg R&D ten opzichte van het bbp in {year} op, wat het ook kost; de acties doen dan niets";
    LeverTargetOf: "R&D in {year}, percent of GDP", "R&D in {year}, procent van het bbp";
    LeverTargetNote: "Reached in a straight line from {from}, and held. Ours: {share} of the extra is done by the public sector, and paid by government.", "In een rechte lijn vanaf {from} bereikt, en vastgehouden. Van ons: de publieke sector voert {share} van het extra uit, en de overheid betaalt dat.";
    LeverAppraisal: "Costs and benefits", "Kosten en baten";
    LeverDiscount: "Discount rate, percent a year, real", "Discontovoet, procent per jaar, reëel";
    LeverGuideline: "At the start it is that of the Dutch guideline ({name}); moved, one rate for all years.", "Aan het begin is dit de Nederlandse richtlijn ({name}); verschoven één voet voor alle jaren.";
    LeverBeliefs: "Three beliefs", "Drie overtuigingen";
    LeverNoEffect: "Weight of the view that R&D brings nothing, percent", "Gewicht van de opvatting dat R&D niets oplevert, procent";
    LeverNoEffectNote: "The weight at the start is ours. The other views keep their proportions.", "Het gewicht aan het begin is van ons. De andere opvattingen houden hun verhouding.";
    LeverElasticity: "What public R&D brings: percent more productivity for one percent more public knowledge", "Wat publieke R&D oplevert: procent meer productiviteit bij één procent meer publieke kennis";
    LeverPrice: "How far money raises the price of research: percent for one percent more research", "Hoe sterk geld de prijs van onderzoek verhoogt: procent bij één procent meer onderzoek";
    LeverPrior: "At the start it is drawn around this value, as far apart as the evidence; moved, it is certain.", "Aan het begin wordt dit rond deze waarde getrokken, zo ver uiteen als het onderzoek; verschoven is het zeker.";
    LeversAnswerHeading: "What it brings", "Wat het brengt";
    LeversAnswer: "In {year} GDP differs by {gdp}% from the baseline in the mean (90% band {low} to {high}); R&D is {ratio}% of GDP.", "In {year} wijkt het bbp gemiddeld {gdp}% af van de basislijn (band van 90%: {low} tot {high}); R&D is {ratio}% van het bbp.";
    LeversMoney: "Costs and benefits (discounted by {discounting} to {from}, billion {currency} of {base}): the net present value of welfare is {npv} in the mean (90% band {low} to {high}), and above zero with a probability of {probability}; that of public finance is {public}.", "Kosten en baten (contant gemaakt met {discounting} naar {from}, miljard {currency} van {base}): de netto contante waarde van de welvaart is gemiddeld {npv} (band van 90%: {low} tot {high}), en boven nul met een kans van {probability}; die van de overheidsfinanciën is {public}.";
    // Effects.
    EffectsHeading: "What policy brings", "Wat het beleid brengt";
    EffectsText: "Effects of {scenario} against the baseline without it, so far and to come. Knowledge takes years to work, so that the first years are near zero; whoever is being trained does not work meanwhile, so that they can be below it.", "Effecten van {scenario} tegenover de basislijn zonder dat beleid, tot nu toe en daarna. Kennis heeft jaren nodig, zodat de eerste jaren dicht bij nul liggen; wie wordt opgeleid werkt zolang niet, zodat ze ook eronder kunnen liggen.";
    EffectsTable: "Effects by year: mean, and 5 and 95% points", "Effecten per jaar: gemiddelde, en de 5%- en 95%-punten";
    EffectsFigure: "GDP, percent from the baseline", "Bbp, procent ten opzichte van de basislijn";
    Variable: "variable", "grootheid";
    Unit: "unit", "eenheid";
    Percent: "percent", "procent";
    PercentagePoints: "percentage points", "procentpunten";
    PercentOfBaseline: "percent of baseline GDP", "procent van het bbp van de basislijn";
    Gdp: "GDP", "bbp";
    Tfp: "total factor productivity", "totale factorproductiviteit";
    LabourProductivity: "GDP an hour", "bbp per uur";
    RdTotal: "R&D", "R&D";
    RdIntensity: "R&D over GDP", "R&D ten opzichte van het bbp";
    Revenue: "public revenue", "overheidsinkomsten";
    DebtRatio: "public debt", "overheidsschuld";
    Baseline: "baseline", "basislijn";
    // People.
    PeopleHeading: "Researchers and graduates", "Onderzoekers en afgestudeerden";
    PeopleTable: "People in R&D, full-time equivalents", "Mensen in R&D, voltijdbanen";
    People: "people", "mensen";
    Number: "number", "aantal";
    PerThousand: "for each thousand employed", "per duizend werkenden";
    NumberBefore: "number ten years before", "aantal tien jaar eerder";
    Researchers: "researchers", "onderzoekers";
    RdPersonnel: "all people in R&D", "alle mensen in R&D";
    Graduates: "In {year} {share} of those of {ages} had tertiary education, begun or completed; ten years before, {before}.", "In {year} had {share} van de mensen van {ages} hoger onderwijs gevolgd, al dan niet voltooid; tien jaar eerder {before}.";
    NotKnown: "not known", "niet bekend";
    // Elsewhere.
    CountriesHeading: "Other countries", "Andere landen";
    CountriesFigure: "R&D over GDP by country, last observed year", "R&D ten opzichte van het bbp per land, laatst waargenomen jaar";
    CountriesReading: "Each country in its last observed year. The country of this monitor is outlined and bold; the dashed line is the target.", "Elk land in het laatst waargenomen jaar. Het land van deze monitor is omlijnd en vet; de streeplijn is het doel.";
    Country: "country", "land";
    Business: "business, percent of GDP", "bedrijven, procent van het bbp";
    ResearchersPerThousand: "researchers for each thousand employed", "onderzoekers per duizend werkenden";
    Rank: "{country}: number {place} of {all} countries with recent data, and number {place_eu} of the {all_eu} members of the European Union among them.", "{country}: nummer {place} van {all} landen met recente gegevens, en nummer {place_eu} van de {all_eu} leden van de Europese Unie daaronder.";
    // Changes.
    VintageHeading: "What changed since the last monitor, and why", "Wat veranderde sinds de vorige monitor, en waardoor";
    VintageText: "Against a monitor of version {version} with data of {data}. One thing at a time is taken from now instead of from then, so that the causes add up to the change, but for rounding. Money is in prices of the last observed year of each monitor: a new year brings its prices too.", "Vergeleken met een monitor van versie {version} met gegevens van {data}. Telkens wordt één ding van nu genomen in plaats van toen, zodat de oorzaken optellen tot de verandering, afgezien van afronding. Geld is in prijzen van het laatst waargenomen jaar van elke monitor: een nieuw jaar brengt ook zijn prijzen mee.";
    VintageNone: "No former monitor was given. Keep the JSON of this one: kennis monitor --against FILE.json says next time what changed by data, new year, parameters, policy and model.", "Er is geen eerdere monitor gegeven. Bewaar de JSON van deze: kennis monitor --against FILE.json zegt de volgende keer wat veranderde door gegevens, nieuw jaar, parameters, beleid en model.";
    DrawnOtherwise: "Draws or seed were others then: the errors of both are in the column of the model.", "Trekkingen of startgetal waren toen anders: de fouten van beide zitten in de kolom van het model.";
    VintageTable: "Changes by cause", "Veranderingen naar oorzaak";
    Figure: "figure", "cijfer";
    Then: "then", "toen";
    Now: "now", "nu";
    CauseModel: "model", "model";
    CauseData: "data", "gegevens";
    CauseNewYear: "new year", "nieuw jaar";
    CauseParameters: "parameters", "parameters";
    CausePolicy: "policy", "beleid";
    FigureObserved: "R&D over GDP observed, percent", "R&D ten opzichte van het bbp waargenomen, procent";
    FigureProjected: "R&D over GDP in the year of the target, percent", "R&D ten opzichte van het bbp in het doeljaar, procent";
    FigureProbability: "probability of the target, percent", "kans op het doel, procent";
    FigureGap: "gap, percentage points", "tekort, procentpunten";
    FigureGapMoney: "gap, billion a year", "tekort, miljard per jaar";
    FigureGdp: "effect of policy on GDP, percent", "effect van beleid op het bbp, procent";
    FigureDebt: "effect of policy on public debt, percent of GDP", "effect van beleid op de schuld, procent van het bbp";
    // What is missing, and where all comes from.
    MissingHeading: "What is missing", "Wat ontbreekt";
    MissingTable: "What this monitor does not have", "Wat deze monitor niet heeft";
    What: "what", "wat";
    Why: "why", "waarom";
    MissingProjection: "projection, probability, money, effects", "raming, kans, geld, effecten";
    MissingGraduates: "education of the young", "opleiding van jongeren";
    LastObservedIn: "last observed in {year}", "laatst waargenomen in {year}";
    NoSeries: "the data have no such series", "de gegevens hebben die reeks niet";
    NoAttainment: "the tables have no attainment of the young by level", "de tabellen hebben geen opleidingsniveau van jongeren";
    OriginHeading: "Sources, method, and how to read the bands", "Bronnen, methode, en hoe de banden te lezen";
    HowBands: "A 90% band holds nine of ten draws: in one of twenty the figure is above it, in one of twenty below. Bands of effects come from what is not known of parameters and structures; the band of R&D over GDP adds how far the ratio has moved in the past. None of them holds what no one has thought of.", "Een band van 90% bevat negen van de tien trekkingen: in één van de twintig ligt het cijfer erboven, in één van de twintig eronder. Banden van effecten komen uit wat niet bekend is van parameters en structuren; de band van R&D ten opzichte van het bbp voegt toe hoe ver de verhouding in het verleden heeft bewogen. Geen ervan bevat wat niemand heeft bedacht.";
    HowMethod: "The model has several structures, from no effect at all to lasting growth, mixed by their weights; equations and evidence are in the documentation of kennis. Draws: {draws}, seed {seed}, parameters {parameters}.", "Het model heeft verschillende structuren, van geen enkel effect tot blijvende groei, gewogen gemengd; vergelijkingen en bewijs staan in de documentatie van kennis. Trekkingen: {draws}, startgetal {seed}, parameters {parameters}.";
    Series: "series", "reeks";
    Vintage: "vintage", "versie";
    Licence: "licence", "licentie";
    SourcesTable: "Sources of the series, names as published", "Bronnen van de reeksen, namen zoals gepubliceerd";
    Warnings: "Warnings of the program, in English", "Waarschuwingen van het programma, in het Engels";
    OriginFile: "File: {file}, sha256 {hash}", "Bestand: {file}, sha256 {hash}";
    ModelSource: "kennis {version}, data {data}", "kennis {version}, gegevens {data}";
}

impl Word {
    /// The text in a language with its places filled.
    pub(crate) fn with(self, language: Language, places: &[(&str, &str)]) -> String {
        let mut text = self.in_language(language).to_owned();
        for (place, value) in places {
            text = text.replace(&format!("{{{place}}}"), value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn translations_have_the_same_places() {
        for word in Word::ALL {
            let [english, dutch] = [Language::En, Language::Nl].map(|language| word.in_language(language));
            assert_eq!(places(english), places(dutch), "{word:?}");
            assert!(!english.is_empty() && !dutch.is_empty(), "{word:?}");
        }
    }

    #[test]
    fn places_are_filled() {
        let said = Word::MadeBy.with(Language::Nl, &[("version", "1"), ("data", "x")]);
        assert_eq!(said, "Gemaakt met kennis 1, gegevens x.");
    }
}
