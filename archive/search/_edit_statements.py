"""The statements that search edits: of what a question finds, or of every edit."""

from typing import Literal

Who = Literal["outlet", "us", "round", "unsettled"]
Lag = Literal["hour", "day", "later", ""]
EditOrder = Literal["newest", "longest", "told"]
# Whose doing a change is, by the kinds of versions. Only the first is an edit that is counted.
KINDS: dict[Who, tuple[str, ...]] = {
    "outlet": ("edit", "revert", "alternates"),
    "us": ("extractor",),
    "round": ("furniture",),
    "unsettled": ("unsettled",),
}
LAGS: tuple[Lag, ...] = ("hour", "day", "later", "")
WHOSE: dict[str, Who] = {kind: who for who, kinds in KINDS.items() for kind in kinds}
_HOURS = "(julianday(v.seen_at) - julianday(f.published_at)) * 24"
_LAG = "CASE WHEN {0} < 0 THEN '' WHEN {0} < 1 THEN 'hour' WHEN {0} < 24 THEN 'day'"
_LAG += " WHEN {0} >= 24 THEN 'later' ELSE '' END"
LAG = _LAG.format(_HOURS)
_BEFORE = (
    "(SELECT p.seen_at FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')"
    " AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)"
)
MATCHED = (
    "SELECT DISTINCT s.version_id AS id FROM search_edits x CROSS JOIN edit_spans s ON s.id = x.rowid"
    " CROSS JOIN edits i ON i.version_id = s.version_id"
    " CROSS JOIN articles l INDEXED BY articles_facets ON l.id = i.article_id WHERE x.search_edits MATCH :match"
)
FINDS = "s.id IN (SELECT rowid FROM search_edits WHERE search_edits MATCH :match)"
_FROM = "FROM ({found}) m CROSS JOIN edits e ON e.version_id = m.id CROSS JOIN versions v ON v.id = m.id"
_ARTICLE = " CROSS JOIN articles f ON f.id = e.article_id WHERE {where}"
_FROM += _ARTICLE
# Without a question the index of kinds is walked: kind and time stand in it, and the newest of a kind at its end.
_KIND = "FROM versions v INDEXED BY versions_kind_seen CROSS JOIN edits e ON e.version_id = v.id AND e.grade <> ''"
_KIND += _ARTICLE
ONE_OF_KINDS = f"v.kind IN {sum(KINDS.values(), ())}"
ONE_OF = "{name} IN (SELECT value FROM json_each(:of))"
# A line for each edit, all as one text: Python counts equal lines sooner than SQLite puts them in order. The hours of
# each are reckoned once, not once for every limit.
_TOLD = f"SELECT v.kind AS kind, e.grade AS grade, f.outlet AS outlet, {_HOURS} AS hours {_FROM}"
_LINE = f"kind || char(9) || grade || char(9) || outlet || char(9) || {_LAG.format('hours')}"
GROUPS = f"WITH told AS MATERIALIZED ({_TOLD}) SELECT coalesce(group_concat({_LINE}, char(10)), '') FROM told"  # noqa: S608 - from above
IDS = f"SELECT v.id {_FROM} ORDER BY {{order}} LIMIT :limit OFFSET :skip"
EVERY_GROUP = GROUPS.replace(_FROM, _KIND)
EVERY_ID = IDS.replace(_FROM, _KIND)
NEWEST_OF_KIND = (
    f"SELECT * FROM (SELECT v.id, v.seen_at {_KIND} ORDER BY v.seen_at DESC, v.id DESC LIMIT :limit + :skip)"  # noqa: S608 - from above
)
NEWEST = "SELECT id FROM ({kinds}) ORDER BY seen_at DESC, id DESC LIMIT :limit OFFSET :skip"
ORDERS: dict[EditOrder, str] = {
    "newest": "v.seen_at DESC, v.id DESC",
    "told": "v.told_at DESC, v.id DESC",
    "longest": f"julianday(v.seen_at) - julianday({_BEFORE}) DESC, v.id DESC",
}
_PLACES = "SELECT s.version_id, s.field, s.old_at, s.new_at, s.removed, s.added, {} FROM {} WHERE s.version_id IN"
_PLACES += " (SELECT value FROM json_each(:ids)) {} ORDER BY s.id"
ALL_PLACES = _PLACES.format("s.removed, s.added", "edit_spans s", "")
MARKED_PLACES = _PLACES.format(
    "highlight(search_edits, 0, char(2), char(3)), highlight(search_edits, 1, char(2), char(3))",
    "search_edits CROSS JOIN edit_spans s ON s.id = search_edits.rowid",
    "AND search_edits MATCH :match",
)
