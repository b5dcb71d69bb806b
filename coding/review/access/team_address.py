"""Where a team reaches the review pages, and when they may be served there: never without TLS.

Beyond this machine they are served with a certificate, or by a reverse proxy on this machine that
has one. Anything else is refused before a socket is opened.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from corpora.errors import InputError
from corpora.files import shown


@dataclass(frozen=True, slots=True)
class TeamAddress:
    """Where to listen, and under which names to answer. `origin` is what browsers call the pages.

    `secure` says that browsers come by https, so that the cookie travels by it alone.
    """

    host: str
    port: int
    origin: str
    names: tuple[str, ...]
    secure: bool
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False


def team_address(
    *,
    host: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    behind_proxy: str,
    address: str,
) -> TeamAddress:
    """Where to serve; `address` is the team's setting. Raises InputError where it is not safe."""
    if (certificate is None) != (key is None):
        raise InputError("a certificate and its key go together", where="--certificate, --key")
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise InputError("there is no such file", where=shown(str(path)))
    if certificate and behind_proxy:
        raise InputError(
            "give a certificate, or the proxy that has one, not both", where="--behind-proxy"
        )
    if behind_proxy:
        return _behind_proxy(host, port, behind_proxy)
    if certificate:
        return _with_certificate(host, port, certificate, key, address)
    if not is_loopback(host):
        raise _no_tls(host)
    # For trying out on one machine: browsers hold its own names to be safe without TLS.
    names = (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")
    return TeamAddress(host, port, f"http://{names[0]}", names, secure=False)


def is_loopback(host: str) -> bool:
    """Whether a socket bound to `host` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _behind_proxy(host: str, port: int, proxy: str) -> TeamAddress:
    if not is_loopback(host):
        raise _no_tls(host)
    origin = _origin(proxy, "--behind-proxy")
    return TeamAddress(host, port, origin, (_name(origin),), secure=True, behind_proxy=True)


def _with_certificate(
    host: str, port: int, certificate: Path, key: Path | None, address: str
) -> TeamAddress:
    if not address:
        raise InputError(
            "it is not said by which name the team reaches the pages",
            where="evaluation.toml",
            remedy='Under [team], for instance: address = "https://heard.our-team.example:8443"',
        )
    origin = _origin(address, "evaluation.toml")
    return TeamAddress(host, port, origin, (_name(origin),), True, certificate, key)


def _origin(address: str, where: str) -> str:
    parts, port = urlsplit(address), None
    try:
        port, right = parts.port, bool(parts.hostname)
    except ValueError:
        right = False
    if parts.scheme != "https" or not right or parts.path not in ("", "/"):
        raise InputError(
            "this is not the address of pages behind TLS",
            where=where,
            remedy="It is like https://heard.our-team.example",
        )
    # As browsers send it: small letters, and without the port that https has anyway.
    at = "" if port in (None, 443) else f":{port}"
    return f"https://{parts.hostname}{at}"


def _name(origin: str) -> str:
    return origin.removeprefix("https://")


def _no_tls(host: str) -> InputError:
    return InputError(
        "participants' words do not travel unprotected: beyond this machine TLS is needed",
        where=shown(host),
        remedy="Give --certificate and --key, or serve on 127.0.0.1 with --behind-proxy URL.",
    )
