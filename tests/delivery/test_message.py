"""The message as a reader's mail program gets it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from reportkit.delivery.message_records import RenderedMessage
from reportkit.delivery.plan import SendRequest
from reportkit.delivery.service import rehearse
from reportkit.files.package import package_folder
from reportkit.page.confined import Limits
from reportkit.page.design.theme import read_theme
from reportkit.problems import MachineUnable, SeedsRejected
from tests.delivery.posting import LISTS, NOW, PDF, make_series, prepared, publish, write_lists


def rehearsed(
    series: Path, number: str = "001", request: SendRequest | None = None
) -> dict[str, RenderedMessage]:
    """Make all messages, by reader."""
    made = rehearse(prepared(series, number, request or SendRequest()), NOW)
    return {each.message.address.partition("@")[0]: each.message for each in made}


def read(message: RenderedMessage) -> EmailMessage:
    """Read a message as a mail program does."""
    return message_from_bytes(message.message, policy=SMTP)


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """Give the text or the HTML of a message."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with two editions."""
    made = make_series(tmp_path)
    publish(made)
    publish(
        made,
        bottom_line="The bridge is shut and five people are dead.",
        toll=5,
        edition="changes: [{record: toll, class: UPDATED, reason: The Wire counts again.}]",
    )
    return made


def test_its_colours_are_those_of_the_house_and_the_theme(tmp_path: Path) -> None:
    """Beside them stand those of the label alone, which TLP 2.0 prescribes."""
    series = make_series(tmp_path)
    with (series / "seeds" / "brief.yaml").open("a") as brief:
        brief.write('house: {accent: "#5c1f7a"}\n')
    publish(series)
    theme, _ = read_theme((package_folder("styles") / "theme.css").read_text())
    html = text_of(read(rehearsed(series)["ann"]), "html")
    used = {colour.lower() for colour in re.findall("#[0-9a-fA-F]{6}", html)}

    assert {"#5c1f7a", theme.values["ink"], theme.values["grey"]} <= used
    assert theme.values["accent"] not in used
    assert used <= {"#5c1f7a", *theme.values.values(), "#000000", "#ffffff"}


def test_a_png_logo_travels_inside(tmp_path: Path) -> None:
    """Mail programs fetch nothing; they find it in the same message, and no other file is named."""
    series = make_series(tmp_path)
    (series / "styles").mkdir()
    Image.new("RGB", (300, 120)).save(series / "styles" / "logo.png")
    with (series / "seeds" / "brief.yaml").open("a") as brief:
        brief.write("house: {logo: styles/logo.png, logo_alt: River Desk}\n")
    publish(series)

    ann = read(rehearsed(series)["ann"])

    shown = '<img src="cid:logo" alt="River Desk" width="100" height="40">'
    assert shown in text_of(ann, "html")
    (picture,) = [part for part in ann.walk() if part.get_content_type() == "image/png"]
    assert "<logo>" == picture["Content-ID"]
    assert picture.get_payload(decode=True) == (series / "styles" / "logo.png").read_bytes()
    assert ["river-001.pdf"] == [file.get_filename() for file in ann.iter_attachments()]


def test_the_head_says_what_it_is(series: Path) -> None:
    head = read(rehearsed(series, "002")["ann"])

    assert "[TLP:CLEAR] River crisis No. 2, 5-6 November 2025: deteriorated" == head["Subject"]
    assert "The desk <brief@example.org>" == head["From"]
    assert "Ann <ann@example.org>" == head["To"]
    assert "Desk <desk@example.org>" == head["Reply-To"]
    assert "auto-generated" == head["Auto-Submitted"]
    assert "Regional desks <desks.river.example.org>" == head["List-Id"]
    assert "river 002" == head["X-Reportkit-Edition"]
    assert head["Bcc"] is None
    assert head["Cc"] is None


def test_the_pdf_arrives_as_it_was_sealed(series: Path) -> None:
    (file,) = read(rehearsed(series)["ann"]).iter_attachments()

    assert "river-001.pdf" == file.get_filename()
    assert "application/pdf" == file.get_content_type()
    assert PDF == file.get_payload(decode=True)


