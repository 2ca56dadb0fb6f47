"""Whoever stamps with the time, on 127.0.0.1: a time-stamping authority of OpenSSL's, and a made calendar."""

import hashlib
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SETTINGS = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
"""
SALT = b"\x01\x02\x03\x04"
BITCOIN = bytes.fromhex("000588960d73d71901") + b"\x03\xa0\x86\x35"


@dataclass
class Stampers:
    """`is_away`: nobody answers. `is_in_block`: the calendar has more than a promise by now."""

    folder: Path
    address: str = ""
    is_away: bool = False
    is_in_block: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def authority(self) -> str:
        return f"{self.address}/tsr"

    def answer(self, path: str, content: bytes | None) -> tuple[int, bytes]:
        self.asked.append(path)
        if self.is_away:
            return 503, b""
        if path == "/tsr" and content is not None:
            return 200, self._stamped(content)
        if path == "/digest" and content is not None:
            says = bytes([len(self.address)]) + self.address.encode()
            return 200, b"\xf0\x04" + SALT + b"\x08\x00" + bytes.fromhex("83dfe30d2ef90c8e") + bytes([len(says)]) + says
        return (200, BITCOIN) if path.startswith("/timestamp/") and self.is_in_block else (404, b"")

    def _stamped(self, question: bytes) -> bytes:
        asked, answer = self.folder / "asked.tsq", self.folder / "answer.tsr"
        asked.write_bytes(question)
        openssl("ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile", asked, "-out", answer)
        return answer.read_bytes()

    def verifies(self, digest: bytes, answer: Path) -> bool:
        """By OpenSSL, with the authority's root alone."""
        words = ("openssl", "ts", "-verify", "-digest", digest.hex(), "-in", answer, "-CAfile", self.folder / "ca.pem")
        return subprocess.run(words, capture_output=True, check=False).returncode == 0


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def _made(folder: Path) -> Stampers:
    (folder / "tsa.cnf").write_text(SETTINGS.format(folder=folder), encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    (folder / "usage").write_text("extendedKeyUsage = critical,timeStamping\n", encoding="ascii")
    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(
        *new, "-x509", "-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-subj", "/CN=Made root", "-days", 9
    )
    openssl(*new, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", "/CN=Made authority")
    signing = ("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key")
    openssl(*signing, "-CAcreateserial", "-extfile", folder / "usage", "-days", 9, "-out", folder / "tsa.pem")
    return Stampers(folder)


@contextmanager
def time_stampers(folder: Path) -> Iterator[Stampers]:
    """They listen for as long as the block runs."""
    made = _made(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, content: bytes | None) -> None:
            status, body = made.answer(self.path, content)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


def message_of(digest: bytes) -> str:
    """By what the made calendar is asked again."""
    return hashlib.sha256(digest + SALT).hexdigest()
