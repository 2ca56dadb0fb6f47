"""What is to be done of a redaction: written down before it begins, so that it can be done again from any point."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from archive.record.redactions import Level, Reason
from archive.warc.files import lying
from archive.warc.tombstone import tombstone


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWork:
    """An article that is taken out as a whole."""

    id: int
    outlet: str
    key: str
    addresses: tuple[str, ...]
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWork:
    """A version whose text is shown without `name`: `texts` are the columns of its row as they are to be."""

    id: int
    article_id: int
    outlet: str
    key: str
    name: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberWork:
    """A WARC record that is overwritten; `captures` are those whose bytes it holds, `before` and `after` the SHA-256
    of the record as it is stored, and of what stands in its place."""

    file: str
    offset: int
    length: int
    captures: tuple[int, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`captures` are those that nobody may see any more, whether or not their bytes are overwritten, `emptied` those
    whose rows tell nothing any more; `day` is the day
    in Damascus; `words` are the folded words, `raw` the bytes (in hexadecimal) that nothing may hold afterwards,
    `snapshots` the published files to be replaced."""

    level: Level
    reason: Reason
    day: str
    articles: tuple[ArticleWork, ...]
    texts: tuple[TextWork, ...]
    captures: tuple[int, ...]
    emptied: tuple[int, ...]
    members: tuple[MemberWork, ...]
    words: tuple[str, ...]
    raw: tuple[str, ...]
    snapshots: tuple[str, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> "Work":
        found = json.loads(text)
        articles = (
            ArticleWork(**one | {name: tuple(one[name]) for name in ("addresses", "versions")})
            for one in found["articles"]
        )
        members = (MemberWork(**{**one, "captures": tuple(one["captures"])}) for one in found["members"])
        return cls(
            level=found["level"],
            reason=found["reason"],
            day=found["day"],
            articles=tuple(articles),
            texts=tuple(TextWork(**one) for one in found["texts"]),
            captures=tuple(found["captures"]),
            emptied=tuple(found["emptied"]),
            members=tuple(members),
            words=tuple(found["words"]),
            raw=tuple(found["raw"]),
            snapshots=tuple(found["snapshots"]),
        )

    @property
    def article_ids(self) -> tuple[int, ...]:
        """The articles it is about, whole or in part."""
        return tuple(dict.fromkeys([one.id for one in self.articles] + [one.article_id for one in self.texts]))


def tombstone_of(name: str, offset: int, length: int, level: Level, reason: Reason, day: date) -> bytes:
    """What is written in the place of a record, whenever it is written."""
    return tombstone(length, f"{name}:{offset}", level, reason, day.isoformat())


def path_in(folder: Path, name: str) -> Path | None:
    """A WARC file; None where there is none of this name."""
    path = folder / name
    return path if lying(path).is_file() else None
