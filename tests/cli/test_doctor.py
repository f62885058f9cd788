"""The doctor says what it found and what to do; each check is judged by what it is given."""

import errno
import json
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import PackageNotFoundError
from os import terminal_size
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from allmende_cli import doctor as doctor_module
from allmende_cli.checks import firewall as firewall_module
from allmende_cli.checks import mdns as mdns_module
from allmende_cli.checks import network as network_module
from allmende_cli.checks import port as port_module
from allmende_cli.checks import python as python_module
from allmende_cli.checks.check import Check, Output, run
from allmende_cli.checks.clock import RELEASED, clock
from allmende_cli.checks.firewall import firewall
from allmende_cli.checks.folder import MEGABYTE, folder, space
from allmende_cli.checks.mdns import mdns
from allmende_cli.checks.network import network, own
from allmende_cli.checks.peer import Place, compared, peer, peer_clock, place
from allmende_cli.checks.port import holder, next_free, port
from allmende_cli.checks.python import python
from allmende_cli.checks.terminal import terminal
from allmende_cli.doctor import doctor, readable
from allmende_server.addresses import Address

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
LEVELS = {"ok", "warn", "fail"}
LOOPBACK = ("127.0.0.1",)


def invoke(*arguments: str) -> Result:
    """The command's output; errors are raised."""
    return CliRunner().invoke(doctor, arguments, catch_exceptions=False)


@contextmanager
def taken() -> Iterator[int]:
    """A port of loopback at which this test listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def answering(reply: bytes, times: int = 1) -> Iterator[Place]:
    """A machine that answers so many connections with those bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            for _ in range(times):
                connection, _ = server.accept()
                with connection, suppress(ConnectionError):
                    connection.recv(4_096)
                    connection.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        yield Place("127.0.0.1", server.getsockname()[1])
        thread.join()


def prints(**texts: str | tuple[int, str]) -> Callable[..., Output | None]:
    """A system whose programs print those texts, by name and first word; others are missing."""

    def run_one(*command: str) -> Output | None:
        name = Path(command[0]).name.replace("-", "_")
        words = [word.lstrip("-").replace("-", "_") for word in command[1:]]
        known = [
            texts[key]
            for key in (f"{name}_{'_'.join(words[:3])}", f"{name}_{words[0]}", name)
            if key in texts
        ]
        if not known:
            return None
        return Output(0, known[0]) if isinstance(known[0], str) else Output(*known[0])

    return run_one


@pytest.fixture
def quiet_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only loopback is announced on, no program of the system is asked, and games lie apart."""

    async def on_loopback(number: int) -> Check:
        return await mdns(number, LOOPBACK)

    monkeypatch.setattr(mdns_module, "mdns", on_loopback)
    monkeypatch.setattr(firewall_module, "firewall", lambda number: firewall(number, "none"))
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))


@pytest.mark.usefixtures("quiet_network")
def test_a_port_that_is_taken_fails_and_another_is_offered() -> None:
    """With exit 1; every check has its mark and its line, and a way on where it is not well."""
    with taken() as number:
        result = invoke("--port", str(number))
    assert result.exit_code == 1
    assert f"FAIL  Port: Port {number} is taken" in result.output
    assert "Host with --port " in " ".join(result.output.split())
    marks = [line[:4].strip().lower() for line in result.output.splitlines() if line[0] != " "]
    assert set(marks) <= LEVELS
    assert len(marks) == 9


@pytest.mark.usefixtures("quiet_network")
def test_json_is_one_object_that_says_the_same() -> None:
    """With the same exit status."""
    with answering(b"HTTP/1.1 200 OK\r\nAllmende-Protocol: 2\r\n\r\n", times=3) as there:
        number = str(there.port)
        result = invoke("--port", number, "--json", "--peer", f"{there.host}:{number}")
    told = json.loads(result.stdout)
    assert told["well"] is False
    assert result.exit_code == 1
    topics = [check["topic"] for check in told["checks"]]
    assert topics[:4] == ["Python", "Terminal", "Clock", "Saved games"]
    assert topics[4:9] == ["Port", "Addresses", "Own addresses", "Firewall", "Finding by itself"]
    assert topics[9:] == ["Other machine", "Its clock"]
    for check in told["checks"]:
        assert check["level"] in LEVELS
        assert check["level"] == "ok" or check["advice"]


@pytest.mark.usefixtures("quiet_network")
def test_all_is_well_with_exit_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings are no failure."""
    wifi = [Address("127.0.0.1", "wlan0", "wifi")]
    monkeypatch.setattr("allmende_server.addresses.addresses", lambda: wifi)
    with taken() as number:
        free = next_free(number)
    result = invoke("--port", str(free))
    assert result.exit_code == 0, result.output
    assert "warn  Firewall: Could not tell" in result.output


