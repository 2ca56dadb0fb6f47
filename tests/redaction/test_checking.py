"""What is kept of an article that was taken out, and what keeps it out, are held against the record."""

import sqlite3
from contextlib import closing
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.record.redactions import Level
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.checking import FORGOTTEN, OPEN, TakenOut
from archive.redaction.plan import Wanted, plans
from tests.redaction.conftest import Desk
from tests.support.changed_by_hand import found_bad

bad = partial(found_bad, TakenOut())
NOT_KEPT, COMES_BACK = "and what it could be put back from is not there.", "nothing keeps it from being taken in again."
GONE = "DELETE FROM sealed"
CUT = "UPDATE sealed SET content = substr(content, 1, 40)"
ANOTHERS = "UPDATE sealed SET article_id = article_id + 1"


def start(desk: Desk, level: Level) -> None:
    key = desk.data.root.parent / "seal.pub"
    key.write_bytes(
        X25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    wanted = Wanted(ids=(desk.article,), level=level, reason="court", name="")
    with closing(open_record(desk.data.record)) as store, Redactions(desk.data.service) as redactions:
        begin(redactions, plans(desk.data, store, redactions, wanted), key)


def change(data: DataFolder, sql: str) -> list[str]:
    """What is found in service.db once it is changed; then it is as before."""
    content = data.service.read_bytes()
    with closing(sqlite3.connect(data.service, isolation_level=None)) as service:
        service.execute(sql)
        service.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = [why for _, why in bad(data)]
    for suffix in ("-wal", "-shm"):
        data.service.with_name(f"service.db{suffix}").unlink(missing_ok=True)
    data.service.write_bytes(content)
    return found


@pytest.mark.parametrize(
    ("level", "changes"),
    [
        ("hide", {GONE: NOT_KEPT, CUT: NOT_KEPT, ANOTHERS: NOT_KEPT, "DELETE FROM left_out": COMES_BACK}),
        ("seal", {GONE: NOT_KEPT, CUT: NOT_KEPT, "UPDATE left_out_secret SET secret = '00'": FORGOTTEN}),
        ("erase", {"UPDATE left_out SET article_id = 1": COMES_BACK}),
    ],
)
def test_what_is_kept_of_it_and_what_keeps_it_out_must_be_there(
    desk: Desk, level: Level, changes: dict[str, str]
) -> None:
    start(desk, level)
    assert [why for _, why in bad(desk.data)] == [OPEN], "begun, and not ended"
    with desk.data.lock("redact", ""):
        assert bad(desk.data) == [], "at work"
    finish(desk.data)
    assert bad(desk.data) == []
    for sql, why in changes.items():
        (found,) = change(desk.data, sql)
        assert found.endswith(why), sql
    assert bad(desk.data) == []
