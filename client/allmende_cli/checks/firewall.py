"""Whether a firewall on this machine keeps others out, as far as the system lets a user see."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from allmende_cli.checks import netfilter
from allmende_cli.checks.check import Check, Run, run

TOPIC = "Firewall"
UFW_CONF = Path("/etc/ufw/ufw.conf")
MAC = "/usr/libexec/ApplicationFirewall/socketfilterfw"
RULE = "Allmende"


def firewall(port: int, platform: str = sys.platform, run: Run = run) -> Check:
    """Ask the firewalls of the platform about TCP connections to the port."""
    if platform == "linux":
        return _ufw(port, run) or _firewalld(port, run) or _netfilter(port, run)
    if platform == "darwin":
        return _mac(port, run)
    if platform == "win32":
        return _windows(port, run)
    return _unknown(port, "this system has a firewall that is not known here.")


def _unknown(port: int, found: str) -> Check:
    advice = f"If others get no answer, let TCP port {port} and UDP port 5353 in."
    return Check(TOPIC, "warn", f"Could not tell: {found}", advice)


def _ufw(port: int, run: Run) -> Check | None:
    """None if ufw is off or absent. Its rules are for root alone; that it is on, all may read."""
    status = run("ufw", "status", "verbose")
    allow = f"sudo ufw allow {port}/tcp; sudo ufw allow 5353/udp"
    if status is not None and "Status: active" in status.text:
        if netfilter.ufw_allows(port, status.text):
            return Check(TOPIC, "ok", f"ufw is on and lets port {port} in.")
        return Check(TOPIC, "fail", f"ufw is on and no rule lets port {port} in.", f"Run: {allow}")
    if status is not None and "Status: inactive" in status.text:
        return None
    return _ufw_by_its_file(port, allow)


def _ufw_by_its_file(port: int, allow: str) -> Check | None:
    try:
        enabled = re.search(r"(?m)^ENABLED=yes", UFW_CONF.read_text(encoding="utf-8"))
    except OSError:
        return None
    if enabled is None:
        return None
    found = f"ufw is on; whether it lets port {port} in only root may read."
    return Check(TOPIC, "warn", found, f"To be sure, run: {allow}")


def _firewalld(port: int, run: Run) -> Check | None:
    """None if firewalld does not run."""
    state = run("firewall-cmd", "--state")
    if state is None or state.text.strip() != "running":
        return None
    zone, listed = run("firewall-cmd", "--get-default-zone"), run("firewall-cmd", "--list-ports")
    if listed is None or zone is None or listed.status != 0:
        return _unknown(port, "firewalld runs and does not show its rules.")
    if zone.text.strip() == "trusted" or netfilter.port_in(port, listed.text):
        return Check(TOPIC, "ok", f"firewalld runs and lets port {port} in.")
    allow = f"sudo firewall-cmd --add-port={port}/tcp --add-service=mdns"
    found = f"firewalld runs, and its zone {zone.text.strip()} does not let port {port} in."
    return Check(TOPIC, "fail", found, f"Run: {allow} (until the next start of the machine)")


def _netfilter(port: int, run: Run) -> Check:
    """Rules of nft, which also lists those of iptables since both are one; else of iptables."""
    for command, judge in (
        (("nft", "list", "ruleset"), netfilter.nft_allows),
        (("iptables", "-S", "INPUT"), netfilter.iptables_allows),
    ):
        listed = run(*command)
        if listed is None or listed.status != 0:
            continue
        if judge(port, listed.text):
            return Check(TOPIC, "ok", f"No rule of {command[0]} keeps port {port} from others.")
        found = f"Rules of {command[0]} drop what they do not name, and name no port {port}."
        allow = f"sudo iptables -I INPUT -p tcp --dport {port} -j ACCEPT"
        return Check(TOPIC, "warn", found, f"If others get no answer, run: {allow}")
    return _unknown(port, "no ufw or firewalld is on, and other rules only root may read.")


def _mac(port: int, run: Run) -> Check:
    state = run(MAC, "--getglobalstate")
    number = re.search(r"State = (\d)", state.text) if state else None
    if number is None:
        return _unknown(port, "the firewall of macOS gives no answer.")
    if number[1] == "0":
        return Check(TOPIC, "ok", "The firewall of macOS is off.")
    settings = "System Settings, Network, Firewall, Options"
    if number[1] == "2":
        found = "The firewall of macOS blocks all incoming connections."
        return Check(TOPIC, "fail", found, f"Turn that off in {settings}.")
    blocked = run(MAC, "--getappblocked", sys.executable)
    if blocked is not None and "blocked" in blocked.text and "permitted" not in blocked.text:
        found = "The firewall of macOS blocks Python."
        return Check(TOPIC, "fail", found, f"Allow Python in {settings}.")
    found = "The firewall of macOS is on."
    return Check(TOPIC, "warn", found, "When it asks whether Python may accept connections: Allow.")


def _windows(port: int, run: Run) -> Check:
    """The words of netsh are in the language of the system; the status of a look-up is not."""
    rule = run("netsh", "advfirewall", "firewall", "show", "rule", f"name={RULE}")
    if rule is not None and rule.status == 0:
        return Check(TOPIC, "ok", f"Windows has a firewall rule named {RULE}.")
    state = run("netsh", "advfirewall", "show", "currentprofile", "state")
    if state is not None and re.search(r"\bOFF\b", state.text):
        return Check(TOPIC, "ok", "The firewall of Windows is off for this network.")
    allow = (
        f"netsh advfirewall firewall add rule name={RULE} dir=in action=allow protocol=TCP"
        f" localport={port}"
    )
    advice = f"When Windows asks, allow access, or run as administrator: {allow}"
    if state is not None and re.search(r"\bON\b", state.text):
        found = f"The firewall of Windows is on and has no rule named {RULE}."
        return Check(TOPIC, "warn", found, advice)
    return Check(TOPIC, "warn", "Could not tell whether the firewall of Windows is on.", advice)