@pytest.mark.parametrize(
    "text", ["", "fd00::zz", "a:b:8765", "192.168.1.9:99999", "1:0", "x@y", "a/b"]
)
def test_a_peer_that_is_no_address_is_refused(text: str) -> None:
    """With exit 2 and what an address looks like."""
    with pytest.raises(ValueError, match=r"write one like 192\.168\.1\.9"):
        place(text, 8765)
    result = invoke("--peer", text)
    assert result.exit_code == 2
    assert "is no address" in result.output


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("192.168.1.9", Place("192.168.1.9", 8765)),
        ("192.168.1.9:80", Place("192.168.1.9", 80)),
        ("fd00::9", Place("fd00::9", 8765)),
        ("[fd00::9]", Place("fd00::9", 8765)),
        ("[fd00::9]:80", Place("fd00::9", 80)),
        ("ada.local", Place("ada.local", 8765)),
    ],
)
def test_a_peer_is_read_as_people_write_it(text: str, read: Place) -> None:
    """IPv6 with or without brackets."""
    assert place(text, 8765) == read


def test_the_help_shows_an_example() -> None:
    """A line that can be typed as it stands."""
    assert "  allmende doctor\n" in invoke("--help").output.split("Examples")[1]


def test_what_to_do_stands_below_what_was_found() -> None:
    """Within 80 columns; colour only repeats the mark."""
    text = readable(Check("Port", "fail", "word " * 40, "do " * 60))
    plain = re.sub(r"\x1b\[\d*m", "", text).split("\n")
    assert plain[0].startswith("FAIL  Port: word")
    assert any(line.startswith("      → do do") for line in plain)
    assert max(map(len, plain)) <= 80


@pytest.mark.usefixtures("quiet_network")
def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal that has colours."""
    check = Check("Clock", "fail", "It shows 1970.", "Set it.")
    monkeypatch.setattr(doctor_module, "examine", lambda *_: iter([check]))
    coloured = CliRunner().invoke(doctor, color=True)
    assert "\x1b[31m" in coloured.output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(doctor, color=True).output


@pytest.mark.usefixtures("quiet_network")
def test_an_output_without_unicode_gets_what_it_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Question marks instead of a traceback."""
    check = Check("Terminal", "warn", "80×20", "Make it larger.")
    monkeypatch.setattr(doctor_module, "examine", lambda *_: iter([check]))
    printed = CliRunner(charset="ascii").invoke(doctor, catch_exceptions=False)
    assert printed.output == "warn  Terminal: 80?20\n      ? Make it larger.\n"
    told = CliRunner(charset="ascii").invoke(doctor, ["--json"], catch_exceptions=False)
    assert json.loads(told.output)["checks"][0]["found"] == "80?20"


def test_python_and_packages() -> None:
    """Too old, a package missing, a package of another version, all well."""
    there = {"allmende": "0.1.0", "textual": "8.2.8", "click": "8.5"}
    needs = ["textual==8.2.8", "click>=8.5", 'colour; extra == "test"']
    assert python((3, 10, 1)).level == "fail"
    assert python((3, 11, 2), needs, there.get).level == "ok"
    other = python((3, 11, 2), needs, {**there, "textual": "9.0"}.get)
    assert "textual is 9.0 instead of 8.2.8" in other.found
    missing = python((3, 11, 2), [*needs, "zeroconf>=0.154"], there.get)
    assert (missing.level, "zeroconf is not installed" in missing.found) == ("fail", True)
    assert python((3, 12, 0)).found.startswith("Python 3.12.0")
    nowhere = python((3, 12, 0), ["no-such-package-of-allmende"])
    assert "no-such-package-of-allmende is not installed" in nowhere.found


