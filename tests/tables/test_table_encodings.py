"""In which encoding is a file written, and who says so?"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.tables.encoding import encoding_of
from reportkit.tables.table import open_table
from tests.tables.files import csv_of, headers, problems_of, refusal, rows

ARABIC = "المحافظة,عدد القتلى\nالمدينة الكبيرة,ثلاثة أشخاص في هجوم\nقرية شمال المدينة,أربعة\n"
FRENCH = "Préfecture,Décès\nÉtang-la-Forêt,trois blessés\nVallée Noire,aucun\n"

POLISH = "Województwo,Zabójstwa\nŁąka,żadne\nŚląsk,trzy osoby\n"
TURKISH = "İl,İlçe\nŞanlıurfa,Viranşehir\nDiyarbakır,Bağlar\n"
CZECH = "Město,Počet\nČeský Krumlov,žádný\nPřeštice,dva\n"
ROMANIAN = "Judeţ,Răniţi\nIaşi,doi\nTârgu Frumos,doi răniţi\n"
RUSSIAN = "Область,Погибшие\nЛуганская,три человека\nДонецк,нет\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "utf-32", "utf-32"),
        (FRENCH, "latin-1", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        ("place,note\nOstra,“old” – new\nVelm,none\n", "cp1252", "windows-1252"),
        (POLISH, "cp1250", "windows-1250"),
        (TURKISH, "cp1254", "windows-1254"),
        (CZECH, "cp1250", "windows-1250"),
        (ROMANIAN, "cp1250", "windows-1250"),
        (RUSSIAN, "cp1251", "windows-1251"),
        ("محافظة,عدد\nالخرطوم,3\nكسلا,4\n", "cp1256", "windows-1256"),
        ("استان,کشته\nکابل,سه\n", "cp1256", "windows-1256"),
        ("Місто,n\nКиїв,1\nХарків,2\n", "cp1251", "windows-1251"),
        ("Región,Muertos\nÑuble,tres niños\nMálaga,ningún\n", "cp1252", "windows-1252"),
        ("Gemeinde,Tote\nMünchen,fünf\nGroß Köris,zwölf\n", "cp1252", "windows-1252"),
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "iso8859-6", "iso-8859-6"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, text: str, codec: str, name: str) -> None:
    table = open_table(csv_of(tmp_path, text, codec))

    assert name == table.encoding
    assert text.splitlines()[0].split(",") == headers(table)
    assert text.splitlines()[1].split(",") == [*next(iter(table.rows())).cells]


def test_one_that_was_guessed_is_told_with_a_word_to_look_at(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, FRENCH, "latin-1"))
    (problem,) = table.problems

    assert ("table-encoding", "warning") == (problem.code, problem.level)
    assert problem.message.startswith("taken as windows-1252: it is not UTF-8")
    assert "it reads 'Préfecture,Décès'" in problem.message


@pytest.mark.parametrize(
    ("text", "codec", "lines"),
    [
        (
            "il,n\nDiyarbakır,1\n",
            "cp1254",
            ["--encoding windows-1254  Diyarbakır", "--encoding windows-1252  Diyarbakýr"],
        ),
        (
            "n,nom\n1,Forêt\n",
            "cp1252",
            ["--encoding windows-1250  Foręt", "--encoding windows-1252  Forêt"],
        ),
        ("miasto,n\nŁódź,1\n", "cp1250", ["--encoding windows-1250  Łódź"]),
    ],
)
def test_one_that_nobody_can_be_certain_of_is_asked_for_with_the_words_that_each_gives(
    tmp_path: Path, text: str, codec: str, lines: list[str]
) -> None:
    problem = refusal(csv_of(tmp_path, text, codec))

    assert ("table-encoding", "error") == (problem.code, problem.level)
    assert set(lines) <= set(problem.hint.split("\n"))
    assert "\ufffd" not in problem.hint


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "ascii"])
def test_one_that_the_file_shows_is_no_problem(tmp_path: Path, codec: str) -> None:
    text = FRENCH if codec != "ascii" else "place,killed\nOstra,3\n"

    assert () == open_table(csv_of(tmp_path, text, codec)).problems


def test_one_that_is_named_is_taken(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "Województwo,Zabójstwa\nŁąka,żadne\n", "cp1250")
    table = open_table(path, encoding="windows-1250")

    assert ("windows-1250", ()) == (table.encoding, table.problems)
    assert ("Łąka", "żadne") == next(iter(table.rows())).cells


@pytest.mark.parametrize("name", ["utf-99", "rot13", "hex", "idna", "punycode", "undefined"])
def test_one_that_there_is_not_is_refused(tmp_path: Path, name: str) -> None:
    path = csv_of(tmp_path, "place,killed\nOstra,3\n")

    assert "table-encoding" == refusal(path, encoding=name).code


@pytest.mark.parametrize("name", ["utf-16", "utf-32"])
def test_one_of_several_bytes_is_read_by_its_mark_and_asked_for_the_order_without_one(
    tmp_path: Path, name: str
) -> None:
    content = "place,killed\nOstra,3\n"
    marked = csv_of(tmp_path, content, name)
    assert ("Ostra", "3") == next(iter(open_table(marked, encoding=name).rows())).cells

    problem = refusal(csv_of(tmp_path, content, f"{name}-le"), encoding=name)
    assert ("table-encoding", f"name {name}-le, or {name}-be") == (problem.code, problem.hint)


def test_a_byte_that_is_none_in_utf8_is_told_on_its_line_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    lines = FRENCH.encode() * 20 + b"Ostra,bless\xe9s\n"
    table = open_table(csv_of(tmp_path, lines))

    assert "utf-8" == table.encoding
    assert [("table-encoding", 1, 1), ("table-character", 61, 7)] == [
        found for found in problems_of(table) if found[0] in ("table-encoding", "table-character")
    ]


def test_a_file_that_ends_within_a_letter_is_utf8_and_the_letter_is_told(tmp_path: Path) -> None:
    table = open_table(csv_of(tmp_path, FRENCH.encode() + b"Mont Noir,tu\xc3"))

    assert "utf-8" == table.encoding
    assert [("table-encoding", 1, 1), ("table-character", 4, 11)] == problems_of(table)


def test_a_letter_across_two_pieces_of_a_long_file_is_whole(tmp_path: Path) -> None:
    text = "place,note\n" + "a,b\n" * 262_143 + "é,é\n" * 4
    path = csv_of(tmp_path, text)
    with path.open("rb") as file:
        assert "utf-8" == encoding_of(file).name


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "location_code,events\nVES,3\n", "utf-8-sig")

    assert ["location_code", "events"] == headers(open_table(path))
    assert [("VES", "3")] == rows(path)