def test_the_text_is_useful_without_the_pdf(series: Path) -> None:
    """Bottom line, what changed, where to find it and how to verify it; the marking first."""
    text = text_of(read(rehearsed(series, "002")["cid"]))

    assert text.startswith("TLP:CLEAR\n")
    assert "BOTTOM LINE\nThe bridge is shut and five people are dead.\n" in text
    assert (
        "WHAT CHANGED SINCE NO. 1\n"
        "- Civilians killed (Observers), as of 1 Nov 2025: 5, up 2 from 3.\n" in text
    )
    assert "\nEND TLP:CLEAR\n" in text
    assert "Ask Desk for the full brief: desk@example.org" in text
    assert prepared(series, "002").outgoing.sealed.sha256 in text


def test_the_text_tells_how_to_verify_the_file(series: Path) -> None:
    text = text_of(read(rehearsed(series)["ann"]))

    assert f"SHA-256 of river-001.pdf:\n  {sha256(PDF).hexdigest()}\n" in text


def test_no_line_of_the_text_is_too_long_for_a_terminal(series: Path) -> None:
    text = text_of(read(rehearsed(series, "002")["ann"]))

    assert 78 >= max(map(len, text.split("\n")))


def test_a_first_edition_is_a_baseline(series: Path) -> None:
    assert "This is the first edition" in text_of(read(rehearsed(series)["ann"]))


def test_a_list_of_texts_gets_no_file(series: Path) -> None:
    assert [] == list(read(rehearsed(series)["cid"]).iter_attachments())


def test_the_html_fetches_nothing(tmp_path: Path) -> None:
    """E20: what an author writes is text, and no element loads from anywhere."""
    series = make_series(tmp_path)
    publish(series, bottom_line="<img src=https://example.org/x.png> & <script>1</script>")
    html = text_of(read(rehearsed(series)["ann"]), "html")

    assert "&lt;img src=https://example.org/x.png&gt; &amp; &lt;script&gt;" in html
    assert [] == re.findall(r"<(?:img|script|link|iframe|object|video|base|form)\b", html)
    assert [] == re.findall(r"url\(|@import|\bsrc=(?!https://example.org/x.png&gt;)", html)
    assert ["mailto"] == list(set(re.findall(r'href="(\w+):', html)))


def test_a_message_keeps_its_name(series: Path) -> None:
    """The same edition to the same reader, however often it is made; another to another."""
    first, again = rehearsed(series), rehearsed(series)
    other = rehearsed(series, "002")

    assert first["ann"].message_id == again["ann"].message_id
    names = {each.message_id for each in (*first.values(), *other.values())}
    assert 6 == len(names)
    assert re.fullmatch(
        r"<river\.001\.[0-9a-f]{12}\.[0-9a-f]{24}@example\.org>", first["ann"].message_id
    )


def test_readers_share_all_but_the_head(series: Path) -> None:
    made = rehearsed(series)

    assert made["ann"].body is made["bob"].body
    assert made["ann"].enclosed is made["bob"].enclosed
    assert made["ann"].head != made["bob"].head


def test_unsubscribing_by_mail_and_by_one_click(series: Path) -> None:
    """RFC 8058: both headers, and a word that differs from reader to reader."""
    write_lists(series, LISTS.replace(
        "security: none", "security: none, unsubscribe: out@example.org,"
        ' unsubscribe_url: "https://example.org/out/{token}"',
    ))  # fmt: skip
    made = rehearsed(series)
    ann, bob = read(made["ann"]), read(made["bob"])

    click, by_mail = str(ann["List-Unsubscribe"]).split(", ")
    assert re.fullmatch(r"<https://example\.org/out/[0-9a-f]{24}>", click)
    assert re.fullmatch(r"<mailto:out@example\.org\?subject=unsubscribe%20[0-9a-f]{24}>", by_mail)
    assert "List-Unsubscribe=One-Click" == ann["List-Unsubscribe-Post"]
    assert ann["List-Unsubscribe"] != bob["List-Unsubscribe"]


def test_names_in_any_script_read_back(series: Path) -> None:
    write_lists(series, LISTS.replace("name: Ann", 'name: "آنا, Büro „Süd“"'))
    message = rehearsed(series)["ann"]

    (reader,) = read(message)["To"].addresses
    assert "آنا, Büro „Süd“" == reader.display_name
    assert "ann@example.org" == reader.addr_spec
    assert message.head.isascii()
    assert 76 >= max(len(line) for line in message.head.split(b"\r\n") if b"=?" in line)


