"""A workflow of GitHub Actions, for a series that lives in a repository there."""

from __future__ import annotations

from reportkit.schedule.job import Job

_WORKFLOW = """\
# Looks every hour whether {title} is due; publishes, mails and commits reports/.
# The ledger of deliveries is in reports/ too and holds readers' addresses: keep the
# repository private, or leave 'send_to' out of the schedule in seeds/brief.yaml.
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
      - run: make setup # elsewhere than in reportkit's own repository: install reportkit
      - run: .venv/bin/reportkit run
        env:
          REPORTKIT_SMTP_HOST: ${{{{ vars.REPORTKIT_SMTP_HOST }}}} # the password goes nowhere else
          REPORTKIT_SMTP_PASSWORD: ${{{{ secrets.REPORTKIT_SMTP_PASSWORD }}}}
      - if: always() # a failed run is noted too, so that the owner is told once
        run: |
          git add --all reports
          git diff --cached --quiet && exit 0
          git config user.name reportkit
          git config user.email reportkit@users.noreply.github.com
          git commit --message "Note what the scheduled run did"
          git push
"""


def workflow_text(job: Job) -> str:
    """Write the workflow, for .github/workflows/."""
    return _WORKFLOW.format(
        title=" ".join(job.title.split()), name=job.name.rpartition("-")[0], minute=job.minute
    )
