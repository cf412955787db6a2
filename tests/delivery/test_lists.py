"""What `check` tells of distribution.yaml, and what the environment lays over it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.cli.shell import show_problems
from reportkit.delivery.recipients import read_distribution
from reportkit.loading.loader import load
from reportkit.problems import SeedsRejected
from reportkit.rules.book import check
from tests.delivery.posting import LISTS, make_series, publish, write_lists

WAY = "host: 127.0.0.1, security: none"


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path)
    publish(made)
    return made


def told(series: Path) -> list[str]:
    """Give the codes that check tells of the lists."""
    return [
        problem.code
        for problem in check(load(series))
        if problem.mark.file == "seeds/distribution.yaml"
    ]


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (f"{WAY}, dkim_selector: a", "dkim-incomplete"),
        (f'{WAY}, unsubscribe_url: "http://example.org/{{token}}"', "unsubscribe-form"),
        (f'{WAY}, unsubscribe_url: "https://example.org/ü/{{token}}"', "unsubscribe-form"),
        ("host: a..b", "value-form"),
        ("host: 'mx.example.org:25'", "value-form"),
        (f"{WAY}, per_minute: 0", "transport-number"),
        (f"{WAY}, sender_name: '=?utf-8?q?x?='", "header-text"),
        (f"{WAY}, security2: tls", "key-unknown"),
        (f"{WAY}, port: many", "value-type"),
        ("host: 127.0.0.1, security: sometimes", "enum-unknown"),
    ],
)
def test_a_way_that_will_not_do_is_told_at_its_place(series: Path, way: str, code: str) -> None:
    write_lists(series, LISTS.replace(WAY, way))

    assert [code] == told(series)


@pytest.mark.parametrize("way", [WAY, "host: localhost, security: none", "host: mx.example.org"])
def test_a_sound_way_is_no_problem(series: Path, way: str) -> None:
    write_lists(series, LISTS.replace(WAY, way))

    assert [] == told(series)


def test_the_shipped_examples_are_sound_and_at_example_org(shipped_series: Path) -> None:
    distribution = read_distribution(shipped_series, {})

    assert {"example.org"} == {each.address.split("@")[1] for each in distribution.recipients}
    assert [] == told(shipped_series)


def test_the_environment_comes_first(series: Path) -> None:
    environment = {"REPORTKIT_SMTP_HOST": "mx.example.org", "REPORTKIT_SMTP_SECURITY": "tls"}
    way = read_distribution(series, environment).transport

    assert way is not None
    assert ("mx.example.org", "tls") == (way.host, str(way.security))


@pytest.mark.parametrize(
    ("name", "value"),
    [("HOST", "a..b"), ("PORT", "many"), ("SENDER", "nobody"), ("SECURITY", "some")],
)
def test_a_wrong_value_of_the_environment_is_named(series: Path, name: str, value: str) -> None:
    with pytest.raises(SeedsRejected) as told:
        read_distribution(series, {f"REPORTKIT_SMTP_{name}": value})

    assert told.value.problems[0].message.startswith(f"REPORTKIT_SMTP_{name} ")


def test_a_series_that_says_nothing_of_mail(series: Path) -> None:
    write_lists(series, LISTS.partition("transport:")[0])
    with pytest.raises(SeedsRejected) as told:
        read_distribution(series, {})

    assert ["transport-missing"] == [problem.code for problem in told.value.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("root:s3cret:0:0\n", "file-shape"),
        ("s3cret: 1\n", "key-unknown"),
        ("recipients: [{address: s3cret, lists: [desks]}]\n", "value-form"),
        ("recipients: [s3cret\n", "yaml-syntax"),
    ],
)
def test_a_recipients_file_outside_the_series_is_never_quoted(
    series: Path, text: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = series.parent / "shadow"
    outside.write_text(text, encoding="utf-8")
    for named in ("../../shadow", str(outside)):
        write_lists(series, LISTS.replace("recipients:", f"recipients_file: {named}\nrecipients:"))
        with pytest.raises(SeedsRejected) as rejected:
            read_distribution(series, {})
        show_problems(rejected.value.problems, series, to_stdout=True)

        assert code in {problem.code for problem in rejected.value.problems}
        assert "s3cret" not in capsys.readouterr().out


def test_a_recipients_file_of_the_series_is_quoted(
    series: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (series / "private.yaml").write_text("recipients: [{address: ann}]\n", encoding="utf-8")
    write_lists(
        series, LISTS.replace("recipients:", "recipients_file: ../private.yaml\nrecipients:")
    )
    with pytest.raises(SeedsRejected) as rejected:
        read_distribution(series, {})
    show_problems(rejected.value.problems, series, to_stdout=True)

    assert "address is 'ann'" in capsys.readouterr().out


def test_a_recipients_file_that_is_a_pipe_or_without_end_is_refused_at_once(series: Path) -> None:
    os.mkfifo(series.parent / "pipe")
    with (series.parent / "holes").open("wb") as file:
        file.truncate(4_000_000_000)
    codes = {}
    for name in ("pipe", "holes"):
        write_lists(
            series, LISTS.replace("recipients:", f"recipients_file: ../../{name}\nrecipients:")
        )
        with pytest.raises(SeedsRejected) as rejected:
            read_distribution(series, {})
        codes[name] = [problem.code for problem in rejected.value.problems]

    assert codes == {"pipe": ["file-unreadable"], "holes": ["file-too-large"]}