def test_a_series_can_word_its_mail_itself_and_in_another_language(series: Path) -> None:
    """A template of the list's language comes before the general one."""
    (series / "templates").mkdir()
    (series / "templates" / "mail.ur.txt.j2").write_text(
        "{{ page.marking }} {{ page.number }}، {{ page.direction }}", encoding="utf-8"
    )
    write_lists(series, LISTS.replace('"TLP:AMBER"}', '"TLP:AMBER", language: ur}'))
    made = rehearsed(series)

    assert "TLP:CLEAR شمارہ 1، rtl" == text_of(read(made["ann"])).strip()
    assert "ur" == read(made["ann"])["Content-Language"]
    assert 'dir="rtl"' in text_of(read(made["ann"]), "html")
    assert text_of(read(made["cid"])).startswith("TLP:CLEAR")


def test_a_mail_is_not_said_to_be_in_a_language_that_it_is_not_in(series: Path) -> None:
    """Nothing speaks Dari: the mail is in the series' own language, from left to right."""
    write_lists(series, LISTS.replace('"TLP:AMBER"}', '"TLP:AMBER", language: prs}'))
    ann = read(rehearsed(series)["ann"])

    assert "en" == ann["Content-Language"]
    assert '<html lang="en" dir="ltr">' in text_of(ann, "html")


def test_a_form_that_was_not_sealed_is_refused(series: Path) -> None:
    write_lists(series, LISTS.replace('"TLP:AMBER"}', '"TLP:AMBER", profile: one-page}'))
    with pytest.raises(SeedsRejected) as told:
        rehearsed(series)

    assert ["profile-not-sealed"] == [problem.code for problem in told.value.problems]


def test_a_subject_is_short_and_says_whether_it_got_worse(tmp_path: Path) -> None:
    """It stands in a list of mails; the bottom line, however long, begins the mail itself."""
    made = make_series(tmp_path)
    publish(made, bottom_line="The bridge is shut. " * 10)

    subject = read(rehearsed(made)["ann"])["Subject"]

    assert "[TLP:CLEAR] River crisis No. 1, 3-4 November 2025: deteriorated" == subject


def test_it_gives_the_key_figures_with_who_counted_and_when(series: Path) -> None:
    text = text_of(read(rehearsed(series, "002")["ann"]))

    assert "KEY FIGURES\n- 5 civilians killed (Observers, 1 Nov 2025)\n" in text


def test_it_says_each_alert_with_what_it_means(tmp_path: Path) -> None:
    made = make_series(tmp_path)
    publish(made, edition="alerts: [conflict_risk]\n")

    text = " ".join(text_of(read(rehearsed(made)["ann"])).split())

    assert "Alert: conflict risk – strikes or fighting could start or resume without" in text


JUDGEMENTS = """
judgements:
  - {id: opens, key: true, statement: The bridge is likely to open by 30 November.,
     horizon: 2025-11-30, likelihood: {term: likely}, confidence: {level: low}}
  - {id: floods, statement: The river is unlikely to flood by 30 November.,
     horizon: 2025-11-30, likelihood: {term: unlikely}, confidence: {level: low}}
"""


def test_it_gives_the_key_judgements_with_their_percent_and_confidence(tmp_path: Path) -> None:
    made = make_series(tmp_path)
    publish(made, records=JUDGEMENTS)

    text = " ".join(text_of(read(rehearsed(made)["ann"])).split())

    assert (
        "WHAT WE EXPECT - The bridge is likely to open by 30 November (55-80%, low confidence). "
        "KEY FIGURES"
    ) in text.replace("–", "-")


@pytest.mark.parametrize(("form", "length"), [("one-page", "1 page,"), ("changes", "3 pages,")])
def test_each_form_that_was_sealed_is_attached_with_its_length(
    tmp_path: Path, form: str, length: str
) -> None:
    series = make_series(tmp_path, LISTS.replace('"TLP:AMBER"}', f'"TLP:AMBER", profile: {form}}}'))
    publish(series, others={"one-page": 1, "changes": 3})
    ann = read(rehearsed(series)["ann"])

    (file,) = ann.iter_attachments()
    assert f"river-001-{form}.pdf" == file.get_filename()
    assert PDF + form.encode() == file.get_payload(decode=True)
    assert f"river-001-{form}.pdf ({length}" in text_of(ann)


