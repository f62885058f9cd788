"""A server is announced on the network, and the card of a host says how to come to it."""

import errno
import re
from contextlib import aclosing
from ipaddress import ip_address
from secrets import token_hex
from typing import NoReturn
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from ifaddr import IP, Adapter

from allmende_client.finding import Found, findings
from allmende_protocol.finding import (
    LONGEST_TEXT,
    MOST_TABLES,
    Announcement,
    best_first,
    from_txt,
    nearness,
    to_txt,
    why_silent,
)
from allmende_protocol.messages import VERSION
from allmende_server import discovery
from allmende_server.addresses import Address, Kind, addresses, door, kind_of, lan_addresses
from allmende_server.discovery import announced
from allmende_server.invitation import HALVES, QUIET, invitation, qr

LOOPBACK = ("127.0.0.1",)
URL = "http://192.168.1.7:8765/?table=KODE"
LONGEST_URL = "http://[fd00:1234:5678:9abc:def0:1234:5678:9abc]:8765/?table=KODE42"
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
ANY_ADDRESS = st.ip_addresses().map(str)


def adapter(name: str, *ips: str) -> Adapter:
    """An interface as ifaddr reports it."""
    there = [IP(ip if "." in ip else (ip, 0, 0), 24, name) for ip in ips]
    return Adapter(name, name, there)


def own_service() -> str:
    """A service that no other test, and no table on the network, announces or looks for."""
    return f"_a{token_hex(4)}._tcp.local."


async def heard(service: str) -> Found:
    """The first server that a listener on loopback hears."""
    async with aclosing(findings(10.0, interfaces=LOOPBACK, service=service)) as found:
        return await anext(found)


async def test_what_is_announced_is_heard() -> None:
    """Port, protocol version, the host's name and the titles, on the interfaces that were named."""
    service = own_service()
    async with announced(4321, ["The Valley"], "Ada", interfaces=LOOPBACK, service=service) as why:
        assert why is None
        assert await heard(service) == Found("Ada", LOOPBACK, 4321, VERSION, ("The Valley",))


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.EADDRINUSE, "busy"), "another program keeps UDP port 5353 for itself"),
        (OSError(errno.ENETUNREACH, "none"), "this machine is on no network"),
        (RuntimeError("No interfaces"), "this machine is on no network"),
        (OSError(errno.EPERM, "no"), "the system does not let this program use UDP port 5353"),
    ],
)
async def test_a_host_plays_on_where_it_cannot_announce(
    monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    """The sentence says why, and what to do."""

    def fails(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(discovery, "AsyncZeroconf", fails)
    async with announced(4321, ["The Valley"]) as silence:
        assert silence is not None
        assert why in silence
        assert silence.endswith("Tell them the address.")


async def test_an_error_of_the_host_is_not_taken_for_one_of_mdns() -> None:
    """What fails while the table is announced is raised as it is."""
    with pytest.raises(OSError, match="disk full"):
        async with announced(4321, [], interfaces=LOOPBACK, service=own_service()):
            raise OSError("disk full")


def test_an_unknown_fault_is_told_in_its_own_words() -> None:
    """Or by its kind, if it has none."""
    assert why_silent(OSError("odd.")) == "odd"
    assert why_silent(ValueError()) == "ValueError"


@given(st.integers(0, 10**8), st.text(), st.lists(st.text(), max_size=8))
def test_announcements_survive_the_record(version: int, host: str, titles: list[str]) -> None:
    """What is told once is told twice; each pair fits a TXT string; nothing commands a terminal."""
    pairs = to_txt(Announcement(version, host, tuple(titles)))
    assert all(len(f"{key}={value}".encode()) <= 255 for key, value in pairs.items())
    read = from_txt(pairs)
    if read is None:
        assert pairs["host"] == ""
        return
    assert read.version == version
    assert from_txt(to_txt(read)) == read
    assert len(read.tables) <= MOST_TABLES
    assert all(
        text.isprintable() and len(text) <= LONGEST_TEXT for text in (read.host, *read.tables)
    )


@pytest.mark.parametrize(
    "pairs",
    [
        {},
        {"version": "1"},
        {"host": "Ada"},
        {"version": None, "host": "Ada"},
        {"version": "-1", "host": "Ada"},
        {"version": "٣", "host": "Ada"},
        {"version": "9" * 5_000, "host": "Ada"},
        {"version": "1", "host": "\x1b\u202e"},
    ],
)
def test_other_records_are_no_announcement(pairs: dict[str, str | None]) -> None:
    """Whatever is missing in them, or not a number, or nothing that can be read."""
    assert from_txt(pairs) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wlan0", "wifi"), ("wlp3s0", "wifi"), ("Intel(R) Wi-Fi 6 AX201", "wifi"),
        ("eth0", "ethernet"), ("enp0s31f6", "ethernet"), ("eno1", "ethernet"),
        ("Realtek PCIe GbE Family Controller", "ethernet"), ("en0", "other"),
        ("docker0", "virtual"), ("br-1f2e3d", "virtual"), ("veth1a2b", "virtual"),
        ("tailscale0", "virtual"), ("utun3", "virtual"), ("wg0", "virtual"),
        ("Hyper-V Virtual Ethernet Adapter", "virtual"), ("vEthernet (WSL)", "virtual"),
        ("VMware Virtual Ethernet Adapter for VMnet8", "virtual"),
    ],
)  # fmt: skip
def test_an_interface_is_known_by_its_name(name: str, kind: Kind) -> None:
    """On Linux, macOS and Windows."""
    assert kind_of(name) == kind


