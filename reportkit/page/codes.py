"""The codes of this room: what may be wrong with the page, its design and its files."""

from __future__ import annotations

from reportkit.problems import Code, Level

CODES = (
    Code(
        "page-one-full",
        "OCHA",
        "Masthead, bottom line, trend, what we expect, what changed and key figures stand on "
        "page 1 together, on the paper of the brief. Shorten the text that is named, or "
        "have fewer key judgements or key figures.",
    ),
    Code(
        "one-page-full",
        "OCHA",
        "The form of one page has one page. Highlights, sentences on what changed, key "
        "figures and key judgements leave it in this order, and the page says so; what is "
        "left is too long still.",
    ),
    Code(
        "body-shortened",
        "OCHA",
        "The body had more pages after page 1 than max_pages, so the least important "
        "records moved to the annex of the earlier record: first what only stands, then "
        "what is new, then what changed; last what key judgements rest on. What page 1 "
        "rests on never moves.",
        level=Level.WARNING,
    ),
    Code(
        "body-too-long",
        "OCHA",
        "The body has more pages after page 1 than max_pages though all that may move to "
        "the annex is there. Judgements, boards, open measures, commitments and "
        "questions do not move.",
    ),
    Code(
        "place-outside-country",
        "Natural Earth; UCDP geographic precision",
        "A place with lat and lon lies in the country that it names, as the shipped "
        "shapes draw it. A vague place may lie off by more: 10 km at precision 1, 35 at "
        "2, 60 at 3, 150 above. Where swapping lat and lon brings it home, the hint says "
        "so.",
        level=Level.WARNING,
    ),
    Code(
        "country-unknown",
        "ISO 3166, CLDR, Natural Earth",
        "A country is written by its name, in English or in the language of the brief, or "
        "by its ISO code of two or three letters; countries on both sides of a line are "
        "joined by a slash. A name that is like no country's (a fictional one) is taken "
        "as it stands.",
        level=Level.WARNING,
    ),
    Code(
        "map-territory",
        "Natural Earth",
        "The map of a series names territories that the shipped shapes have, by a code of "
        "three letters or by name.",
    ),
    Code(
        "template-missing",
        "house rule: nothing is guessed",
        "A template that is asked for lies neither in the series' folder nor in the package.",
    ),
    Code(
        "template-syntax",
        "house rule: nothing is guessed",
        "The template is not Jinja: the message is Jinja's own.",
    ),
    Code(
        "template-name",
        "house rule: nothing is guessed",
        "A template uses a name that no template is given; printed as nothing, it would "
        "be a hole in the brief.",
    ),
    Code(
        "template-unsafe",
        "house rule: a file from a stranger harms nobody",
        "A value stands where escaping cannot make it safe: an attribute without "
        "quotation marks, among attributes, in CSS without the filter 'css', or inside "
        "<style> or <script>; or the template holds a program, such as onclick.",
    ),
    Code(
        "template-forbidden",
        "house rule: a file from a stranger harms nobody",
        "Templates lay out and cannot reach into the program; the sandbox refused this "
        "one. A text is set together by plain names, '{name}', and nothing is reached "
        "from them.",
    ),
    Code(
        "design-limit",
        "house rule: a file from a stranger harms nobody",
        "Templates, style sheets and pictures are read under limits of time and memory; "
        "this one reached them before its end.",
    ),
    Code(
        "template",
        "house rule: nothing is guessed",
        "The template failed while it was filled in; the message says where and why.",
    ),
    Code(
        "asset-unusable",
        "house rule: nothing is guessed",
        "A template, style, font or picture is not a plain file that can be read.",
    ),
    Code(
        "asset-too-large",
        "house rule: a file from a stranger harms nobody",
        "templates/ and styles/ together hold at most 64 MB.",
    ),
    Code(
        "asset-refused",
        "house rule: a file from a stranger harms nobody",
        "The page fetches files of the series' own templates and styles and nothing else: "
        "no network, no other folder.",
    ),
    Code("render", "house rule: nothing is guessed", "The engine cannot lay the page out."),
    Code(
        "render-warning",
        "house rule: nothing is lost in silence",
        "The engine warned, such as of a font that is missing or a style it does not "
        "know; a warning means that the page is not as designed, so no edition is made.",
    ),
    Code(
        "page-limit",
        "house rule: nothing is lost in silence",
        "The brief has more pages than any reader; carry fewer records.",
    ),
    Code(
        "letter-missing",
        "house rule: nothing is lost in silence",
        "Only the fonts of styles/fonts/ print a report, so that it looks alike on every "
        "machine; none of them has this letter. A font of the series' own is put beside "
        "them.",
    ),
    Code(
        "word-unbreakable",
        "house rule: a page that is read at once",
        "A word, number or address without a place where a line may break is longer than a line.",
    ),
    Code(
        "text-lost",
        "house rule: nothing is lost in silence",
        "A text was set and is not found in the finished PDF: the engine dropped it, as "
        "it can with footnotes. An edition holds all that it says.",
    ),
    Code(
        "text-off-page",
        "house rule: nothing is lost in silence",
        "A text runs over the edge of the paper.",
    ),
    Code(
        "text-overflow",
        "house rule: nothing is lost in silence",
        "A text sticks out of its box, its table cell or the text area of the page, or "
        "lies over another text. Whoever reads it on paper loses a part.",
    ),
    Code(
        "font-foreign",
        "ISO 19005-3, 6.2.11.4",
        "The PDF is set in a font that the design does not ship, or lacks the font it is "
        "set in: on another machine it would look, break and be copied differently.",
    ),
    Code(
        "theme-name",
        "house rule: nothing is guessed",
        "styles/theme.css gives each ink (on paper and at night), face and size that the "
        "style sheets and pictures ask for. Begin from a copy of the theme that ships.",
    ),
    Code(
        "theme-value",
        "house rule: nothing is guessed",
        "A value of styles/theme.css stands once, a colour as #rrggbb, a size in pt: the "
        "pictures and the checks of contrast must read what the style sheets read.",
    ),
    Code(
        "colour-contrast",
        "WCAG 2.2, 1.4.3",
        "Every ink that text or a sign is set in has a contrast of at least 4.5:1 on "
        "white and on the theme's --paper, and those of the night on --night-paper.",
    ),
    Code(
        "colour-alike",
        "WCAG 2.2, 1.4.1",
        "The accent and the parties of the series are told from each other at a glance: "
        "any two lie at least 20 apart in CIE L*a*b* (black and white are 100 apart) and, "
        "since a grey printer leaves nothing but lightness, at least 8 apart in L*. A "
        "name or a shape always says the same beside the colour. At night no printer is "
        "in the way: there it is only asked that each colour can be read.",
    ),
    Code(
        "house-party",
        "house rule: a page that is read at once",
        "Four parties to the conflict have a colour, in the order of their names; a "
        "colour for anybody else would be shown nowhere.",
    ),
    Code(
        "logo-missing",
        "house rule: nothing is guessed",
        "The logo is a file of the series: logo: styles/logo.svg.",
    ),
    Code(
        "logo-unfit",
        "house rule: nothing is guessed",
        "The logo travels in every PDF and HTML file: an SVG with a viewBox or a PNG of "
        "at most 100 kB and 2,000 pixels a side, whole, without scripts, styles, text or "
        "anything fetched from elsewhere.",
    ),
    Code(
        "html-element",
        "house rule: a file from a stranger harms nobody",
        "Pages and mails are made of elements that lay out text, tables, pictures and "
        "links. Others run, fetch, ask readers for something, or show nothing on paper.",
    ),
    Code(
        "html-attribute",
        "house rule: a file from a stranger harms nobody",
        "Pages and mails may use the attributes that lay out and describe. Others run a "
        "program, fetch something, or tell somebody who reads.",
    ),
    Code(
        "html-syntax",
        "house rule: nothing is guessed",
        "What is no whole tag, text or comment is read by each program in another way; so "
        "nobody can say what a reader would be shown.",
    ),
    Code(
        "marking-missing",
        "FIRST TLP 2.0",
        "Every page, the HTML edition and each mail bear their marking; a template has "
        "left it out.",
    ),
    Code(
        "text-unseen",
        "house rule: nothing is lost in silence",
        "A text is in the PDF and cannot be seen: something covers it or cuts it off, it "
        "has the colour of its ground, or its letters are too small. Copied, it would say "
        "more than the page.",
    ),
    Code(
        "html-attachment",
        "house rule: a file from a stranger harms nobody",
        "The page would put a file into the PDF that nobody asked for.",
    ),
    Code(
        "link-scheme",
        "house rule: a file from a stranger harms nobody",
        "Links lead to https, http or mail addresses, or inside the document.",
    ),
    Code(
        "pdf-attachment",
        "house rule: a file from a stranger harms nobody",
        "The finished PDF carries a file that was not asked for, or not the very bytes of "
        "one that was: it holds facts.json and changes.json as they are sealed, and "
        "nothing else.",
    ),
    Code(
        "pdf-script",
        "house rule: a file from a stranger harms nobody",
        "The finished PDF carries a program.",
    ),
)
