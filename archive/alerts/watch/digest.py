"""The digest of a list: one plain text a day, under each name the articles that have it, each article once."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from sqlite_utils.utils import sqlite3

from archive.alerts.message import PREFIXES, Dated, published, safe
from archive.alerts.rows import Lang
from archive.sqlite import rows

# Articles that a digest names, and names that it counts beside them.
MOST_LINES, MOST_COUNTED = 40, 40
WORDS = {
    "ar": {
        "heading": "ورّاق: {label}، {day} ({n})",
        "also": "وفيه أيضًا: {names}",
        "copies": "ونصوص مماثلة في مقالات أخرى: {n}",
        "rest": "مقالات لم تُذكر هنا: {n}",
        "of": "{name}: {n}\n{page}",
        "others": "وأسماء أخرى: {n}",
        "end": "قائمة المراقبة «{label}»: كلّ مقال يُذكر مرة واحدة. لإيقاف هذه الرسائل راسل من يدير هذا الأرشيف.",
        "end_by": "قائمة المراقبة «{label}»: كلّ مقال يُذكر مرة واحدة. لإيقاف هذه الرسائل: {page}",
    },
    "en": {
        "heading": "Warraq: {label}, {day} ({n})",
        "also": "also in it: {names}",
        "copies": "the same text in other articles: {n}",
        "rest": "Articles not named here: {n}",
        "of": "{name}: {n}\n{page}",
        "others": "and other names: {n}",
        "end": "Watch list “{label}”: each article is told once.\nTo stop these messages,"
        " write to whoever runs this archive.",
        "end_by": "Watch list “{label}”: each article is told once.\nTo stop these messages: {page}",
    },
}
ARTICLES = """
SELECT a.id, a.title, a.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en, a.published_day,
  a.first_seen_at, a.origin, coalesce((SELECT min(cluster_id) FROM cluster_members WHERE article_id = a.id), 0) AS story
FROM articles a JOIN outlets o ON o.name = a.outlet WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id
"""


class ArticleTold(Dated):
    """An article as a digest names it; `story` is 0 where nobody carries its text."""

    id: int
    title: str
    outlet: str
    outlet_title: str
    outlet_title_en: str
    story: int


def entries_of(
    record: sqlite3.Connection, names: Mapping[int, Sequence[str]]
) -> list[tuple[ArticleTold, list[str], int]]:
    """Each article with its names and the number of others that carry its text, which are left out. `names` by the
    article; one that was taken out of the record is left out, too."""
    kept = dict[int, tuple[ArticleTold, list[str], int]]()
    for one in rows(record, ArticleTold, ARTICLES, (json.dumps(list(names)),)):
        key = -one["story"] or one["id"]
        first, known, copies = kept.get(key, (one, [], -1))
        kept[key] = (first, list(dict.fromkeys([*known, *names[one["id"]]])), copies + 1)
    return list(kept.values())


def digest(
    label: str,
    articles: Sequence[tuple[ArticleTold, list[str], int]],
    lang: Lang,
    site: str,
    day: date,
    limit: int,
    page: str = "",
) -> tuple[str, str]:
    """Title and text, of at most `limit` characters in all where that is possible; `page` is where its reader ends it,
    empty where that is the operator's to do."""
    words, pages = WORDS[lang], site + PREFIXES[lang]
    title = words["heading"].format(label=safe(label), day=day.isoformat(), n=len(articles))
    end = words["end_by" if page else "end"].format(label=safe(label), page=page)
    left, lines, under = limit - len(title) - len(end) - 2_000, list[str](), ""
    ordered = sorted(articles, key=lambda one: (one[1][0], -one[0]["id"]))
    for article, names, copies in ordered[:MOST_LINES]:
        line = ("" if names[0] == under else f"— {safe(names[0])} —\n") + _line(article, names, copies, lang, pages)
        left -= len(line)
        if left < 0:
            break
        lines.append(line)
        under = names[0]
    return title, "".join(lines) + _rest(ordered[len(lines) :], lang, pages) + end


def _line(article: ArticleTold, names: Sequence[str], copies: int, lang: Lang, pages: str) -> str:
    words = WORDS[lang]
    outlet = article["outlet_title_en"] if lang == "en" else article["outlet_title"]
    parts = [safe(article["title"]), f"{outlet} · {published(article, lang)}"]
    if len(names) > 1:
        parts.append(words["also"].format(names=("، " if lang == "ar" else ", ").join(map(safe, names[1:6]))))
    if copies:
        parts.append(words["copies"].format(n=copies))
    return "\n".join([*parts, f"{pages}/article/{article['id']}"]) + "\n\n"


def _rest(articles: Sequence[tuple[ArticleTold, list[str], int]], lang: Lang, pages: str) -> str:
    """What is not named one by one: counted by name, with the search that shows it."""
    if not articles:
        return ""
    counts = dict[str, int]()
    for _, names, _ in articles:
        counts[names[0]] = counts.get(names[0], 0) + 1
    words, ordered = WORDS[lang], sorted(counts.items(), key=lambda one: -one[1])
    lines, left = [words["rest"].format(n=len(articles))], 1_800
    for name, number in ordered[:MOST_COUNTED]:
        line = words["of"].format(name=safe(name), n=number, page=f"{pages}/search?{urlencode({'q': name})}")
        left -= len(line) + 1
        if left < 0:
            break
        lines.append(line)
    others = len(ordered) - len(lines) + 1
    return "\n".join([*lines, *([words["others"].format(n=others)] if others else []), "", ""])
