"""``reportkit check --balance``: what is measured of each party to the conflict."""

from __future__ import annotations

from pathlib import Path

from reportkit.cli.shell import (
    cache_folder,
    echo,
    print_json,
    print_lines,
    show_problems,
    summary,
    text_width,
)


def print_balance(folder: Path, *, by_section: bool, as_json: bool) -> int:
    """Measure the edition in work and print it; seeds that cannot be read are told as problems."""
    from reportkit.cli.format.balance import balance_json, balance_lines
    from reportkit.loading.kept_records import KeptRecords
    from reportkit.page.compose.edition import selection_of
    from reportkit.problems import errors_in, in_file_order
    from reportkit.publish.check import read_series
    from reportkit.queries.balance import balance_of, balance_of_section

    read = read_series(folder, kept=KeptRecords(cache_folder()))
    candidate = read.candidate
    problems = in_file_order(errors_in(read.loaded.problems))
    if candidate is None or problems:  # a record that is not read would be missing from a count
        if as_json:
            print_json(ok=False, problems=problems)
        else:
            show_problems(problems, folder, to_stdout=True)
            echo(f"{summary(problems)}; nothing is measured of seeds that cannot be read")
        return 1
    book = candidate.book
    selection = selection_of(book, candidate.history)
    whole = balance_of(book, selection)
    parts = (
        {each.id: balance_of_section(book, selection, each.id) for each in book.brief.sections}
        if by_section
        else {}
    )
    if as_json:
        sections = {id: balance_json(part) for id, part in parts.items()}
        print_json(ok=True, balance=balance_json(whole), sections=sections)
    else:
        print_lines(balance_lines((whole, *parts.values()), text_width()))
    return 0