def test_a_copy_that_was_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its requirements are unknown, so only that can be said."""

    def unknown(name: str) -> NoReturn:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(python_module, "requires", unknown)
    monkeypatch.setattr(python_module, "version", unknown)
    check = python((3, 12, 0))
    assert (check.level, "allmende is not installed" in check.found) == ("fail", True)


def test_a_free_port_is_free_and_let_go() -> None:
    """Twice in a row."""
    with taken() as number:
        free = next_free(number)
    assert free is not None
    assert [port(free).level, port(free).level] == ["ok", "ok"]


def test_a_port_that_may_not_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is no port that is taken; the one offered is open to users."""

    def reserved(number: int) -> OSError | None:
        return OSError(errno.EACCES, "no") if number < 1_024 else None

    monkeypatch.setattr(port_module, "_bind", reserved)
    check = port(80)
    assert check.found == "The system does not let you listen at port 80."
    assert check.advice == "Host with --port 1024."


def test_no_port_is_offered_above_the_last() -> None:
    """65535 is the end."""
    assert next_free(65_535) is None


SS = 'LISTEN 0 5 127.0.0.1:8765 0.0.0.0:* users:(("python",pid=20453,fd=3))\n'
LSOF = (
    "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\n"
    "Python  20453  ada    6u  IPv4 0x1234      0t0  TCP *:8765 (LISTEN)\n"
)
NETSTAT = (
    "  Proto  Local Address   Foreign Address  State      PID\r\n"
    "  TCP    10.0.0.7:50000  10.0.0.9:8765    ESTABLISHED  77\r\n"
    "  TCP    0.0.0.0:8765    0.0.0.0:0        LISTENING  20453\r\n"
)


@pytest.mark.parametrize(
    ("platform", "listed", "name"),
    [
        ("linux", {"ss": SS}, "python (process 20453)"),
        ("linux", {"ss": SS.partition("users")[0]}, None),
        ("linux", {}, None),
        ("darwin", {"lsof": LSOF}, "Python (process 20453)"),
        ("win32", {"netstat": NETSTAT}, "a program (process 20453)"),
        ("plan9", {}, None),
    ],
)
def test_the_holder_of_a_port_is_named(
    platform: str, listed: dict[str, str], name: str | None
) -> None:
    """As far as the system tells."""
    assert holder(8765, platform, prints(**listed)) == name


def test_a_program_that_is_missing_prints_nothing() -> None:
    """Nor does its absence raise."""
    assert run("no-such-program-of-allmende") is None
    shown = run("python3", "--version") or run("python", "--version")
    assert shown is None or shown.text.startswith("Python")


WIFI = Address("192.168.1.7", "wlan0", "wifi")
DOCKER = Address("172.17.0.1", "docker0", "virtual")
ALONE = Address("127.0.0.1", "lo", "loopback")
ORPHAN = Address("169.254.1.2", "eth0", "ethernet")


@pytest.mark.parametrize(
    ("found", "level", "text"),
    [
        ([WIFI, DOCKER, ALONE], "ok", "A host shows 192.168.1.7 (wlan0, Wi-Fi)."),
        ([WIFI], "ok", "There is no other."),
        ([DOCKER, ALONE], "warn", "172.17.0.1 (docker0, virtual)"),
        ([ORPHAN, ALONE], "warn", "169.254.1.2"),
        ([ALONE], "fail", "This machine is on no network."),
    ],
)
def test_addresses_are_told(found: list[Address], level: str, text: str) -> None:
    """The one that a host shows first, and the others."""
    check = network(found)
    assert (check.level, text in check.found) == (level, True)
    assert (check.advice == "") == (level == "ok")


