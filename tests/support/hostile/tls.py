"""Certificates for the hostile sites, made when they are first needed: a trusted one, and those nobody may trust."""

import ipaddress
import os
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CERTIFICATES = ("trusted", "self_signed", "wrong_name", "expired", "not_yet")


@lru_cache(maxsize=1)
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="hostile-tls-"))


@lru_cache(maxsize=1)
def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Name]:
    key, name = ec.generate_private_key(ec.SECP256R1()), _named("Warraq's tests")
    certificate = _unsigned(key, name, name, 0).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    signed = certificate.sign(key, hashes.SHA256())
    (_folder() / "authority.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return key, name


def trust_our_authority() -> None:
    """Let the crawls started from now on believe the certificate `trusted`; OpenSSL reads this variable."""
    _authority()
    os.environ["SSL_CERT_FILE"] = str(_folder() / "authority.pem")


@lru_cache
def context_for(kind: str) -> ssl.SSLContext:
    """A server's context with one of CERTIFICATES."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _named(kind)
    issuer_key, issuer = (key, name) if kind == "self_signed" else _authority()
    shift = {"expired": -800, "not_yet": 800}.get(kind, 0)
    host: x509.GeneralName = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    if kind == "wrong_name":
        host = x509.DNSName("other.example")
    unsigned = _unsigned(key, name, issuer, shift).add_extension(x509.SubjectAlternativeName([host]), False)
    pem = unsigned.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = _folder() / f"{kind}.pem"
    path.write_bytes(pem + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def certificate_of(kind: str) -> str:
    """The certificate, as PEM, that `context_for` shows."""
    context_for(kind)
    return (_folder() / f"{kind}.pem").read_text().partition("-----BEGIN PRIVATE")[0]


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _unsigned(
    key: ec.EllipticCurvePrivateKey, name: x509.Name, issuer: x509.Name, shift: int
) -> x509.CertificateBuilder:
    start = datetime.now(UTC) + timedelta(days=shift - 1)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365))
    )
