"""The question and the answer of the Time-Stamp Protocol (RFC 3161), as far as they are needed to ask and to keep.

Whether a signature holds and whose it is, `openssl ts -verify` says to whoever relies on it: it takes the answer as it
is kept. Here an answer must be granted, and be about the hash and the number of the question.
"""

# DER: SEQUENCE, INTEGER, OCTET STRING, BOOLEAN true; the algorithm of SHA-256 with NULL for parameters.
SEQUENCE, INTEGER, OCTETS = 0x30, 0x02, 0x04
SHA256 = bytes.fromhex("300d06096086480165030402010500")
CERTIFICATE_WANTED = b"\x01\x01\xff"
GRANTED = (0, 1)  # granted, granted with modifications
NONCE_BYTES = 8


class BadAnswerError(ValueError):
    """An answer that is no timestamp of what was asked."""


def question(digest: bytes, nonce: int) -> bytes:
    """TimeStampReq, version 1, of a SHA-256, with the authority's certificate wanted in the answer."""
    imprint = _piece(SEQUENCE, SHA256 + _piece(OCTETS, digest))
    return _piece(SEQUENCE, _integer(1) + imprint + _integer(nonce) + CERTIFICATE_WANTED)


def demand_answer(answer: bytes, digest: bytes, nonce: int | None = None) -> None:
    """Raise BadAnswerError unless it is a TimeStampResp that was granted, about this SHA-256, with this nonce."""
    tag, whole, end = _read(answer, 0)
    if tag != SEQUENCE or end != len(answer):
        raise BadAnswerError("It is no answer of a time-stamping authority.")
    _, status, behind = _read(whole, 0)
    tag, number, _ = _read(status, 0)
    if tag != INTEGER or int.from_bytes(number) not in GRANTED:
        raise BadAnswerError(f"The authority refused it (status {int.from_bytes(number)}).")
    token = whole[behind:]
    if SHA256[2:] not in token or _piece(OCTETS, digest) not in token:
        raise BadAnswerError("It is not about what was asked.")
    if nonce is not None and _integer(nonce) not in token:
        raise BadAnswerError("It answers another question.")


def _integer(number: int) -> bytes:
    return _piece(INTEGER, number.to_bytes(number.bit_length() // 8 + 1))


def _piece(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + content


def _read(content: bytes, at: int) -> tuple[int, bytes, int]:
    """Tag, content and end of the piece that begins at a byte. Raises BadAnswerError where it is not whole."""
    head = content[at : at + 2]
    if len(head) < 2:
        raise BadAnswerError("It ends too early.")
    start, size = at + 2, head[1]
    if size & 0x80:
        start += size & 0x7F
        size = int.from_bytes(content[at + 2 : start])
    if start + size > len(content):
        raise BadAnswerError("It ends too early.")
    return head[0], content[start : start + size], start + size
