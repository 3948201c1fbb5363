"""The bot of docs/rpc.md runs, and the paper names every method, param and notification there is."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.budget import ALLOWANCES
from desktop.rpc import told, topic_feed
from desktop.rpc.methods import METHODS
from desktop.rpc.topic_feed import PublishParams, TopicParams
from desktop.services.news import NoticeKind
from desktop.services.presence import STATUSES
from tests.e2e.company import person
from tests.e2e.conftest import Start, address, lobby

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "rpc.md").read_text(encoding="utf-8")
BOT = ROOT / "examples" / "echo_bot.py"

PUBSUB = {
    "pubsub.subscribe": TopicParams,
    "pubsub.unsubscribe": TopicParams,
    "pubsub.publish": PublishParams,
}


def section(title: str) -> str:
    return PAPER.split(f"\n## {title}\n")[1].split("\n## ")[0]


def documented() -> dict[str, list[str]]:
    """Each method of the paper with its params; a `?` stands after those that may be left out."""
    rows = re.findall(r"^\| `(\w+\.\w+)` \| ([^|]*)\|", section("Methods"), re.MULTILINE)
    return {name: [word.strip() for word in params.split(",") if word.strip()] for name, params in rows}


def existing() -> dict[str, list[str]]:
    shapes = {name: method.params for name, method in METHODS.items()} | PUBSUB
    found = {}
    for name, shape in shapes.items():
        required = len(shape.__struct_fields__) - len(shape.__struct_defaults__)
        found[name] = [
            field if index < required else f"{field}?"
            for index, field in enumerate(shape.__struct_fields__)
        ]
    return found


def test_every_method_and_its_params_are_in_the_paper_and_none_besides() -> None:
    assert documented() == existing()


def test_every_notification_is_in_the_paper() -> None:
    source = Path(told.__file__).read_text() + Path(topic_feed.__file__).read_text()
    sent = set(re.findall(r'\("(\w+\.\w+|notification)", ', source)) | {"link.up", "link.down"}
    rows = re.findall(r"^\| `([\w.]+)` \|", section("Notifications"), re.MULTILINE)
    assert set(rows) == sent
    assert all(f'"{kind.value}"' in section("Notifications") for kind in NoticeKind)


def test_the_figures_of_the_paper_are_those_of_the_program() -> None:
    def words(kind: str) -> str:
        return f"{ALLOWANCES[kind].burst:,} at once, then {ALLOWANCES[kind].per_s:,} a second"

    limits = section("Limits")
    assert f"| publishing on topics | {words('topic messages')} |" in limits
    assert f"| messages | {words('messages')} |" in limits
    assert words("announcements").replace(" at once", " targets at once") in limits


def test_the_statuses_of_the_paper_are_those_that_are_taken() -> None:
    row = re.search(r"^\| `presence.set` \|.*$", section("Methods"), re.MULTILINE)
    assert row is not None
    assert tuple(re.findall(r'"(\w+)"', row[0])) == STATUSES


def test_the_bot_of_the_paper_is_the_one_that_runs_here() -> None:
    code = BOT.read_text(encoding="utf-8")
    assert f"```python\n{code}```" in PAPER
    assert len(code.splitlines()) <= 30


def test_the_echo_bot(start: Start, tmp_path: Path) -> None:
    ana = start("Ana")
    command = [
        sys.executable, str(BOT), sys.executable, "-m", "desktop", "rpc", "--name", "Echo",
        "--data-dir", str(tmp_path / "echo"), "--no-discovery", "--listen", "127.0.0.1:0",
        "--connect", address(ana),
    ]  # fmt: skip
    bot = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        people = ana.wait_until("people.list", lambda people: len(people) == 2)
        (echo,) = [each["person"] for each in people if each["name"] == "Echo"]
        room = lobby(ana)
        ana.call("messages.send", room=room, text="not for the bot")
        ana.call("messages.send", room=room, text="@Echo hello 🌊")
        answer = ana.wait_notification("message.new").params
        assert (answer["room"], answer["text"]) == (room, "echo: @Echo hello 🌊")
        direct = ana.call("direct.open", person=echo)["room"]
        ana.call("messages.send", room=direct, text="and here?")
        answer = ana.wait_notification("message.new").params
        assert (answer["room"], answer["text"]) == (direct, "echo: and here?")
        assert answer["person"] == echo != person(ana)
    finally:
        os.killpg(bot.pid, signal.SIGKILL)
        bot.wait()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_is_an_orderly_leave_while_the_input_is_open(start: Start, name: str) -> None:
    ana = start("Ana")
    bo = start("Bo", "--connect", address(ana))
    ana.wait_notification("link.up")
    os.kill(bo.pid, getattr(signal, name))
    assert ana.wait_notification("link.down").params["reason"] == "it left"
    assert bo._running().wait(20) == 0
    assert "Fatal" not in bo.stderr()


@pytest.mark.parametrize("link", re.findall(r"\]\(#([\w-]+)\)", PAPER))
def test_its_links_lead_somewhere(link: str) -> None:
    titles = re.findall(r"^#+ (.*)$", PAPER, re.MULTILINE)
    assert link in {re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in titles}
