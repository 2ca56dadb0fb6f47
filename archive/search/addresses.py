"""Which article a pasted address is: by the very address, by its outlet's key, by another form of it; else none."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypedDict
from urllib.parse import urlsplit

from sqlite_utils.utils import sqlite3

from archive.identity.address_twins import parameters_left_out, twins, without_strange_parameters
from archive.identity.forwarded_addresses import forwarded_addresses
from archive.identity.keys import key_of, owner_of
from archive.identity.pasted_addresses import PastedAddress, is_quoted, pasted_addresses
from archive.identity.urls import clean_url
from archive.model import Outlet
from archive.search._terms import LAST
from archive.sqlite import column, rows

# kept: it is `article_id`. no_article: of the outlet, but by its rules no article, such as a list. not_kept: it may be
# an article of the outlet. unknown_outlet: nobody's whom the record knows.
State = Literal["kept", "not_kept", "no_article", "unknown_outlet"]

OUTLETS = """
SELECT name, title, title_en, home,
  (SELECT json_group_array(value) FROM json_each(iif(json_valid(hosts), hosts, '[]')) WHERE type = 'text') AS hosts
FROM outlets
"""
AT = """
SELECT u.article_id FROM json_each(?) j JOIN urls u ON u.url = j.value
WHERE u.article_id IS NOT NULL ORDER BY j.key LIMIT 1
"""
BY_KEY = "SELECT id FROM articles WHERE outlet = ? AND key = ?"
# Of keys that begin alike; two, as only one that is alone is meant for certain.
BY_BEGINNING = "SELECT id FROM articles WHERE outlet = :outlet AND key > :key AND key < :key || :last LIMIT 2"
# A beginning shorter than this says too little of a slug.
SHORTEST_BEGINNING = 12
# What is left of a letter at the end of a key: `\xd8`, `%d`.
LETTER_CUT = re.compile(r"(?:\\x[0-9a-f]{2}|%[0-9A-Fa-f]?)+$")
LONGEST_SHOWN = 400
OF_CAPTURE = "SELECT article_id FROM captures WHERE id = ? AND article_id IS NOT NULL"
ARTICLE = "SELECT id FROM articles WHERE id = ?"
OUR_PAGE = re.compile(r"^(?:/en)?(?P<path>/(?P<kind>article|capture)/(?P<id>[0-9]{1,15})(?:/[A-Za-z0-9./]*)?)$")


class KnownOutlet(TypedDict):
    """OUTLETS; `hosts` is JSON."""

    name: str
    title: str
    title_en: str
    home: str
    hosts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedAddress:
    """What an address turned out to be.

    `url` is its wire form, `removed` are the parameters that say nothing of the page, `path` is where the reading room
    shows it, empty where it does not. `around` is the text without the address. `has_rules`: is it known which of the
    outlet's addresses are articles?
    """

    url: str
    state: State
    removed: tuple[str, ...] = ()
    outlet: Outlet | None = None
    key: str | None = None
    article_id: int | None = None
    path: str = ""
    around: str = ""
    has_rules: bool = False

    @property
    def articles(self) -> list[int]:
        """The number of the article that it is, or none."""
        return [] if self.article_id is None else [self.article_id]


def find_address(
    connection: sqlite3.Connection, text: str, outlets: Iterable[Outlet] = (), own_hosts: Collection[str] = ()
) -> ResolvedAddress | None:
    """What the address in a text is; None where the text is no address but a question.

    `outlets` are those whose rules are known, `own_hosts` the hosts at which this archive is read, each
    with its port or for any. Never raises for a
    text, whatever is in it.
    """
    own = _own_page(connection, text.strip())
    if own is not None:
        return own
    readings = pasted_addresses(text)
    if not readings:
        return None
    described = {outlet.name: outlet for outlet in outlets}
    known = known_outlets(connection, described)
    first: ResolvedAddress | None = None
    for reading in readings:
        for url in forwarded_addresses(reading.url):
            resolved = _ours(connection, url, own_hosts) or _resolved(
                connection, replace(reading, url=url), known, described
            )
            if resolved.state == "kept":
                return replace(resolved, around=_around(text, reading))
            if first is None or (resolved.outlet and not first.outlet):
                first = replace(resolved, around=_around(text, reading))
    # A name with a dot in the middle of words is an address only where its outlet is known.
    in_words = readings[0].bare and not readings[0].whole and first is not None and first.outlet is None
    return None if in_words or is_quoted(text) else first


def in_words(resolved: ResolvedAddress) -> str:
    """What an address that is not kept turned out to be, a sentence in English."""
    shown = resolved.url[:LONGEST_SHOWN]
    if resolved.outlet is None:
        return f"Not archived: {shown} is an address of no outlet that this archive knows."
    if resolved.state == "no_article":
        return f"Not archived: {shown} is an address of {resolved.outlet.name}, but by its rules of no article there."
    return f"Not archived: the archive holds no article of {resolved.outlet.name} at {shown}."


def known_outlets(connection: sqlite3.Connection, described: Mapping[str, Outlet]) -> list[Outlet]:
    """The outlets of the record, each with its rules where `described`, by name, has them."""
    found = []
    for row in rows(connection, KnownOutlet, OUTLETS):
        hosts = tuple(json.loads(row["hosts"]))
        outlet = described.get(row["name"])
        if outlet is None:
            found.append(_without_rules(row, hosts))
        else:
            moved = [host for host in hosts if host not in outlet.hosts]
            found.append(replace(outlet, hosts=(*outlet.hosts, *moved)) if moved else outlet)
    return found


def _without_rules(row: KnownOutlet, hosts: tuple[str, ...]) -> Outlet:
    return Outlet(
        name=row["name"], title=row["title"], title_en=row["title_en"], home=row["home"], hosts=hosts, routes=()
    )


def _own_page(connection: sqlite3.Connection, path: str) -> ResolvedAddress | None:
    """A page of this archive that shows an article or a capture of it."""
    match = OUR_PAGE.match(path)
    if match is None:
        return None
    sql = ARTICLE if match["kind"] == "article" else OF_CAPTURE
    article_id = next(column(connection, int, sql, (int(match["id"]),)), None)
    if article_id is None:
        return None
    return ResolvedAddress(url=path, state="kept", article_id=article_id, path=match["path"])


def _ours(connection: sqlite3.Connection, url: str, own_hosts: Collection[str]) -> ResolvedAddress | None:
    parts = urlsplit(url)
    ours = parts.netloc.lower() in own_hosts or parts.hostname in own_hosts
    return _own_page(connection, parts.path.rstrip("/")) if ours else None


def _resolved(
    connection: sqlite3.Connection, reading: PastedAddress, known: Iterable[Outlet], with_rules: Collection[str]
) -> ResolvedAddress:
    url = clean_url(reading.url)
    owner = owner_of(url, known)
    described = owner is not None and owner.name in with_rules
    lean = without_strange_parameters(url, owner) if owner else url
    key = (key_of(url, owner) or key_of(lean, owner)) if owner else None
    resolved = ResolvedAddress(
        url=lean if key or not described else url,
        state="unknown_outlet" if owner is None else "no_article" if described and key is None else "not_kept",
        removed=parameters_left_out(reading.url, lean if key or not described else url),
        outlet=owner,
        key=key,
        has_rules=described,
    )
    article_id = (
        _cut(connection, resolved)
        if reading.cut
        else _at(connection, url, resolved.url) or _by_key(connection, resolved, url)
    )
    if article_id is None:
        return resolved
    return replace(resolved, state="kept", article_id=article_id, path=f"/article/{article_id}")


def _at(connection: sqlite3.Connection, *urls: str) -> int | None:
    """The article known under one of these very addresses, else under another form of one."""
    addresses = [one for url in dict.fromkeys(urls) for one in twins(url)]
    return next(column(connection, int, AT, (json.dumps([*urls, *addresses]),)), None)


def _by_key(connection: sqlite3.Connection, resolved: ResolvedAddress, url: str) -> int | None:
    """The article whose key the address has, as it is or without what its outlet does not read."""
    if resolved.outlet is None:
        return None
    keys = (key_of(one, resolved.outlet) for one in dict.fromkeys((url, resolved.url)))
    found = (next(column(connection, int, BY_KEY, (resolved.outlet.name, key)), None) for key in keys if key)
    return next((article_id for article_id in found if article_id is not None), None)


def _cut(connection: sqlite3.Connection, resolved: ResolvedAddress) -> int | None:
    """The article of an address whose end lacks: the only one whose key begins so.

    A number whose end may lack is none of those that begin with it, unless it is the only one.
    """
    if resolved.outlet is None or resolved.key is None:
        return None
    key = LETTER_CUT.sub("", resolved.key)
    longer = list(column(connection, int, BY_BEGINNING, {"outlet": resolved.outlet.name, "key": key, "last": LAST}))
    whole = _at(connection, resolved.url) or _by_key(connection, resolved, resolved.url)
    if resolved.url.rstrip("/").endswith(key) and key[-1:].isdigit():
        return None if longer else whole
    if whole is None and len(longer) == 1 and len(key.rpartition("/")[2]) >= SHORTEST_BEGINNING:
        return longer[0]
    return whole


def _around(text: str, reading: PastedAddress) -> str:
    return "" if reading.whole else " ".join(text.replace(reading.typed, " ").split())
