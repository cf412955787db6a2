"""Timers of the system: what is written for them, and that installing twice changes nothing."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from reportkit import __version__
from reportkit.problems import MachineUnable
from reportkit.schedule import overview
from reportkit.schedule.timers import cron, github_actions, launchd, systemd
from reportkit.schedule.timers.job import Host, Job, ask_system, job_name, refuse_odd_paths
from tests.schedule.series import scheduled
from tests.schedule.test_commands import reportkit
from tests.shipped import ROOT

JOB = Job(
    name="reportkit-valley-3fa2c1",
    title="The valley: 100 % calm",
    series=Path("/srv/the valley/100%"),
    command=("/opt/report kit/bin/reportkit",),
    minute=30,
    user="desk",
)
ANALYZE = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")


# -- systemd ----------------------------------------------------------------------------------


@pytest.fixture
def units(tmp_path: Path) -> dict[bool, list[str]]:
    """Write the units of a machine (True) and of an account (False); their command is there."""
    command = tmp_path / "reportkit"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    job = JOB._replace(command=(str(command),), user="root")
    paths = {}
    for system in (True, False):
        folder = tmp_path / str(system)
        folder.mkdir()
        (folder / f"{job.name}.service").write_text(systemd.service_text(job, system=system))
        (folder / f"{job.name}.timer").write_text(systemd.timer_text(job))
        paths[system] = [str(path) for path in sorted(folder.iterdir())]
    return paths


@needs_systemd
@pytest.mark.parametrize("system", [True, False])
def test_systemd_finds_nothing_to_say_about_the_units(
    units: dict[bool, list[str]],
    system: bool,  # noqa: FBT001  # drawn
    tmp_path: Path,
) -> None:
    whose = () if system else ("--user",)
    ran = subprocess.run(
        [ANALYZE, *whose, "verify", *units[system]],
        capture_output=True, text=True, check=False, env={"XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip

    assert (0, "") == (ran.returncode, ran.stderr)


@needs_systemd
def test_the_unit_of_a_machine_is_confined(units: dict[bool, list[str]]) -> None:
    """systemd's own measure: 0 is safe, 10 is not; an unconfined service has 9.6."""
    service = next(path for path in units[True] if path.endswith(".service"))
    ran = subprocess.run(
        [ANALYZE, "security", "--offline=true", service],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    exposure = re.search(r"exposure level.*?: ([0-9.]+)", ran.stdout)

    assert exposure is not None
    assert float(exposure[1]) <= 2.0


def test_what_systemd_would_expand_is_escaped() -> None:
    text = systemd.service_text(JOB, system=True)

    assert 'ExecStart="/opt/report kit/bin/reportkit" -C "/srv/the valley/100%%" run\n' in text
    assert 'ReadWritePaths="/srv/the valley/100%%/reports"\n' in text
    assert "Publish what is due of The valley: 100 %% calm\n" in text


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A machine whose ``systemctl`` notes what it is asked and keeps what is enabled."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "systemctl").write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n'
        f'case "$*" in *enable*) touch {tmp_path}/on;; *disable*) rm {tmp_path}/on;;\n'
        f"*is-active*|*is-enabled*) [ -e {tmp_path}/on ] && echo active || "
        "{ echo inactive; exit 3; };; esac\n"
    )
    (tools / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    return Host(home=tmp_path / "home", system=tmp_path / "system", ask=ask_system)


def test_installing_again_changes_nothing(host: Host) -> None:
    first = systemd.install(JOB, host, system=False)
    again = systemd.install(JOB, host, system=False)

    assert 3 == len(first)
    assert () == again
    assert systemd.state(JOB.name, host, system=False).active


def test_only_what_differs_is_written_anew(host: Host) -> None:
    systemd.install(JOB, host, system=True)
    done = systemd.install(JOB._replace(minute=15), host, system=True)

    assert [
        f"wrote {host.system}/{JOB.name}.timer",
        f"started {JOB.name}.timer",
    ] == list(done)


def test_removing_leaves_nothing(host: Host) -> None:
    systemd.install(JOB, host, system=False)
    systemd.remove(JOB.name, host, system=False)

    units = host.home / ".config" / "systemd" / "user"
    assert [] == list(units.iterdir())
    assert () == systemd.remove(JOB.name, host, system=False)


def test_a_timer_that_is_written_and_does_not_run_is_told(host: Host, tmp_path: Path) -> None:
    systemd.install(JOB, host, system=True)
    (tmp_path / "on").unlink()
    state = systemd.state(JOB.name, host, system=True)

    assert (True, False, "inactive") == (state.installed, state.active, state.detail)


def test_a_machine_that_does_not_answer_is_not_taken_for_a_good_one(host: Host) -> None:
    systemd.install(JOB, host, system=True)
    silent = host._replace(ask=lambda *_: ask_system(["false"]))

    assert systemd.state(JOB.name, silent, system=True).active is None


# -- cron -------------------------------------------------------------------------------------


def test_a_line_of_cron_says_to_the_shell_what_was_meant(tmp_path: Path) -> None:
    """cron turns an escaped per cent sign into a plain one, and hands the rest to sh."""
    script = tmp_path / "it's report kit"
    script.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    script.chmod(0o755)
    line = cron.line(JOB._replace(command=(str(script),)))
    minute, command = line.split(" * * * * ")
    ran = subprocess.run(
        ["/bin/sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, check=True
    )

    assert "30" == minute
    assert "-C|/srv/the valley/100%|run|--quiet|" == ran.stdout


def test_other_lines_of_a_crontab_are_not_touched() -> None:
    others = "# backups\n5 4 * * * backup # daily\n\n"
    whole = cron.with_line(others, JOB)

    assert others == cron.without_line(whole, JOB.name)
    assert whole == cron.with_line(whole, JOB)
    assert whole == cron.with_line(cron.with_line(others, JOB._replace(minute=5)), JOB)


def test_a_crontab_that_lacks_its_last_line_feed_keeps_its_last_line() -> None:
    assert (
        "5 4 * * * backup\n" == cron.with_line("5 4 * * * backup", JOB).splitlines(keepends=True)[0]
    )


# -- launchd, workflows, and all of them --------------------------------------------------------


def test_the_agent_of_launchd_is_a_property_list() -> None:
    agent = plistlib.loads(launchd.plist_text(JOB).encode())

    assert [*JOB.command, "-C", str(JOB.series), "run"] == agent["ProgramArguments"]
    assert {"Minute": 30} == agent["StartCalendarInterval"]


def test_the_workflow_is_yaml_that_runs_every_hour_and_never_twice_at_once() -> None:
    workflow = yaml.safe_load(github_actions.workflow_text(JOB))

    assert [{"cron": "30 * * * *"}] == workflow[True]["schedule"]  # YAML 1.1 reads 'on' so
    assert "reportkit-valley" == workflow["concurrency"]


def test_the_workflow_of_a_series_elsewhere_installs_with_pip_and_mails_nothing(
    tmp_path: Path,
) -> None:
    """No ledger outlives a run there: a deferred message or an unsubscribe would be forgotten."""
    elsewhere = github_actions.workflow_text(JOB._replace(series=tmp_path))
    ours = github_actions.workflow_text(JOB._replace(series=ROOT))
    (steps,) = (job["steps"] for job in yaml.safe_load(elsewhere)["jobs"].values())
    told = [step["run"] for step in steps if "run" in step]

    assert "make" not in elsewhere
    assert [f'pip install "reportkit=={__version__}"', "reportkit run --no-mail"] == told[1:3]
    assert "SMTP" not in elsewhere
    assert "- run: make setup\n" in ours
    assert "- run: .venv/bin/reportkit run --no-mail\n" in ours


def test_one_alarm_is_enough(host: Host) -> None:
    """Another kind of timer takes the place of the first."""
    overview.install("systemd", JOB, host)
    overview.install("system", JOB, host)
    kinds = [state.kind for state in overview.states(JOB.name, host) if state.installed]

    assert ["system"] == kinds


def test_two_folders_with_the_same_series_have_two_timers() -> None:
    assert job_name("valley", Path("/a")) != job_name("valley", Path("/b"))


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\x1bb", "a\udcffb"])
def test_a_path_that_no_line_can_hold_gets_no_timer(name: str) -> None:
    with pytest.raises(MachineUnable, match="rename the folder"):
        refuse_odd_paths(JOB._replace(series=Path("/srv") / name))


@pytest.mark.parametrize("kind", ["systemd", "system", "cron", "launchd", "github-actions"])
def test_nor_is_one_printed(tmp_path: Path, kind: str) -> None:
    series = scheduled(tmp_path / "the\nvalley")
    ran = reportkit(series, "schedule", "install", "--print", kind)

    assert (3, "") == (ran.returncode, ran.stdout)
    assert "rename the folder" in ran.stderr


ODD = 'it\'s the "valley"; 100% #1 $HOME \\'


@needs_systemd
def test_systemd_reads_a_path_of_odd_signs_as_it_is(tmp_path: Path) -> None:
    """The same way for a command and for a folder that may be written."""
    command = tmp_path / ODD / "reportkit"
    (tmp_path / ODD / "reports").mkdir(parents=True)
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    job = JOB._replace(command=(str(command),), series=tmp_path / ODD, user="root")
    unit = tmp_path / "odd.service"
    unit.write_text(systemd.service_text(job, system=True))
    ran = subprocess.run([ANALYZE, "verify", unit], capture_output=True, text=True, check=False)

    assert (0, "") == (ran.returncode, ran.stderr)
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', unit.read_text())
    assert {str(command), str(job.series), str(job.series / "reports")} == {
        re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$") for word in words
    }


def test_cron_hands_a_path_of_odd_signs_on_as_it_is(tmp_path: Path) -> None:
    script = tmp_path / "reportkit"
    script.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    script.chmod(0o755)
    line = cron.line(JOB._replace(command=(str(script),), series=Path("/srv") / ODD))
    command = line.split(" * * * * ")[1].replace("\\%", "%")
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)

    assert f"-C|/srv/{ODD}|run|--quiet|" == ran.stdout


def test_a_folder_whose_owner_has_no_name_is_run_by_number(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to give a folder away")
    series = scheduled(tmp_path / "series")
    os.chown(series, 54321, 54321)
    ran = reportkit(series, "schedule", "install", "--print", "system")

    assert "User=54321\n" in ran.stdout, ran.stderr
