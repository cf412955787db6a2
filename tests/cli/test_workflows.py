"""The workflows for GitHub and GitLab and the hooks: valid, careful, and their scripts run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from reportkit.cli import COMMANDS
from tests.cli.series import environment_of, publish
from tests.docs.pages import ROOT

REUSABLE, STANDALONE = ".github/workflows/check-series.yml", "examples/ci/github.yml"
INCLUDED, GITLAB = "ci/gitlab-series.yml", "examples/ci/gitlab.yml"


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


# As they are written ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (["vendor.github-workflows"], [REUSABLE, STANDALONE]),
        (["vendor.gitlab-ci", "--data-transform", "gitlab-ci"], [INCLUDED, GITLAB]),
    ],
)
def test_the_workflows_are_valid(schema: list[str], files: list[str]) -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", *schema, *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == ran.returncode, ran.stdout


def test_those_that_stand_alone_do_the_same() -> None:
    reusable, alone = read(REUSABLE), read(STANDALONE)

    assert (reusable["env"], reusable["jobs"]) == (alone["env"], alone["jobs"])
    assert read(INCLUDED) == read(GITLAB)


def test_only_the_comment_may_write_and_a_fork_gets_no_secret() -> None:
    text, jobs = (ROOT / REUSABLE).read_text("utf-8"), read(REUSABLE)["jobs"]

    assert {"contents": "read"} == jobs["check"]["permissions"]
    assert {"pull-requests": "write"} == jobs["comment"]["permissions"]
    assert "head.repo.full_name == github.repository" in jobs["comment"]["if"]
    assert "pull_request_target" not in text + (ROOT / STANDALONE).read_text("utf-8")
    assert "secrets." not in text
    assert jobs["check"]["steps"][0]["with"] == {"persist-credentials": False}


def test_no_word_of_a_pull_request_is_pasted_into_a_script() -> None:
    """A branch's or a title's name would run there; scripts get values by the environment."""
    steps = [step for job in read(REUSABLE)["jobs"].values() for step in job["steps"]]

    assert [] == [step["run"] for step in steps if "${{" in step.get("run", "")]
    assert all(
        re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/x@v1")) for step in steps
    )


def test_the_hooks_call_commands_that_there_are() -> None:
    hooks = read(".pre-commit-hooks.yaml")

    assert ["reportkit-check", "reportkit-fmt"] == [hook["id"] for hook in hooks]
    assert {"python"} == {hook["language"] for hook in hooks}
    assert not any(hook["pass_filenames"] for hook in hooks)
    assert hooks[0]["entry"].split()[1] in COMMANDS


@pytest.mark.parametrize(
    ("changed", "hooks"),
    [
        ("seeds/front.yaml", ["reportkit-check", "reportkit-fmt"]),
        ("briefs/sudan/seeds/front.yaml", ["reportkit-check", "reportkit-fmt"]),
        ("templates/page.html.j2", ["reportkit-check"]),
        ("reports/001/facts.json", []),
        ("oilseeds/front.yaml", []),
    ],
)
def test_a_hook_runs_when_what_it_looks_at_changed(changed: str, hooks: list[str]) -> None:
    """As pre-commit asks: the expression is searched in the path from the top."""
    called = [
        hook["id"] for hook in read(".pre-commit-hooks.yaml") if re.search(hook["files"], changed)
    ]

    assert hooks == called


# As they run ------------------------------------------------------------------------------------


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with a series in a folder, published once, and then edited."""
    series = Path(shutil.copytree(ROOT / "examples" / "starter", tmp_path / "clone" / "briefs"))
    publish(series)
    subprocess.run(["git", "init", "-q", tmp_path / "clone"], check=True)  # noqa: S607
    edit(series, ".yaml", "as_of: 2026-01-09", "as_of: 2026-01-10")
    return tmp_path / "clone"


def edit(series: Path, ending: str, was: str, now: str) -> None:
    files = [path for path in (series / "seeds").glob(f"*{ending}") if was in path.read_text()]
    assert files
    for path in files:
        path.write_text(path.read_text().replace(was, now))


