"""Pages whose claims are hostile: titles, JSON-LD, Open Graph, canonical addresses, dates; and what hides text."""

from tests.support.hostile.answer import Hostile, html, with_home
from tests.support.hostile.pages import PARAGRAPH, article

READ = "new read_timeout extract_failed read_crashed"
ELSEWHERE = "https://www.enabbaladi.net/archives/700001"


def _ld(json: str) -> bytes:
    return article(head=f'<script type="application/ld+json">{json}</script>')


def _meta(name: str, content: str) -> bytes:
    return article(head=f'<meta property="{name}" content="{content}">')


TITLES = (
    Hostile("no-title", "article", html(f"<article><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>".encode()), "new"),
    Hostile("null-titles", "article", html(lambda: _ld('{"@type":"NewsArticle","headline":null}')), "new"),
    Hostile("title-of-a-megabyte", "article", html(lambda: article(title="عنوان " * 180_000)), "new repeated"),
    Hostile("title-without-a-space", "article", html(lambda: article(title="ع" * 1_000_000)), "new repeated"),
    Hostile("title-of-separators", "article", html(lambda: article(title=" | " * 100_000)), "new"),
    Hostile("title-of-spaces", "article", html(lambda: article(title="خبر" + " " * 900_000 + "عن السوق")), "new"),
    Hostile(
        "title-is-markup", "article", html(lambda: article(title="&lt;script&gt;alert(1)&lt;/script&gt; x")), "new"
    ),
    Hostile("title-says-404", "article", html(lambda: article(title="404 Not Found")), "new not_found"),
    Hostile("title-never-ends", "article", html(f"<title>{PARAGRAPH}<article><p>{PARAGRAPH}".encode()), "empty new"),
)
LINKED_DATA = (
    Hostile("ld-nested-lists", "article", html(lambda: _ld("[" * 100_000 + "]" * 100_000)), "new"),
    Hostile("ld-nested-objects", "article", html(lambda: _ld('{"@graph":' * 100_000 + "1" + "}" * 100_000)), "new"),
    Hostile("ld-of-5-mb", "article", html(lambda: _ld('{"@type":"NewsArticle","a":"' + "x" * 5_000_000 + '"}')), "new"),
    Hostile(
        "ld-10,000-scripts",
        "article",
        html(lambda: _ld('{"@type":"NewsArticle"}</script><script type="a/ld+json">' * 10_000)),
        "new",
    ),
    Hostile(
        "ld-100,000-articles", "article", html(lambda: _ld("[" + '{"@type":"NewsArticle"},' * 100_000 + "0]")), "new"
    ),
    Hostile(
        "ld-numbers-beyond",
        "article",
        html(lambda: _ld('{"@type":"NewsArticle","datePublished":1e999,"image":-1e999}')),
        "new",
    ),
    Hostile(
        "ld-number-of-100,000-digits",
        "article",
        html(lambda: _ld('{"@type":"NewsArticle","datePublished":' + "9" * 100_000 + "}")),
        "new",
    ),
    Hostile(
        "ld-everything-is-a-list",
        "article",
        html(lambda: _ld('{"@type":[["NewsArticle"]],"headline":[[1]],"author":[[{}]],"image":[[[]]]}')),
        "new",
    ),
    Hostile(
        "ld-100,000-authors",
        "article",
        html(lambda: _ld('{"@type":"NewsArticle","author":[' + '{"name":"كاتب نموذجي"},' * 100_000 + "1]}")),
        "new",
    ),
    Hostile(
        "ld-circle",
        "article",
        html(lambda: _ld('{"@id":"x","@type":"NewsArticle","image":{"@id":"x"},"mainEntity":{"@id":"x"}}')),
        "new",
    ),
    Hostile(
        "ld-surrogates",
        "article",
        html(
            lambda: _ld(
                '{"@type":"NewsArticle","headline":"\\\\ud800 خبر عن السوق","author":"\\\\udfff"}'.replace("\\\\", "\\")
            )
        ),
        "new",
    ),
    Hostile("ld-broken", "article", html(lambda: _ld('{"@type":"NewsArticle","headline":"خبر')), "new"),
)
ADDRESSES = (
    Hostile("og-of-another-outlet", "article", html(lambda: _meta("og:url", ELSEWHERE)), "new"),
    Hostile(
        "canonical-elsewhere",
        "article",
        html(lambda: article(head=f'<link rel="canonical" href="{ELSEWHERE}">')),
        "new",
    ),
    Hostile(
        "canonical-is-another-article",
        "article",
        with_home(article(head='<link rel="canonical" href="{home}/20999/">'), html),
        "new",
    ),
    Hostile(
        "canonical-of-a-megabyte",
        "article",
        html(lambda: article(head='<link rel="canonical" href="/' + "a" * 1_000_000 + '">')),
        "new",
    ),
    Hostile(
        "canonical-is-no-address",
        "article",
        html(lambda: article(head='<link rel="canonical" href="http://[::1/\x01javascript:">')),
        "new",
    ),
    Hostile(
        "ld-of-another-outlet",
        "article",
        html(lambda: _ld('{"@type":"NewsArticle","@id":"' + ELSEWHERE + '","publisher":{"name":"عنب بلدي"}}')),
        "new",
    ),
    Hostile(
        "base-elsewhere",
        "article",
        html(
            lambda: article(head='<base href="http://169.254.169.254/">', inside='<img src="latest/meta-data/x.jpg">')
        ),
        "new",
    ),
    Hostile(
        "base-is-a-script",
        "article",
        html(lambda: article(head='<base href="javascript:alert(1)//">', inside='<img src="x.jpg">')),
        "new",
    ),
    Hostile("picture-of-a-file", "article", html(lambda: _meta("og:image", "file:///etc/passwd")), "new"),
    Hostile(
        "picture-of-7-mb",
        "article",
        html(lambda: article(inside='<img src="data:image/png;base64,' + "A" * 7_000_000 + '">')),
        READ,
    ),
    Hostile(
        "refresh-to-this-machine",
        "article",
        html(lambda: article(head='<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">')),
        "new",
    ),
    Hostile("refresh-header", "article", html(article, ("Refresh", "0;url=http://127.0.0.1:1/")), "new"),
    Hostile(
        "frames",
        "article",
        html(b'<frameset><frame src="file:///etc/passwd"><frame src="http://127.0.0.1:1/"></frameset>'),
        "empty extract_failed not_html",
    ),
)
DATES = (
    Hostile("date-of-2-mb", "article", html(lambda: _meta("article:published_time", "2" * 2_000_000)), "new"),
    Hostile(
        "dates-that-never-were",
        "article",
        html(lambda: _ld('{"@type":"NewsArticle","datePublished":"2026-99-99T99:99:99"}')),
        "new",
    ),
    Hostile(
        "date-in-the-year-9999",
        "article",
        html(lambda: _meta("article:published_time", "9999-12-31T23:59:59-23:59")),
        "new",
    ),
    Hostile("date-before-christ", "article", html(lambda: _meta("article:published_time", "-0001-01-01")), "new"),
    Hostile("zone-of-a-thousand-hours", "article", html(lambda: _meta("date", "2026-11-20T10:00:00+999999:99")), "new"),
    Hostile(
        "100,000-dates",
        "article",
        html(lambda: article(before="<time datetime='2026-01-01'>1 يناير 2026</time>" * 100_000)),
        READ,
    ),
    Hostile(
        "digits-as-dates", "article", html(lambda: article(before="<p>" + "7 حزيران 2020 " * 50_000 + "</p>")), "new"
    ),
    Hostile(
        "metas-100,000", "article", html(lambda: article(head='<meta name="date" content="2026">' * 100_000)), READ
    ),
)
HIDDEN = (
    Hostile("plaintext", "article", html(lambda: article(inside="<plaintext>")), "new"),
    Hostile(
        "comment-never-ends",
        "article",
        html(f"<title>x</title><!-- <article><p>{PARAGRAPH}".encode()),
        "empty extract_failed",
    ),
    Hostile(
        "script-never-ends",
        "article",
        html(f"<title>x</title><script><article><p>{PARAGRAPH}".encode()),
        "empty extract_failed",
    ),
    Hostile(
        "style-never-ends",
        "article",
        html(f"<title>x</title><style><article><p>{PARAGRAPH}".encode()),
        "empty extract_failed",
    ),
    Hostile(
        "text-in-noscript",
        "article",
        html(f"<body><noscript><p>{PARAGRAPH}</p></noscript>".encode()),
        "new empty extract_failed",
    ),
    Hostile(
        "text-in-template",
        "article",
        html(f"<body><template><p>{PARAGRAPH}</p></template>".encode()),
        "new empty extract_failed",
    ),
    Hostile(
        "text-in-textarea", "article", html(f"<body><textarea><p>{PARAGRAPH}</p>".encode()), "new empty extract_failed"
    ),
    Hostile(
        "text-in-a-frame",
        "article",
        html(f"<body><iframe srcdoc='<p>{PARAGRAPH}</p>'></iframe>".encode()),
        "empty extract_failed",
    ),
    Hostile(
        "quote-never-ends", "article", html(f'<body><a href="<article><p>{PARAGRAPH}'.encode()), "empty extract_failed"
    ),
    Hostile(
        "cdata", "article", html(f"<body><![CDATA[<article><p>{PARAGRAPH}</p>]]>".encode()), "new empty extract_failed"
    ),
)
ANSWERS = (*TITLES, *LINKED_DATA, *ADDRESSES, *DATES, *HIDDEN)