@pytest.mark.parametrize("form", ["full", "one-page", "changes"])
def test_a_note_is_one_page_for_whatever_form_a_list_wants(tmp_path: Path, form: str) -> None:
    """Its mail says first that nothing changed, and whose word still stands."""
    series = make_series(tmp_path, LISTS.replace('"TLP:AMBER"}', f'"TLP:AMBER", profile: {form}}}'))
    publish(series)
    publish(series, edition="kind: note")
    ann = read(rehearsed(series, "002")["ann"])

    (file,) = ann.iter_attachments()
    assert "river-002.pdf" == file.get_filename()
    assert "5-6 November 2025: no significant change" in ann["Subject"]
    assert "What No. 1 said stands: The bridge is shut." in " ".join(text_of(ann).split())


def test_those_who_want_changes_get_the_change_log(series: Path) -> None:
    write_lists(series, LISTS.replace('"TLP:AMBER"}', '"TLP:AMBER", profile: changes}'))
    (file,) = read(rehearsed(series, "002")["ann"]).iter_attachments()

    assert "changes.md" == file.get_filename()


def test_a_message_above_the_budget_is_refused_before_anything_is_queued(tmp_path: Path) -> None:
    """E20: 26 MB would come back from most servers."""
    series = make_series(tmp_path)
    publish(series, pdf=b"%PDF" + b"x" * 20_000_000)
    with pytest.raises(SeedsRejected) as told:
        rehearsed(series)

    assert ["mail-too-large"] == [problem.code for problem in told.value.problems]
    assert not (series / "reports" / "deliveries.sqlite").exists()


# -- templates of strangers ------------------------------------------------------------------

MAIL_HTML = '<html><body><p>{{ page.marking }}</p>%s<p style="color:#000">x</p></body></html>'


def refused(series: Path, kind: str, template: str) -> list[tuple[str, str, int]]:
    """Give code, file and line of what keeps a mail with this template from being made."""
    (series / "templates").mkdir(exist_ok=True)
    (series / "templates" / f"mail.{kind}.j2").write_text(template, encoding="utf-8")
    with pytest.raises(SeedsRejected) as caught:
        rehearsed(series)
    return [(each.code, each.mark.file, each.mark.line) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<img src="https://evil.example/pixel.png" alt="">', "asset-refused"),
        ('<form action="https://evil.example"><b>x</b></form>', "html-element"),
        ("<script>alert(1)</script>", "html-element"),
        ('<a href="javascript:alert(1)">x</a>', "link-scheme"),
        ('<p onclick="alert(1)">x</p>', "html-attribute"),
        ('<meta name="refresh" content="0">', "html-attribute"),
        ('<p style="background:url(https://evil.example/x)">x</p>', "asset-refused"),
    ],
)
def test_a_mail_shows_nothing_that_is_not_on_its_list(series: Path, inside: str, code: str) -> None:
    (found,) = refused(series, "html", MAIL_HTML % f"\n{inside}\n")

    assert (code, "templates/mail.html.j2", 2) == found


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        ("txt", "{{ page.bottom_line }}"),
        ("html", "<html><head><title>{{ page.marking }}</title></head><body>x</body></html>"),
    ],
)
def test_a_mail_without_its_marking_is_not_made(series: Path, kind: str, template: str) -> None:
    assert [("marking-missing", f"templates/mail.{kind}.j2", 1)] == refused(series, kind, template)


def test_a_mail_template_gets_at_no_secret(series: Path) -> None:
    template = "{{ page.marking }}\n{{ gettext('{p.__init__.__globals__}', p=page) }}"

    assert [("template", "templates/mail.txt.j2", 2)] == refused(series, "txt", template)


def test_a_mail_template_that_never_ends_is_stopped(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.delivery.message.templates.LIMITS", Limits(cpu_seconds=1))
    nine = "{% for c in [1]|batch(99999, 0)|first %}"
    (series / "templates").mkdir(exist_ok=True)
    (series / "templates" / "mail.txt.j2").write_text(
        f"{nine}{nine}{nine}{'{% endfor %}' * 3}", encoding="utf-8"
    )

    with pytest.raises(MachineUnable, match="the mail took more than 1 s of computing"):
        rehearsed(series)
