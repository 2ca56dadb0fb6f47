"""`read`, `key` and `import` say the same of an address, whoever's it is."""

import json
from pathlib import Path

import pytest

from tests.support.made_pages import TEXT, rows
from tests.support.typed_commands import Typed

ADDRESSES = {
    "https://nobody.example/2026/11/a-headline/": ("nobody.example", "path/2026/11/a-headline"),
    "https://www.nobody.example:443/news.php?id=5": ("nobody.example", "path/news.php?id=5"),
    "http://m.nobody.example/?p=70001": ("nobody.example", "path/?p=70001"),
    "https://nobody.example:8080/ku/a-headline": ("nobody.example:8080", "path/ku/a-headline"),
    "https://أخبار.example/خبر": ("xn--igbicxr.example", "path/خبر"),
    "https://nobody.example/tag/حلب/": ("nobody.example", None),
    "https://nobody.example/category/news/page/2/": ("nobody.example", None),
    "https://sana.sy/ku/kurdistan/2280593/": ("sana", "ku/2280593"),
    "https://www.alikhbaria.sy/?p=98765": ("alikhbariah", "alikhbaria.sy/98765"),
    "https://web.archive.org/web/20261120030405/https://nobody.example/1/a-headline": (
        "nobody.example",
        "path/1/a-headline",
    ),
    "https://web.archive.org/web/20261120030405/https://www.enabbaladi.net/archives/607143": ("enabbaladi", "607143"),
}
PAGE = f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>عودة المياه</title>
<meta property="article:published_time" content="2026-11-19T10:00:00+03:00"></head>
<body><article><h1>عودة المياه</h1><p>{TEXT}</p></article></body></html>"""


@pytest.mark.parametrize("url", ADDRESSES)
def test_reading_keying_and_importing_an_address_say_the_same(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "data"))
    page, lines = tmp_path / "page.html", tmp_path / "given.jsonl"
    page.write_text(PAGE, encoding="utf-8")
    given = {"url": url, "title": "عودة المياه", "text": TEXT, "published": "2026-11-19"}
    lines.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    read = json.loads(typed("read", str(page), "--url", url, "--json")[1])
    keyed = json.loads(typed("key", url, "--json")[1])
    typed("import", str(lines))
    stored = rows(tmp_path / "data", "SELECT outlet, key FROM articles")
    expected = ADDRESSES[url]
    assert (read["outlet"], read["key"]) == expected
    assert (keyed["outlet"], keyed["key"]) == expected
    assert [(row["outlet"], row["key"]) for row in stored] == ([expected] if expected[1] else [])


def test_an_outlet_that_is_named_reads_and_takes_in_an_address_of_another_host_alike(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "data"))
    page, lines = tmp_path / "page.html", tmp_path / "given.jsonl"
    page.write_text(PAGE, encoding="utf-8")
    url = "https://mirror.example/archives/607143"
    lines.write_text(
        json.dumps({"url": url, "title": "عودة المياه", "text": TEXT}, ensure_ascii=False), encoding="utf-8"
    )
    read = json.loads(typed("read", str(page), "--url", url, "--outlet", "enabbaladi", "--json")[1])
    typed("import", str(lines), "--outlet", "enabbaladi")
    stored = rows(tmp_path / "data", "SELECT outlet, key FROM articles")
    assert (
        [(row["outlet"], row["key"]) for row in stored] == [(read["outlet"], read["key"])] == [("enabbaladi", "607143")]
    )