def test_the_address_that_others_reach_comes_first() -> None:
    """Private IPv4 on Wi-Fi or cable, then the rest, virtual ones, and loopback at the end."""
    there = [
        adapter("lo", "127.0.0.1", "::1"),
        adapter("docker0", "172.17.0.1"),
        adapter("tailscale0", "100.101.102.103"),
        adapter("eth1", "169.254.8.9"),
        adapter("eth0", "fe80::1", "fd00::7", "203.0.113.7", "10.0.0.7"),
        adapter("wlan0", "192.168.1.7"),
    ]
    found = addresses(there)
    assert [one.address for one in found] == [
        "192.168.1.7", "10.0.0.7", "203.0.113.7", "fd00::7", "169.254.8.9",
        "172.17.0.1", "100.101.102.103", "127.0.0.1", "::1",
    ]  # fmt: skip
    assert found[0] == Address("192.168.1.7", "wlan0", "wifi")
    assert [one.address for one in lan_addresses(found)] == [
        one.address for one in found if one.kind not in {"virtual", "loopback"}
    ]
    assert [one.address for one in lan_addresses(addresses(there[:2]))] == ["172.17.0.1"]
    assert lan_addresses(addresses(there[:1])) == []


def test_this_machine_has_its_loopback_last() -> None:
    """As its system reports it."""
    assert addresses()[-1].kind == "loopback"


@given(st.lists(ANY_ADDRESS))
def test_addresses_are_ordered_without_loss(given_: list[str]) -> None:
    """Each usable one stays, once; what nobody could open goes; order of arrival breaks ties."""
    ordered = best_first(given_)
    assert set(ordered) == {one for one in given_ if nearness(one) is not None}
    assert len(set(ordered)) == len(ordered)
    assert best_first(ordered) == ordered


@given(ANY_ADDRESS, st.integers(1, 65_535), st.text(min_size=1, max_size=8))
def test_a_door_is_a_url_that_holds_address_port_and_code(
    address: str, port: int, code: str
) -> None:
    """Whatever the code is made of, and for IPv6 too."""
    parts = urlsplit(door(address, port, code))
    assert (parts.scheme, parts.path, parts.port) == ("http", "/", port)
    assert ip_address(parts.hostname or "") == ip_address(address)
    if code.encode(errors="replace").decode() == code:
        assert parse_qs(parts.query, strict_parsing=True) == {"table": [code]}


def test_the_door_reads_as_people_expect() -> None:
    """Short, with brackets only where they must be."""
    assert door("192.168.1.7", 8765, "KODE") == URL
    assert door("fd00::7", 80, "KODE") == "http://[fd00::7]:80/?table=KODE"


@pytest.mark.parametrize("url", [URL, LONGEST_URL])
def test_the_picture_is_the_qr_code_of_the_url(url: str) -> None:
    """Read back by halves of characters, it is segno's own matrix, and light around."""
    upper_lower = {character: halves for halves, character in HALVES.items()}
    drawn: list[list[bool]] = []
    for line in qr(url).split("\n"):
        halves = [upper_lower[one] for one in ESCAPE.sub("", line)]
        drawn += [[upper for upper, _ in halves], [lower for _, lower in halves]]
    matrix = segno.make_qr(url, error="l").matrix
    size = len(matrix)
    inner = [row[QUIET : QUIET + size] for row in drawn[QUIET : QUIET + size]]
    assert inner == [[bool(module) for module in row] for row in matrix]
    assert sum(map(sum, drawn)) == sum(map(sum, inner))


def test_the_picture_is_black_on_white_on_any_background() -> None:
    """Each line sets both colours and takes them back."""
    assert all(
        line.startswith("\x1b[30;47m") and line.endswith("\x1b[0m") for line in qr(URL).split("\n")
    )


@pytest.mark.parametrize("first", [URL, LONGEST_URL])
def test_an_invitation_fits_a_terminal(first: str) -> None:
    """80×24 with the picture and a row left, whatever the address; the addresses stand whole."""
    card = ESCAPE.sub("", invitation([first, LONGEST_URL, URL, URL], "KODE"))
    lines = card.split("\n")
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    assert f"  {first}" in lines
    assert "█▀▀▀▀▀█" in card
    for text in ("Code: KODE", "On a phone: point the camera", "In a terminal: allmende join"):
        assert text in card


@given(st.integers(1, 200), st.integers(1, 60))
def test_an_invitation_never_draws_half_a_picture(columns: int, rows: int) -> None:
    """Where there is no room the words stay, without a picture and without its sentence."""
    card = invitation([URL, LONGEST_URL], "KODE", columns, rows)
    plain = ESCAPE.sub("", card)
    drawn = "█" in card
    assert drawn == ("camera" in " ".join(plain.split()))
    assert URL in card
    assert "KODE" in card
    if drawn:
        assert len(card.split("\n")) < rows
        assert max(len(line) for line in plain.split("\n") if "http" not in line) <= columns


def test_an_invitation_in_words_has_no_escape_codes() -> None:
    """For pipes and for people who hear it read out."""
    card = invitation([URL], "KODE", picture=False)
    assert card.isascii()
    assert "\x1b" not in card


def test_an_invitation_needs_an_address() -> None:
    """Without one there is nothing to say."""
    with pytest.raises(ValueError, match="at least one address"):
        invitation([], "KODE")
