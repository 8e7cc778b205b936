"""A certificate of one's own, so that a second device on the same network can try a session.

Screen and microphone need HTTPS anywhere but on the machine itself. Prints the settings for the
shell of `make run HTTPS=1`, and tells the person how to join.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import socket
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAYS = 390
"""Browsers refuse certificates that are valid for longer (398 days)."""


def own_address() -> str:
    """This machine's address on its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """The files of the key and the certificate for `address`, made where there are none."""
    key_file, file = folder / f"{address}.key.pem", folder / f"{address}.pem"
    if key_file.exists() and file.exists() and _valid(file):
        return key_file, file
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    file.write_bytes(_signed(key, address).public_bytes(serialization.Encoding.PEM))
    return key_file, file


def _signed(key: ec.EllipticCurvePrivateKey, address: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(address))]
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )


def _valid(file: Path) -> bool:
    until = x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc
    return until > datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=7)


def main() -> None:
    """Writes the settings to standard output, and to people on standard error."""
    address = own_address()
    var = Path(os.environ.get("KB_VAR", "var")).absolute()
    key, file = certificate(var / "https", address)
    port, live_port = os.environ.get("KB_PORT", "8000"), os.environ.get("KB_LIVE_PORT", "8001")
    site, live = f"https://{address}:{port}", f"https://{address}:{live_port}"
    values = {
        "KB_HOST": "0.0.0.0",  # noqa: S104 (a second device is to reach it: that is the purpose)
        "KB_PUBLIC_URL": site,
        "KB_LIVE_URL": live,
        "KB_ALLOWED_HOSTS": f"{address},localhost,127.0.0.1",
        "KB_TLS": f"--ssl-keyfile {key} --ssl-certfile {file}",
    }
    sys.stdout.write("".join(f"export {name}='{value}'\n" for name, value in values.items()))
    sys.stderr.write(
        f"\nOn the other device, on the same network:\n"
        f"  1. Open {live}/health and accept the certificate, which only you vouch for.\n"
        f"  2. Open {site} and accept it there too.\n"
        f"On this machine use {site} as well.\n\n"
    )


if __name__ == "__main__":
    main()
