"""What the rules about sources, claims, figures, judgements, wording and handling mean."""

from __future__ import annotations

from reportkit.rules.explanation import Explanation, table

CONTENT = table(
    "Sources",
    Explanation(
        "fact-unsourced",
        "ICD 206",
        "A fact cites a source, or rests on claims, figures or an event that do.",
    ),
    Explanation(
        "claim-unsourced",
        "ICD 206",
        "A claim cites where it was read or heard.",
    ),
    Explanation(
        "figure-unsourced",
        "ICD 206",
        "A figure cites the source that gives it, or names the parts that it sums.",
    ),
    Explanation(
        "event-unsourced",
        "ICD 206",
        "An event cites a source.",
    ),
    Explanation(
        "measure-unsourced",
        "ICD 206",
        "A measure cites a source, or rests on claims that do.",
    ),
    Explanation(
        "round-unsourced",
        "ICD 206",
        "A round of talks cites a source, or rests on claims that do.",
    ),
    Explanation(
        "commitment-unsourced",
        "ICD 206",
        "A commitment cites a source, or rests on claims that do.",
    ),
    Explanation(
        "displacement-unsourced",
        "ICD 206",
        "A displacement cites a source, or is counted by a figure that does.",
    ),
    Explanation(
        "verification-origins",
        "ICD 203, standard 1; circular reporting",
        "multi_origin and independently_confirmed need two independent origins. "
        "'originates_from' is followed: ten outlets that quote one agency are one origin.",
    ),
    Explanation(
        "harm-fair",
        "Airwars",
        "Harm graded fair rests on at least two credible sources, that is, two independent "
        "origins.",
    ),
    Explanation(
        "harm-unaccepted",
        "Airwars",
        "Harm graded confirmed means that a belligerent accepted responsibility: one of the "
        "event's actors has attribution accepted or self_claimed, and a claim of that actor "
        "or its party says so.",
    ),
    Explanation(
        "credibility-origins",
        "Admiralty (NATO)",
        'Credibility 1 means "confirmed by other sources": at least two independent origins.',
    ),
    Explanation(
        "grading-diagonal",
        "Admiralty (NATO)",
        "Reliability judges the source's record, credibility the content, each in "
        "isolation. When nearly all grades read A1, B2, C3, one was copied from the other.",
    ),
    Explanation(
        "claims-one-sided",
        "EUAA country-of-origin method",
        "One party supplies more than 70 % of a section's claims. Look for the other's "
        "word, or record its silence with modality no_comment.",
    ),
    Explanation(
        "source-undescribed",
        "ICD 206",
        "A source that carries a key judgement has a descriptor: access, bias, record, "
        "possible deception.",
    ),
    "Claims",
    Explanation(
        "quote-long",
        "fair quotation",
        "A quotation has at most forty words.",
    ),
    Explanation(
        "quote-untranslated",
        "ICS 206-01",
        "A quotation in another language than the brief's stands beside its translation.",
    ),
    Explanation(
        "claim-deprecated",
        "Wikidata ranks",
        "A claim that no longer counts is kept, deprecated and with its reason, instead of "
        "being deleted.",
    ),
    Explanation(
        "breach-one-party",
        "ETH/PRIO ceasefire data",
        "A breach is never confirmed on one party's word: it takes a third party, the party "
        "that broke it, or two parties. Otherwise it is alleged.",
    ),
    Explanation(
        "verb-unearned",
        "equal treatment of parties",
        '"Confirms", "reveals" and "admits" lend weight. They stand only where the claim is '
        "against the speaker's interest or independently verified; else write says, "
        "reports, states.",
    ),
    Explanation(
        "claims-uneven",
        "equal treatment of parties",
        '"Claims" casts doubt: it is said of both parties or of neither.',
    ),
    Explanation(
        "party-none",
        "UCDP",
        "The parties to the conflict are actors with 'party_to_conflict: true'; a ministry or an "
        "army is 'part_of' its party. By them the claim matrix sets its columns, timelines their "
        "lanes and the house its colours, and both sides are asked for their answer alike. A "
        "series without a conflict names none.",
    ),
    "Figures",
    Explanation(
        "metric-unknown",
        "UCDP",
        "What a figure counts is one of the built-in metrics or is defined in brief.yaml "
        "under 'metrics', so that figures can be compared.",
    ),
    Explanation(
        "population-unknown",
        "UCDP",
        "Among whom a figure counts is one of the built-in populations or is defined in "
        "brief.yaml under 'populations'.",
    ),
    Explanation(
        "figure-empty",
        "UCDP",
        "A figure gives at least one of low, best and high.",
    ),
    Explanation(
        "figure-range",
        "UCDP",
        "low <= best <= high.",
    ),
    Explanation(
        "figure-operator",
        "UCDP, ACLED",
        "The operator says how to read the number: exact and about have a best, at_least "
        "and more_than a low, at_most a high, between a low and a high.",
    ),
    Explanation(
        "figure-vague",
        "ACLED",
        '"Dozens" is a lower bound of 12 and nothing more: a vague term has a low, no best '
        "and no high.",
    ),
    Explanation(
        "figure-count",
        "",
        "People, attacks and houses are counted in whole numbers from zero up.",
    ),
    Explanation(
        "figure-sum",
        "UCDP",
        "The best of a figure with parts is the sum of their bests.",
    ),
    Explanation(
        "figure-relation",
        "UCDP; equal treatment of parties",
        "A party's count of its own losses and its count of the enemy's err in opposite "
        "directions and are never one series; its figure says which it is.",
    ),
    Explanation(
        "series-mixed",
        "WHO",
        "Figures of one series share metric, population, place, provider, method and "
        "relation; differences over time are computed only inside one series.",
    ),
    Explanation(
        "series-casualties",
        "OHCHR, Every Casualty",
        "Casualties are killed and injured together. A toll of casualties in a series of "
        "the killed is the error that reports most often copy from each other.",
    ),
    Explanation(
        "figure-interval",
        "research on undercounts",
        "The span between two reports is no confidence interval; only a statistical "
        "range_kind may be called so.",
    ),
    Explanation(
        "figure-undated",
        "OCHA",
        "A number without its day or period cannot be compared with another.",
    ),
    "Judgements",
    Explanation(
        "likelihood-unknown",
        "ICD 203, PHIA",
        "Likelihood is told in the terms of one published scale, whose percent bands the "
        "tool prints.",
    ),
    Explanation(
        "likelihood-mixed",
        "ICD 203",
        "The two rows of terms (likely, probable) do not mix in one brief.",
    ),
    Explanation(
        "likelihood-unstated",
        "ICD 203",
        "The term of the scale stands in the judgement's own sentence, where a reader sees "
        "what it qualifies.",
    ),
    Explanation(
        "likelihood-confidence",
        "ICD 203",
        "How likely something is and how good the basis is are different things and never "
        "stand in one sentence.",
    ),
    Explanation(
        "likelihood-band",
        "ICD 203, PHIA",
        "The probability kept for scoring lies in the percent band of the term; PHIA leaves "
        "gaps between bands on purpose.",
    ),
    Explanation(
        "linchpin-effect",
        "ICD 203, standard 3",
        "A linchpin assumption says what falls with it.",
    ),
    Explanation(
        "judgement-alternatives",
        "ICD 203, standard 4",
        "A key judgement names at least one other way it could go, or says why there is none.",
    ),
    Explanation(
        "judgement-unresolvable",
        "ICD 203, standard 8",
        "A forecast with a horizon says by which criteria and when it will be told whether "
        "it came true.",
    ),
    Explanation(
        "judgement-baseless",
        "ICD 203, standard 3",
        "A judgement names the facts, claims and figures it rests on.",
    ),
    Explanation(
        "judgement-against",
        "ICD 203, standard 6",
        "A judgement names the evidence against it, or says that it was looked for and none "
        "was found.",
    ),
    Explanation(
        "judgement-implications",
        "ICD 203, standard 5",
        "A key judgement says what it means for a reader.",
    ),
    Explanation(
        "judgement-hedged",
        "ICD 203, PHIA",
        '"May", "could" and "risk of" stand on no scale: one reader hears 20 %, another 60 '
        "%. Use the scale's terms.",
    ),
    Explanation(
        "fact-assesses",
        "ICD 203, standard 3",
        "Facts, assumptions and judgements are kept apart: a fact states what was seen or "
        'said, without "likely", "apparently" or "signals that".',
    ),
    "Wording, places, handling",
    Explanation(
        "language-unspoken",
        "BCP 47, WCAG 3.1.1",
        "The headings, labels and dates of a page are in the language that it declares, so "
        "that a screen reader reads them right. A language needs a catalogue; facts may be "
        "written in any language, which text_language names.",
    ),
    Explanation(
        "language-incomplete",
        "BCP 47, WCAG 3.1.2",
        "A text that the catalogue does not translate is printed in English between words of "
        "another language, and is announced and read out as if it were of that language. A "
        "translation that its tool marks as a guess counts as none.",
    ),
    Explanation(
        "naming-policy",
        "neutral naming",
        "A term that takes sides stands only inside quotation marks, attributed to who uses "
        "it; brief.yaml says which terms and what to write instead.",
    ),
    Explanation(
        "acronym-unexplained",
        "OCHA",
        "A short form is explained in brief.yaml, by an actor's short name, or in brackets "
        "where it first stands.",
    ),
    Explanation(
        "place-coordinates",
        "WGS 84, UCDP",
        "A point has a latitude of -90 to 90 and a longitude of -180 to 180 degrees, both or none.",
    ),
    Explanation(
        "map-window",
        "WGS 84",
        "The box of the series' map is west, south, east and north in degrees, south below north; "
        "east may be less than west over the date line. A disputed line lies between two "
        "territories.",
    ),
    Explanation(
        "attribution-missing",
        "Airwars",
        "That somebody began an event rests on somebody's word: self_claimed, accepted, alleged, "
        "denied, assessed or unknown. A target or another participant needs no attribution.",
    ),
    Explanation(
        "claim-clause",
        "",
        "The statement of a claim is a clause that goes on from its speaker and mood: 'it had a "
        "part in the attack' becomes 'Kabul denies that it had a part in the attack'. It begins "
        "in lower case but for a name, without 'that' or a verb of saying, and ends without a "
        "full stop. What is denied is written without 'not', and nobody in it is 'we'.",
    ),
    Explanation(
        "claim-silence",
        "Silence is data",
        "The statement of a claim with modality no_comment or not_available names the matter on "
        "which nothing was heard: 'the attack at the ford' becomes 'no comment by Kabul was found "
        "on the attack at the ford'.",
    ),
    Explanation(
        "date-far-ahead",
        "",
        "Period, cut-off and publication of an edition lie at most 31 days ahead of the clock. A "
        "year typed wrongly (2062) would be sealed, and no edition of today could follow it.",
    ),
    Explanation(
        "place-outside-country",
        "Natural Earth; UCDP geographic precision",
        "A place with lat and lon lies in the country that it names, as the shipped shapes draw "
        "it. A vague place may lie off by more: 10 km at precision 1, 35 at 2, 60 at 3, 150 "
        "above. Where swapping lat and lon brings it home, the hint says so.",
    ),
    Explanation(
        "country-unknown",
        "ISO 3166, CLDR, Natural Earth",
        "A country is written by its name, in English or in the language of the brief, or by its "
        "ISO code of two or three letters; countries on both sides of a line are joined by a "
        "slash. A name that is like no country's (a fictional one) is taken as it stands.",
    ),
    Explanation(
        "map-territory",
        "Natural Earth",
        "The map of a series names territories that the shipped shapes have, by a code of three "
        "letters or by name.",
    ),
    Explanation(
        "tlp-above-edition",
        "TLP 2.0",
        "The label of an edition is at least as high as the highest label of what it holds. With "
        "'hold_back: true' in edition.yaml it is published without what is marked above it: "
        "those records stay in the seeds, nothing that is printed may rest on them or name "
        "them, and the change log compares with what readers at that marking had.",
    ),
    Explanation(
        "tlp-community",
        "TLP 2.0",
        "TLP:GREEN is for a community; the brief says which.",
    ),
    Explanation(
        "list-below-marking",
        "TLP 2.0",
        "An edition never goes to a list that is cleared for less than its label. Under "
        "'releases:' brief.yaml names the lower markings at which it also appears, abridged; "
        "each list gets the highest that it may have.",
    ),
    Explanation(
        "release-repeated",
        "TLP 2.0",
        "Each lower marking at which the edition also appears is named once.",
    ),
    Explanation(
        "release-empty",
        "TLP 2.0",
        "A record without a marking of its own has that of the series. So in a series at "
        "TLP:GREEN that also appears at TLP:CLEAR every record is left out there, until some say "
        "'tlp: TLP:CLEAR', or the series does and the edition and some records are marked "
        "TLP:GREEN.",
    ),
    Explanation(
        "rests-above",
        "TLP 2.0, STIX markings",
        "A lower edition leaves out every record marked above it. What stays may not rest on "
        "what is gone: it would stand there unsourced, or give away what it was drawn from. "
        "Sources, indicators and gaps that are marked higher are taken out of a record's list "
        "by themselves, as long as others remain. A sentence of edition.yaml can have other "
        "words for lower editions ('abridged:'), or a marking of its own ('tlp:').",
    ),
    Explanation(
        "names-above",
        "TLP 2.0, STIX markings",
        "A text that stays in a lower edition holds an id, a name, an address or a sentence of "
        "a record that is marked above it.",
    ),
    Explanation(
        "above-ceiling",
        "TLP 2.0, STIX markings",
        "The last look at a finished lower edition: its PDF with all that it encloses, its "
        "HTML, facts and change log hold no id, name, address or sentence of a record marked "
        "above it, or that only such records name, in whatever spelling. This one does, so it "
        "is not published. The page's templates, or texts that no rule reads, have brought it "
        "in. Not looked for: names of fewer than three letters, texts of fewer than four words "
        "that are no name, numbers, parts of a name.",
    ),
    Explanation(
        "withheld-named",
        "Chatham House rule",
        "A source or a speaker asked not to be named ('attribution_rule'), and a text of the "
        "seeds or a finished file names them all the same: publisher, author, title or address "
        "of the source, the speaker, spokesperson or venue of the claim, as they are written "
        "or in another spelling, now or in an edition before. A name by which an open record is "
        "called too gives nothing away. Not looked for: names of fewer than three letters, "
        "surnames alone, nicknames that no record holds.",
    ),
    Explanation(
        "attribution-rule-idle",
        "Chatham House rule",
        "'attribution_rule' keeps back the name of a source, or the speaker of a claim. At any "
        "other record it would change nothing, and the names that its author wanted to keep "
        "back, as the provider of a figure, would be published.",
    ),
    Explanation(
        "withheld-described",
        "Chatham House rule",
        "The descriptor of a source is printed even where its name is withheld. A name, a "
        "number or a word of the source's own name in it can lead a reader to the source.",
    ),
    Explanation(
        "list-profile",
        "",
        "An edition is sealed with the forms that 'profiles:' in brief.yaml names, and mail "
        "carries sealed files only. A list that wants changes gets changes.md where the PDF is "
        "not made.",
    ),
    Explanation(
        "list-unknown",
        "",
        "A recipient is on lists that distribution.yaml defines; a misspelt list would mean "
        "no mail.",
    ),
    Explanation(
        "list-none",
        "",
        "A recipient on no list would get nothing.",
    ),
    Explanation(
        "list-repeated",
        "",
        "Each list of distribution.yaml has its own id.",
    ),
    Explanation(
        "address-repeated",
        "",
        "An address stands once, in whatever case, or somebody would get an edition twice. "
        "One recipient can be on several lists.",
    ),
)
