"""What the problems of comparing editions, of templates and of the finished page mean."""

from __future__ import annotations

from reportkit.rules.explanation import Explanation, table

MAKING = table(
    "Changes",
    Explanation(
        "record-vanished",
        "UCDP and ACLED practice; W3C Process",
        "A record of the last edition is not in the seeds any more. Nothing goes silently: "
        "keep it with status superseded, withdrawn or dropped and the reason, or follow its "
        "new id with 'formerly'.",
    ),
    Explanation(
        "record-retyped",
        "identity-based comparison",
        "An id names one record for ever; it cannot come back as a record of another type.",
    ),
    Explanation(
        "record-born-ended",
        "COPE, CSAF",
        "A record that no edition has carried cannot begin superseded, withdrawn or "
        "dropped; leave it out.",
    ),
    Explanation(
        "formerly-unknown",
        "STIX",
        "'formerly' names an id that the last edition does not have. Delete it once an "
        "edition with the new id is sealed.",
    ),
    Explanation(
        "formerly-taken",
        "STIX",
        "Two records cannot follow the same id of the last edition, and none can follow an "
        "id that is still in use.",
    ),
    Explanation(
        "change-unexplained",
        "ICD 203, standard 7",
        "A released value differs from the last edition and nothing says what that means: "
        "did the world change, the source, or were we wrong? The hint holds the note to "
        "paste into edition.yaml.",
    ),
    Explanation(
        "change-not-editorial",
        "W3C Process",
        "EDITORIAL is a change of wording that changes no meaning; in doubt it is not editorial.",
    ),
    Explanation(
        "change-reason-missing",
        "ICD 203, standard 7",
        "This class of change needs a reason that a reader of the change log understands: a "
        "source that is graded anew, another method, a fact that is no longer contested.",
    ),
    Explanation(
        "change-reason-short",
        "ICD 203, standard 7",
        "A changed judgement says in a full sentence what moved it.",
    ),
    Explanation(
        "change-reason-repeated",
        "ICD 203, standard 7",
        "The reason equals an earlier edition's: boilerplate explains nothing. Say what is "
        "new, and delete the notes of earlier editions.",
    ),
    Explanation(
        "change-evidence-missing",
        "ICD 203, standard 7",
        "A changed judgement and a number that its source revised name the records that show it.",
    ),
    Explanation(
        "change-note-unused",
        "",
        "A note in edition.yaml speaks of something that has not changed since the last "
        "edition; notes of earlier editions are deleted.",
    ),
    Explanation(
        "change-note-repeated",
        "",
        "Two notes speak of the same field of a record; one of them has to go.",
    ),
    Explanation(
        "change-class-wrong",
        "change-log taxonomy",
        "The class of a note does not fit what the comparison found.",
    ),
    Explanation(
        "change-kind-wrong",
        "ICD 203, standard 7",
        "The kind of a judgement's change is found by comparing likelihood, confidence and "
        "horizon; the note says another.",
    ),
    Explanation(
        "correction-missing",
        "ICMJE",
        "CORRECTED means that we were wrong when we published: a correction record tells "
        "what we wrote, what is right and why. The hint holds one to paste; what only its author "
        "knows stands there in brackets.",
    ),
    Explanation(
        "correction-unmatched",
        "ICMJE",
        "A correction speaks of a field that is not corrected in this edition.",
    ),
    Explanation(
        "correction-newer",
        "ICMJE, ISO/IEC",
        "The evidence for a correction is newer than the edition it corrects. What could "
        "not be known then is an update, no error; else say why it should have been known.",
    ),
    Explanation(
        "correction-immediate",
        "ICMJE, COPE",
        "An error in casualties, attribution, a person, a place of attack, the marking or "
        "access is corrected at once, as a revision of the edition that carries it: a reader "
        "may act upon it before the next one.",
    ),
    Explanation(
        "period-published",
        "OCHA",
        "The period has an edition already. Move the period on, or publish a revision of "
        "that edition.",
    ),
    "Page",
    Explanation(
        "template-missing",
        "",
        "A template that is asked for lies neither in the series' folder nor in the package.",
    ),
    Explanation(
        "template-syntax",
        "",
        "The template is not Jinja: the message is Jinja's own.",
    ),
    Explanation(
        "template-name",
        "",
        "A template uses a name that no template is given; printed as nothing, it would be "
        "a hole in the brief.",
    ),
    Explanation(
        "template-unsafe",
        "",
        "A value stands where escaping cannot make it safe: an attribute without quotation "
        "marks, among attributes, in CSS without the filter 'css', or inside <style> or <script>; "
        "or the template holds a program, such as onclick.",
    ),
    Explanation(
        "template-forbidden",
        "",
        "Templates lay out and cannot reach into the program; the sandbox refused this one. A "
        "text is set together by plain names, '{name}', and nothing is reached from them.",
    ),
    Explanation(
        "design-limit",
        "",
        "Templates, style sheets and pictures are read under limits of time and memory; this one "
        "reached them before its end.",
    ),
    Explanation(
        "template",
        "",
        "The template failed while it was filled in; the message says where and why.",
    ),
    Explanation(
        "asset-unusable",
        "",
        "A template, style, font or picture is not a plain file that can be read.",
    ),
    Explanation(
        "asset-too-large",
        "",
        "templates/ and styles/ together hold at most 64 MB.",
    ),
    Explanation(
        "asset-refused",
        "",
        "The page fetches files of the series' own templates and styles and nothing else: "
        "no network, no other folder.",
    ),
    Explanation(
        "render",
        "",
        "The engine cannot lay the page out.",
    ),
    Explanation(
        "render-warning",
        "",
        "The engine warned, such as of a font that is missing or a style it does not know; "
        "a warning means that the page is not as designed, so no edition is made.",
    ),
    Explanation(
        "page-limit",
        "",
        "The brief has more pages than any reader; carry fewer records.",
    ),
    Explanation(
        "letter-missing",
        "",
        "Only the fonts of styles/fonts/ print a report, so that it looks alike on every machine; "
        "none of them has this letter. A font of the series' own is put beside them.",
    ),
    Explanation(
        "word-unbreakable",
        "",
        "A word, number or address without a place where a line may break is longer than a line.",
    ),
    Explanation(
        "text-lost",
        "",
        "A text was set and is not found in the finished PDF: the engine dropped it, as it "
        "can with footnotes. An edition holds all that it says.",
    ),
    Explanation(
        "text-off-page",
        "",
        "A text runs over the edge of the paper.",
    ),
    Explanation(
        "text-overflow",
        "",
        "A text sticks out of its box, its table cell or the text area of the page, or lies over "
        "another text. Whoever reads it on paper loses a part.",
    ),
    Explanation(
        "font-foreign",
        "ISO 19005-3, 6.2.11.4",
        "The PDF is set in a font that the design does not ship, or lacks the font it is set in: "
        "on another machine it would look, break and be copied differently.",
    ),
    Explanation(
        "theme-name",
        "",
        "styles/theme.css gives each ink (on paper and at night), face and size that the style "
        "sheets and pictures ask for. Begin from a copy of the theme that ships.",
    ),
    Explanation(
        "theme-value",
        "",
        "A value of styles/theme.css stands once, a colour as #rrggbb, a size in pt: the "
        "pictures and the checks of contrast must read what the style sheets read.",
    ),
    Explanation(
        "colour-contrast",
        "WCAG 2.2, 1.4.3",
        "Every ink that text or a sign is set in has a contrast of at least 4.5:1 on white and on "
        "the theme's --paper, and those of the night on --night-paper.",
    ),
    Explanation(
        "colour-alike",
        "WCAG 2.2, 1.4.1",
        "The accent and the parties of the series are told from each other at a glance: any two "
        "lie at least 20 apart in CIE L*a*b* (black and white are 100 apart) and, since a grey "
        "printer leaves nothing but lightness, at least 8 apart in L*. A name or a shape always "
        "says the same beside the colour. At night no printer is in the way: there it is only "
        "asked that each colour can be read.",
    ),
    Explanation(
        "house-party",
        "",
        "Four parties to the conflict have a colour, in the order of their names; a colour for "
        "anybody else would be shown nowhere.",
    ),
    Explanation(
        "logo-missing",
        "",
        "The logo is a file of the series: logo: styles/logo.svg.",
    ),
    Explanation(
        "logo-unfit",
        "",
        "The logo travels in every PDF and HTML file: an SVG with a viewBox or a PNG of at most "
        "100 kB and 2,000 pixels a side, whole, without scripts, styles, text or anything fetched "
        "from elsewhere.",
    ),
    Explanation(
        "html-element",
        "",
        "Pages and mails are made of elements that lay out text, tables, pictures and links. "
        "Others run, fetch, ask readers for something, or show nothing on paper.",
    ),
    Explanation(
        "html-attribute",
        "",
        "Pages and mails may use the attributes that lay out and describe. Others run a program, "
        "fetch something, or tell somebody who reads.",
    ),
    Explanation(
        "html-syntax",
        "",
        "What is no whole tag, text or comment is read by each program in another way; so nobody "
        "can say what a reader would be shown.",
    ),
    Explanation(
        "marking-missing",
        "FIRST TLP 2.0",
        "Every page, the HTML edition and each mail bear their marking; a template has left it "
        "out.",
    ),
    Explanation(
        "text-unseen",
        "",
        "A text is in the PDF and cannot be seen: something covers it or cuts it off, it has the "
        "colour of its ground, or its letters are too small. Copied, it would say more than the "
        "page.",
    ),
    Explanation(
        "html-attachment",
        "",
        "The page would put a file into the PDF that nobody asked for.",
    ),
    Explanation(
        "link-scheme",
        "",
        "Links lead to https, http or mail addresses, or inside the document.",
    ),
    Explanation(
        "pdf-attachment",
        "",
        "The finished PDF carries a file that was not asked for, or not the very bytes of one "
        "that was: it holds facts.json and changes.json as they are sealed, and nothing else.",
    ),
    Explanation(
        "pdf-script",
        "",
        "The finished PDF carries a program.",
    ),
    "Mail",
    Explanation(
        "header-text",
        "RFC 5322, RFC 2047",
        "A title or name that is printed in a mail's head holds no control characters, no "
        "direction overrides and no '=?', which could smuggle another line into the head.",
    ),
    Explanation(
        "transport-missing",
        "",
        "distribution.yaml says with 'transport:' from which address and by which server mail "
        "leaves. The secret is never written there: it comes from REPORTKIT_SMTP_PASSWORD or "
        "from the command that REPORTKIT_SMTP_SECRET_COMMAND names, and goes to the server that "
        "REPORTKIT_SMTP_HOST names beside it.",
    ),
    Explanation(
        "transport-unprotected",
        "RFC 8314",
        "Mail and login travel encrypted to any other machine, and the server's certificate "
        "is proved.",
    ),
    Explanation(
        "transport-number",
        "",
        "A port is a number from 1 to 65535; a pace and a size are at least 1. None of them is "
        "needed: leave the key out for the usual value.",
    ),
    Explanation(
        "transport-login",
        "RFC 4954",
        "A login of SMTP is written in ASCII: other letters are read differently from server to "
        "server. The same holds for the password, which no file of the series may hold.",
    ),
    Explanation(
        "path-home",
        "",
        "A file outside the series is named from seeds/, by its whole path, or with ~/ from the "
        "home of whoever runs reportkit. The home of another account may not be there.",
    ),
    Explanation(
        "dkim-incomplete",
        "RFC 6376",
        "A signature needs the private key and the selector under which its public half is "
        "published. The key's file is readable by its owner alone.",
    ),
    Explanation(
        "unsubscribe-form",
        "RFC 8058",
        "The address for unsubscribing with one click begins with https:// and holds {token}, "
        "which stands for one reader. It is written in ASCII, as a mail's head is.",
    ),
    Explanation(
        "mail-too-large",
        "",
        "Encoding for mail makes a file larger by a third, and many servers refuse more than 20 "
        "MB. Make the PDF smaller, set 'enclosure: text_only' for the list, or raise "
        "'max_bytes' of the transport.",
    ),
    Explanation(
        "profile-not-sealed",
        "",
        "The list wants a form of the edition that was not sealed with it. Mail sends sealed "
        "files only, byte for byte.",
    ),
)