def test_own_addresses_are_tried() -> None:
    """Loopback works; an address for documentation (RFC 5737) is nobody's, so it does not."""
    assert own([ALONE]).level == "ok"
    foreign = own([Address("203.0.113.1", "eth0", "ethernet")])
    assert foreign.level == "fail"
    assert "203.0.113.1 (" in foreign.found


UFW = "Status: active\n\nTo        Action   From\n--        ------   ----\n{}\n"
NFT = """table inet filter {{
 chain input {{
  type filter hook input priority 0; policy {};
  {}
 }}
}}
"""
REFUSED = (1, "Operation not permitted")


@pytest.mark.parametrize(
    ("platform", "system", "level"),
    [
        ("linux", {"ufw": UFW.format("8765/tcp    ALLOW   Anywhere")}, "ok"),
        ("linux", {"ufw": UFW.format("8000:9000/tcp (v6)  ALLOW   Anywhere (v6)")}, "ok"),
        ("linux", {"ufw": UFW.format("Default: allow (incoming), allow (outgoing)")}, "ok"),
        ("linux", {"ufw": UFW.format("22/tcp      ALLOW   Anywhere")}, "fail"),
        ("linux", {"ufw": UFW.format("8765/tcp    DENY    Anywhere")}, "fail"),
        ("linux", {"firewall_cmd_state": "running\n", "firewall_cmd_get_default_zone": "home\n",
                   "firewall_cmd_list_ports": "1025-65535/udp 1025-65535/tcp\n"}, "ok"),
        ("linux", {"firewall_cmd_state": "running\n", "firewall_cmd_get_default_zone": "public\n",
                   "firewall_cmd_list_ports": "8765/udp 22/tcp\n"}, "fail"),
        ("linux", {"firewall_cmd_state": "running\n", "firewall_cmd_get_default_zone": "public\n",
                   "firewall_cmd_list_ports": (1, "Not authorized")}, "warn"),
        ("linux", {"ufw": "Status: inactive\n", "nft": ""}, "ok"),
        ("linux", {"nft": NFT.format("accept", "")}, "ok"),
        ("linux", {"nft": NFT.format("drop", "tcp dport 22 accept")}, "warn"),
        ("linux", {"nft": NFT.format("drop", "tcp dport { 22, 8000-9000 } accept")}, "ok"),
        ("linux", {"nft": NFT.format("accept", "reject with icmp type port-unreachable")}, "warn"),
        ("linux", {"nft": REFUSED, "iptables": "-P INPUT ACCEPT\n"}, "ok"),
        ("linux", {"iptables": "-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"}, "warn"),
        ("linux", {"iptables": "-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 8765 -j ACCEPT\n"}, "ok"),
        ("linux", {"iptables": "-P INPUT ACCEPT\n-A INPUT -j REJECT --reject-with x\n"}, "warn"),
        ("linux", {"nft": REFUSED, "iptables": REFUSED}, "warn"),
        ("darwin", {"socketfilterfw": "Firewall is disabled. (State = 0)"}, "ok"),
        ("darwin", {"socketfilterfw_getglobalstate": "Firewall is enabled. (State = 1)",
                    "socketfilterfw_getappblocked": "The application is permitted"}, "warn"),
        ("darwin", {"socketfilterfw_getglobalstate": "Firewall is enabled. (State = 1)",
                    "socketfilterfw_getappblocked": "Incoming connections are blocked"}, "fail"),
        ("darwin", {"socketfilterfw": "Firewall is blocking. (State = 2)"}, "fail"),
        ("darwin", {}, "warn"),
        ("win32", {"netsh": (0, "Regelname: Allmende")}, "ok"),
        ("win32", {"netsh_advfirewall_firewall_show": (1, "No rules match"),
                   "netsh_advfirewall_show_currentprofile": "State    OFF"}, "ok"),
        ("win32", {"netsh_advfirewall_firewall_show": (1, "No rules match"),
                   "netsh_advfirewall_show_currentprofile": "State    ON"}, "warn"),
        ("win32", {"netsh_advfirewall_firewall_show": (1, "Keine Regeln"),
                   "netsh_advfirewall_show_currentprofile": "Status   EIN"}, "warn"),
        ("plan9", {}, "warn"),
    ],
)  # fmt: skip
def test_firewalls_are_read(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    platform: str,
    system: dict[str, str | tuple[int, str]],
    level: str,
) -> None:
    """As what their programs print; what cannot be known is said to be so, and never well."""
    monkeypatch.setattr(firewall_module, "UFW_CONF", tmp_path / "none")
    check = firewall(8765, platform, prints(**system))
    assert check.level == level, check
    assert (check.advice == "") == (level == "ok")


