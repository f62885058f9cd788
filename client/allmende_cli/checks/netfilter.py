"""Whether a list of firewall rules on Linux lets TCP connections to a port in. Pure text in.

These read the common forms, and are for advice, not for proof: whoever writes rules of another shape
knows their firewall.
"""

from __future__ import annotations

import re

BLOCKS = r"\b(?:drop|reject)\b"


def port_in(port: int, ports: str) -> bool:
    """Whether a list like “22/tcp 8000-9000/tcp 5353/udp” holds the TCP port."""
    ranges = re.findall(r"(?<![\d.])(\d+)(?:[-:](\d+))?/tcp", ports)
    return any(int(low) <= port <= int(high or low) for low, high in ranges)


def ufw_allows(port: int, status: str) -> bool:
    """Whether `ufw status verbose` lets in the port, or whatever no rule names."""
    if re.search(r"^Default: allow \(incoming\)", status, re.MULTILINE):
        return True
    allowed = [line for line in status.splitlines() if re.search(r"\b(?:ALLOW|LIMIT)\b", line)]
    targets = [re.split(r"\s+(?:\(v6\)\s+)?(?:ALLOW|LIMIT)\b", line)[0].strip() for line in allowed]
    return any(
        target in {"Anywhere", str(port), f"{port}/tcp"} or port_in(port, target)
        for target in targets
    )


def nft_allows(port: int, ruleset: str) -> bool:
    """Whether no chain at the input hook drops, or some rule names the port and accepts it."""
    chains = re.findall(r"chain \S+ \{(.*?)\n\s*\}", ruleset, re.DOTALL)
    inputs = [chain for chain in chains if "hook input" in chain]
    drops = any(_nft_drops(chain) for chain in inputs)
    accepts = re.findall(r"tcp dport (\{[^}]*\}|\S+)[^\n]*accept", ruleset)
    return not drops or any(_nft_names(port, one) for one in accepts)


def _nft_drops(chain: str) -> bool:
    """By its policy, or by a rule that drops whatever comes to it."""
    sweeping = re.search(rf"(?m)^\s*(?:counter[\w\s]*)?{BLOCKS}", chain)
    return "policy drop" in chain or sweeping is not None


def _nft_names(port: int, ports: str) -> bool:
    ranges = re.findall(r"(\d+)(?:-(\d+))?", ports)
    return any(int(low) <= port <= int(high or low) for low, high in ranges)


def iptables_allows(port: int, rules: str) -> bool:
    """Whether the chain INPUT of `iptables -S` drops nothing wholesale, or accepts the port."""
    lines = rules.splitlines()
    drops = any(
        re.fullmatch(r"-P INPUT (?:DROP|REJECT)|-A INPUT -j (?:DROP|REJECT).*", one)
        for one in lines
    )
    accepted = (re.search(r"-p tcp .*--dports? (\S+) .*-j ACCEPT", one) for one in lines)
    return not drops or any(
        _nft_names(port, part.replace(":", "-"))
        for match in accepted
        if match
        for part in match[1].split(",")
    )
