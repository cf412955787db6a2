"""A workflow of GitHub Actions, for a series that lives in a repository there."""

from __future__ import annotations

from reportkit import __version__
from reportkit.schedule.timers.job import Job

_WORKFLOW = """\
# Looks every hour whether {title} is due; publishes and commits reports/.
# It mails nothing: the ledger of deliveries, which knows who has which edition and who wants none,
# holds readers' addresses and must outlive a run. Mail from a machine that keeps it: there
# 'reportkit send N', or 'reportkit run', which also tells the owner what went wrong here.
name: {name}
on:
  schedule:
    - cron: "{minute} * * * *" # UTC; often some minutes late, which does no harm
  workflow_dispatch:
permissions:
  contents: write
concurrency: {name} # never two at once; the second one waits
jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
{setup}
      - run: {command} run --no-mail
      - if: always() # a failed run is noted too, so that the owner is told once
        run: |
          git add --all reports
          git diff --cached --quiet && exit 0
          git config user.name reportkit
          git config user.email reportkit@users.noreply.github.com
          git commit --message "Note what the scheduled run did"
          git push
"""
_OWN = "      - run: make setup"
_INSTALLED = """\
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - run: |
          sudo apt-get update
          sudo apt-get install --yes libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
      - run: pip install "reportkit=={version}" # or from where you have it"""


def workflow_text(job: Job) -> str:
    """Write the workflow, for .github/workflows/."""
    own = (job.series / "tools" / "setup").is_file()  # the repository of reportkit itself
    return _WORKFLOW.format(
        title=" ".join(job.title.split()),
        name=job.name.rpartition("-")[0],
        minute=job.minute,
        setup=_OWN if own else _INSTALLED.format(version=__version__),
        command=".venv/bin/reportkit" if own else "reportkit",
    )