def run_script(script: str, folder: Path, *, by: str = "bash", **more: str) -> Any:
    """Run a step as a runner does: bash -e, in the clone."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [by, "-e", "-c", script],
        cwd=folder,
        env=environment_of(folder, PATH=path, REPORTKIT_SERIES="briefs", **more),
        capture_output=True,
        text=True,
        check=False,
    )


def step(name: str, job: str = "check") -> str:
    steps = read(REUSABLE)["jobs"][job]["steps"]
    return str(next(step["run"] for step in steps if step.get("name") == name))


def test_github_checks_and_writes_the_change_log(clone: Path) -> None:
    summary = clone / "summary"

    checked = run_script(step("Check"), clone)
    logged = run_script(step("Write the change log"), clone, GITHUB_STEP_SUMMARY=str(summary))

    assert (1, 0) == (checked.returncode, logged.returncode), checked.stderr + logged.stderr
    assert re.search(
        r"^::error file=briefs/seeds/\w+\.yaml,line=\d+,", checked.stdout, re.MULTILINE
    )
    assert summary.read_text().startswith("### Changes from No. 1 to the seeds\n")
    assert summary.read_text() == (clone / "change-log" / "changes.md").read_text()


def test_seeds_that_cannot_be_read_have_no_change_log_and_it_says_why(clone: Path) -> None:
    edit(clone / "briefs", "brief.yaml", "format: 1", "format: [")

    ran = run_script(step("Write the change log"), clone, GITHUB_STEP_SUMMARY=os.devnull)

    written = (clone / "change-log" / "changes.md").read_text()
    assert 0 == ran.returncode
    assert written.startswith("### No change log\n\n    seeds/brief.yaml:")
    assert all(line.startswith("    ") for line in written.splitlines()[2:])


def test_gitlab_writes_its_reports_and_leaves_with_the_code_of_the_check(clone: Path) -> None:
    ran = run_script("\n".join(read(GITLAB)["reportkit"]["script"]), clone, by="sh")

    assert 1 == ran.returncode, ran.stderr
    findings = json.loads((clone / "gl-code-quality-report.json").read_text())
    assert findings[0]["location"]["path"].startswith("briefs/seeds/")
    assert (clone / "reportkit.xml").read_text().startswith("<?xml ")
    assert (clone / "changes.md").read_text().startswith("### Changes from No. 1 to the seeds\n")
    assert not (clone / "briefs" / "reports" / "drafts").exists()


class Api(BaseHTTPRequestHandler):
    """The part of both servers' interfaces that keeps comments."""

    comments: ClassVar[list[dict[str, Any]]] = []
    calls: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def answer(self, what: Any) -> None:
        if "token" not in (self.headers.get("Authorization") or self.headers["PRIVATE-TOKEN"]):
            self.send_error(401)
            return
        written = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def sent(self) -> str:
        assert self.headers["Content-Type"] == "application/json"
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        return str(body)

    def do_GET(self) -> None:  # named by http.server
        self.calls.append(f"GET {self.path}")
        if self.path.endswith("/user"):
            self.answer({"id": 7})
            return
        page = int(self.path.rsplit("page=", 1)[1])
        self.answer(self.comments[(page - 1) * 100 : page * 100])

    def do_POST(self) -> None:
        self.calls.append(f"POST {self.path}")
        self.comments.append(comment(len(self.comments), self.sent(), "Bot", 7))
        self.answer({})

    def do_PATCH(self) -> None:
        self.calls.append(f"{self.command} {self.path}")
        self.comments[int(self.path.rsplit("/", 1)[1])]["body"] = self.sent()
        self.answer({})

    do_PUT = do_PATCH  # noqa: N815


def comment(id: int, body: str, kind: str, author: int) -> dict[str, Any]:
    return {"id": id, "body": body, "user": {"type": kind}, "author": {"id": author}}


@contextmanager
def api() -> Iterator[str]:
    Api.comments, Api.calls = [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def comment_script(host: str, address: str) -> tuple[str, dict[str, str]]:
    """Give the script that comments, and what the runner tells it."""
    if host == "github":
        return step("Comment, or renew the comment", "comment"), {
            "GITHUB_API_URL": address,
            "GITHUB_REPOSITORY": "desk/briefs",
            "TOKEN": "token",
            "PULL": "5",
        }
    return "\n".join(read(GITLAB)["reportkit-comment"]["script"]), {
        "CI_API_V4_URL": f"{address}/api/v4",
        "CI_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_IID": "5",
        "REPORTKIT_COMMENT_TOKEN": "token",
    }


needs_curl = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")), reason="curl or jq is not installed here"
)


@needs_curl
@pytest.mark.parametrize(
    ("host", "first", "again"),
    [
        (
            "github",
            "POST /repos/desk/briefs/issues/5/comments",
            "PATCH /repos/desk/briefs/issues/comments/121",
        ),
        (
            "gitlab",
            "POST /api/v4/projects/12/merge_requests/5/notes",
            "PUT /api/v4/projects/12/merge_requests/5/notes/121",
        ),
    ],
)
def test_the_change_log_is_commented_once_and_then_renewed(
    tmp_path: Path, host: str, first: str, again: str
) -> None:
    """Among more comments than a page holds, one of which only pretends to be ours."""
    mark = "<!-- reportkit: change log of briefs -->"
    with api() as address:
        script, runner = comment_script(host, address)
        Api.comments += [comment(id, "Good.", "Bot", 7) for id in range(120)]
        Api.comments.append(comment(120, f"{mark}\nMine.", "User", 8))
        for text in ('One "quoted" $HOME `date` line\n', "Two\n"):
            (tmp_path / "changes.md").write_text(text)
            ran = run_script(script, tmp_path, by="bash" if host == "github" else "sh", **runner)
            assert (0, "") == (ran.returncode, ran.stderr)
            assert Api.comments[121]["body"] == f"{mark}\n{text}"

    assert [first, again] == [call for call in Api.calls if not call.startswith("GET")]
    assert 122 == len(Api.comments)
    assert Api.comments[120]["body"] == f"{mark}\nMine."


@needs_curl
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_comment_that_is_refused_fails_the_job(tmp_path: Path, host: str) -> None:
    (tmp_path / "changes.md").write_text("One\n")
    with api() as address:
        script, runner = comment_script(host, address)
        runner |= {"TOKEN": "wrong", "REPORTKIT_COMMENT_TOKEN": "wrong"}
        ran = run_script(script, tmp_path, **runner)

    assert 0 != ran.returncode
    assert "401" in ran.stderr