def test_ufw_is_known_by_its_file_where_its_rules_are_hidden(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its state may be read by all, its rules by root alone."""
    conf = tmp_path / "ufw.conf"
    monkeypatch.setattr(firewall_module, "UFW_CONF", conf)
    hidden = prints(ufw=(1, "ERROR: You need to be root"))
    conf.write_text("# ENABLED=yes\nENABLED=yes\n", encoding="utf-8")
    check = firewall(8765, "linux", hidden)
    assert (check.level, check.found[:10]) == ("warn", "ufw is on;")
    assert "sudo ufw allow 8765/tcp" in check.advice
    conf.write_text("ENABLED=no\n", encoding="utf-8")
    assert firewall(8765, "linux", hidden).found.startswith("Could not tell: no ufw")


def test_another_machine_that_listens_answers() -> None:
    """A refusal is told from silence: it arrives, so the network is not to blame."""
    with answering(b"HTTP/1.1 404 Not Found\r\nAllmende-Protocol: 2\r\n\r\n", times=2) as there:
        assert peer(there).level == "ok"
    with answering(b"HTTP/1.1 426 Upgrade Required\r\n\r\n", times=2) as stranger:
        assert "it is no Allmende" in peer(stranger).found
    with taken() as number:
        pass
    refused = peer(Place("127.0.0.1", number))
    assert refused.level == "warn"
    assert "can be reached, but nothing listens" in refused.found


@pytest.mark.parametrize(
    ("error", "level", "words"),
    [
        (TimeoutError("timed out"), "fail", "AP isolation"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "fail", "AP isolation"),
        (OSError(errno.EPERM, "Operation not permitted"), "fail", "firewall"),
        (socket.gaierror(-2, "Name or service not known"), "fail", "Give its address"),
        (ConnectionRefusedError(), "warn", "Start allmende host there"),
    ],
)
def test_silence_is_explained(
    monkeypatch: pytest.MonkeyPatch, error: OSError, level: str, words: str
) -> None:
    """By what may stand in between, and how to find out which."""

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_connection", fails)
    check = peer(Place("192.168.1.9", 8765))
    assert (check.level, words in check.advice) == (level, True)


@pytest.mark.parametrize(
    ("hours", "level", "text"),
    [(0, "ok", "the same time"), (1, "warn", "ahead of"), (-1, "warn", "behind")],
)
def test_the_clock_of_another_machine_is_compared(hours: int, level: str, text: str) -> None:
    """By the Date that its page answers with."""
    date = format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    with answering(f"HTTP/1.1 426 Upgrade Required\r\nDate: {date}\r\n\r\n".encode()) as there:
        check = peer_clock(there)
    assert (check.level, text in check.found) == (level, True)


@pytest.mark.parametrize("reply", [b"HTTP/1.1 200 OK\r\n\r\n", b"SSH-2.0\r\n", b"",
                                   b"HTTP/1.1 200 OK\r\nDate: noon\r\n\r\n"])  # fmt: skip
def test_a_machine_that_does_not_tell_its_time(reply: bytes) -> None:
    """Is no failure."""
    with answering(reply) as there:
        assert peer_clock(there).level == "warn"


@given(
    st.timedeltas(timedelta(days=-1), timedelta(days=1)),
    st.timedeltas(timedelta(0), timedelta(seconds=5)),
    st.floats(0, 1),
)
def test_clocks_that_agree_within_two_seconds_are_never_blamed(
    apart: timedelta, took: timedelta, when: float
) -> None:
    """However long the answer took, whenever in between it was stamped; four seconds more always are."""
    stamped = (NOON + apart + took * when).replace(microsecond=0)
    check = compared(stamped, NOON, took)
    if abs(apart) <= timedelta(seconds=2):
        assert check.level == "ok"
    elif abs(apart) > timedelta(seconds=3) + took:
        assert check.level == "warn"
        assert ("ahead" in check.found) == (apart > timedelta(0))


def test_a_clock_before_the_release_is_wrong() -> None:
    """At the release and after it may be right."""
    opened = datetime(RELEASED.year, RELEASED.month, RELEASED.day, tzinfo=UTC)
    assert clock(opened).level == "ok"
    assert clock(opened - timedelta(seconds=1)).level == "fail"


@pytest.mark.parametrize(
    ("size", "env", "encoding", "level", "text"),
    [
        ((120, 40), {"TERM": "xterm-256color"}, "utf-8", "ok", "256 colours, Unicode"),
        ((80, 24), {"TERM": "xterm", "COLORTERM": "truecolor"}, "UTF8", "ok", "16 million"),
        ((80, 24), {"TERM": "xterm", "NO_COLOR": "1"}, "utf-8", "ok", "no colours"),
        ((120, 40), {"WT_SESSION": "1"}, "utf-8", "ok", "TERM not set"),
        ((79, 24), {"TERM": "xterm"}, "utf-8", "warn", "at least 8 colours"),
        ((80, 23), {"TERM": "xterm"}, "utf-8", "warn", "80×23"),
        ((80, 24), {"TERM": "dumb"}, "utf-8", "warn", "TERM dumb"),
        ((80, 24), {"TERM": "xterm"}, "latin-1", "warn", "latin-1 characters"),
        ((80, 24), {"TERM": "xterm"}, None, "warn", "unknown characters"),
        (None, {}, None, "warn", "There is no terminal."),
    ],
)
def test_terminals_are_judged(
    size: tuple[int, int] | None,
    env: dict[str, str],
    encoding: str | None,
    level: str,
    text: str,
) -> None:
    """By size, colours and characters."""
    check = terminal(terminal_size(size) if size else None, env, encoding)
    assert (check.level, text in check.found) == (level, True)


def test_games_can_be_saved_where_there_is_no_folder_yet(tmp_path: Path) -> None:
    """And looking makes none."""
    assert folder(tmp_path / "a" / "games").level in {"ok", "warn"}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    """Root could write into a folder of any mode, but nobody into a file."""
    path = tmp_path / "games"
    path.write_text("", encoding="utf-8")
    check = folder(path)
    assert check.level == "fail"
    assert "Set ALLMENDE_HOME" in check.advice


@pytest.mark.parametrize(
    ("free", "level"), [(0, "fail"), (100 * MEGABYTE, "warn"), (9_000 * MEGABYTE, "ok")]
)
def test_free_space_is_judged(free: int, level: str) -> None:
    """Too little, little, enough."""
    assert space(Path("games"), free).level == level


async def test_a_machine_hears_itself() -> None:
    """On loopback."""
    assert (await mdns(8765, LOOPBACK)).level == "ok"


async def test_a_machine_that_does_not_hear_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """May be played at all the same, and is told so."""
    monkeypatch.setattr(mdns_module, "SECONDS", 0.0)
    check = await mdns(8765, LOOPBACK)
    assert (check.level, "does not hear" in check.found) == ("warn", True)


async def test_mdns_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is announcing or listening that fails."""

    def fails(*_: object) -> None:
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))

    monkeypatch.setattr("allmende_client.finding.AsyncZeroconf", fails)
    assert "cannot look for tables" in (await mdns(8765, LOOPBACK)).found
    monkeypatch.setattr("allmende_server.discovery.AsyncZeroconf", fails)
    assert "cannot find this table" in (await mdns(8765, LOOPBACK)).found


def test_each_kind_of_interface_has_a_word() -> None:
    """The words of the report cover what addresses can be."""
    from allmende_server.addresses import ORDER  # noqa: PLC0415

    assert set(network_module.KINDS) == set(ORDER)
