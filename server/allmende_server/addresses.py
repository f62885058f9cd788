"""The addresses of this machine, best first, and the address that people open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from ifaddr import Adapter, get_adapters

from allmende_protocol.finding import authority, nearness

Kind = Literal["wifi", "ethernet", "other", "virtual", "loopback"]
ORDER: tuple[Kind, ...] = ("wifi", "ethernet", "other", "virtual", "loopback")
"""Phones are on Wi-Fi, so that comes first; an "other" may be either, as en0 of macOS is."""

_VIRTUAL = re.compile(
    r"^(docker|br|veth|vnet|virbr|vmnet|vboxnet|tun|tap|utun|tailscale|wg|zt|cni|flannel|cali|lxc|lxd"
    r"|podman|ipsec|ppp|ifb|dummy|awdl|llw|anpi|ap\d)"
    r"|vethernet|virtual|hyper-v|vmware|vpn|wireguard|tailscale|zerotier|tunnel|wi-fi direct|bluetooth"
)
_WIFI = re.compile(r"^(wl|ath\d)|wi-?fi|wireless|wlan|802\.11")
_ETHERNET = re.compile(r"^(eth|en[a-z])|ethernet|gbe|gigabit")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this machine, the name of its interface, and what that seems to be."""

    address: str
    interface: str
    kind: Kind


def kind_of(interface: str) -> Kind:
    """What an interface seems to be by its name, on Linux, macOS (en0) and Windows (descriptions)."""
    name = interface.casefold()
    if _VIRTUAL.search(name):
        return "virtual"
    if _WIFI.search(name):
        return "wifi"
    return "ethernet" if _ETHERNET.search(name) else "other"


def addresses(adapters: Iterable[Adapter] | None = None) -> list[Address]:
    """Each address that others could open, best first: LANs, then virtual ones, then loopback.

    `adapters` as ifaddr reports them; by default those of this machine. IPv6 addresses that only
    hold on one link are left out, for browsers cannot open them.
    """
    return sorted(_usable(get_adapters() if adapters is None else adapters), key=_rank)


def _usable(adapters: Iterable[Adapter]) -> Iterator[Address]:
    for adapter in adapters:
        for ip in adapter.ips:
            text = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            rank = nearness(text)
            if rank is not None:
                kind = "loopback" if rank == nearness("127.0.0.1") else kind_of(ip.nice_name)
                yield Address(text, ip.nice_name, kind)


def _rank(one: Address) -> tuple[bool, bool, int | None, int]:
    """Loopback and virtual last; else by how near the address is, then by kind."""
    return (
        one.kind == "loopback",
        one.kind == "virtual",
        nearness(one.address),
        ORDER.index(one.kind),
    )


def lan_addresses(found: Iterable[Address]) -> list[Address]:
    """Those that another machine may reach; virtual ones only where there is nothing else."""
    outward = [one for one in found if one.kind != "loopback"]
    return [one for one in outward if one.kind != "virtual"] or outward


def door(address: str, port: int, code: str) -> str:
    """What people open in a browser: http://192.168.1.7:8765/?table=KODE."""
    return f"http://{authority(address, port)}/?{urlencode({'table': code})}"
