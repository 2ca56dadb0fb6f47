"""Article pages that lie: no text at all, what is no page, letters without words, charsets that are false."""

import os
import zipfile
from io import BytesIO

from tests.support.hostile.answer import Hostile, html, served
from tests.support.hostile.pages import PARAGRAPH, article, page_text

CONTROLS = "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), 127)))
BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
NOTHING = "empty extract_failed no_words"
MARKS = "".join(chr(code) for code in range(0x064B, 0x0653))


def _zip() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("page.html", article())
    return packed.getvalue()


def _text(text: str) -> bytes:
    """A page with one paragraph, whose headline is honest."""
    return f"<html lang=ar><title>خبر نموذجي عن السوق</title><article><p>{text}</p></article>".encode()


NOT_PAGES = (
    Hostile("empty-body", "article", html(b""), "empty"),
    Hostile("whitespace-6-mb", "article", html(lambda: b" \n\t" * 2_000_000), "empty read_timeout extract_failed"),
    Hostile("every-byte-as-html", "article", html(lambda: bytes(range(256)) * 3_400), "not_html binary"),
    Hostile("every-byte-without-nul", "article", html(lambda: bytes(range(1, 256)) * 3_400), "not_html binary"),
    Hostile("random-bytes-in-a-page", "article", html(lambda: b"<html><p>" + os.urandom(500_000)), "not_html binary"),
    Hostile("pdf-as-html", "article", html(lambda: b"%PDF-1.7\n" + os.urandom(50_000)), "not_html"),
    Hostile("png-as-html", "article", html(lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(50_000)), "not_html"),
    Hostile("zip-as-html", "article", html(_zip), "not_html"),
    Hostile("video-as-html", "article", html(lambda: b"\0\0\0\x20ftypisom" + os.urandom(90_000)), "not_html binary"),
    Hostile("sqlite-as-html", "article", html(lambda: b"SQLite format 3\0" + bytes(50_000)), "not_html binary empty"),
    Hostile("zeros-as-html", "article", html(lambda: bytes(2_000_000)), "not_html binary empty"),
    Hostile(
        "feed-as-html", "article", html(b"<?xml version='1.0'?><rss><channel><item/></channel></rss>"), "not_html empty"
    ),
    Hostile(
        "svg-as-html",
        "article",
        html(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        "not_html empty",
    ),
    Hostile("json-as-html", "article", html(lambda: b'{"a": ["%b"]}' % PARAGRAPH.encode()), "new not_html too_short"),
    Hostile("script-as-html", "article", html(lambda: b"(function(){var a=1;return a})();\n" * 3_000), "not_html"),
    Hostile(
        "utf-7", "article", served(lambda: page_text().encode("utf-7"), "text/html; charset=utf-7"), "new not_html"
    ),
    Hostile("as-multipart", "article", served(article, "multipart/x-mixed-replace; boundary=x"), "new not_html"),
    Hostile("as-an-image", "article", served(article, "image/svg+xml"), "not_html"),
    Hostile("as-a-download", "article", html(article, ("Content-Disposition", "attachment; filename=../../x")), "new"),
    Hostile("type-of-a-megabyte", "article", served(article, "text/html; charset=" + "x" * 15_000), "new"),
    Hostile("without-a-type", "article", served(article, ""), "new"),
)
NO_WORDS = (
    Hostile("one-letter-a-million-times", "article", html(lambda: _text("ا" * 1_000_000)), "repeated"),
    Hostile("one-letter-parted", "article", html(lambda: _text("ا " * 400_000)), "repeated"),
    Hostile("one-word-for-ever", "article", html(lambda: _text("خبر " * 200_000)), "repeated"),
    Hostile("two-letters-in-turn", "article", html(lambda: _text("اب" * 300_000)), "repeated"),
    Hostile("tatweel", "article", html(lambda: _text("ـ" * 100_000)), "repeated no_words " + NOTHING),
    Hostile("tatweel-in-words", "article", html(lambda: _text("خـــ" * 100_000)), "repeated"),
    Hostile("marks-on-one-letter", "article", html(lambda: _text("ا" + MARKS * 25_000)), "repeated no_words"),
    Hostile("latin-marks", "article", html(lambda: _text("a" + "\u0301\u0302" * 100_000)), "repeated no_words"),
    Hostile("digits", "article", html(lambda: _text("0123456789" * 100_000)), "no_words"),
    Hostile("arabic-digits", "article", html(lambda: _text("٠١٢٣٤٥٦٧٨٩ " * 50_000)), "no_words"),
    Hostile("punctuation", "article", html(lambda: _text("؟!.،؛ " * 50_000)), NOTHING),
    Hostile("emoji", "article", html(lambda: _text("😀🎉" * 50_000)), NOTHING),
    Hostile("bidi-controls", "article", html(lambda: _text(BIDI * 50_000)), NOTHING),
    Hostile("zero-width", "article", html(lambda: _text("\u200b\u200c\u200d\u2060\ufeff" * 50_000)), NOTHING),
    Hostile("replacement-letters", "article", html(lambda: _text("\ufffd" * 100_000)), NOTHING),
    Hostile("private-use", "article", html(lambda: _text("\ue000\ue001\uf8ff" * 50_000)), NOTHING),
    Hostile(
        "ideographs-at-random", "article", html(lambda: _text("".join(map(chr, range(0x4E00, 0x9F00))))), "new no_words"
    ),
)
LETTERS = (
    Hostile(
        "dotted-letters",
        "article",
        html(lambda: _text("ا.ـ." * 240_000)),
        "repeated new",
    ),
    Hostile(
        "dotted-letters-of-words",
        "article",
        html(lambda: article(inside="<p>" + ".ـ.".join(PARAGRAPH.replace(" ", "")) * 100 + "</p>")),
        "new no_words",
        waits_for="folding that grows with the text alone",
    ),
    Hostile("bidi-in-everything", "article", html(lambda: article(title="\u202eخبر\u202c عن السوق\u2067")), "new"),
    Hostile("surrogate-references", "article", html(lambda: article(title="خبر &#xD83D;&#55357; عن السوق")), "new"),
    Hostile("references-beyond-unicode", "article", html(lambda: article(inside="&#x110000;&#99999999999;")), "new"),
    Hostile("noncharacters", "article", html(lambda: article(inside="\ufffe\uffff\U0001ffff\ufdd0")), "new"),
    Hostile("nul-between-letters", "article", html(lambda: article(inside="<p>كلمة\0أخرى</p>")), "new"),
    Hostile("controls", "article", html(lambda: article(title="خبر\x01عن\x1f السوق\x7f", inside=CONTROLS)), "new"),
    Hostile("line-separators", "article", html(lambda: article(inside="\u2028\u2029\u0085" * 20_000)), "new"),
)
CHARSETS = (
    Hostile("header-says-1256", "article", served(article, "text/html; charset=windows-1256"), "new"),
    Hostile("header-says-utf-8", "article", html(lambda: page_text().encode("cp1256")), "new"),
    Hostile("header-says-latin-1", "article", served(article, "text/html; charset=iso-8859-1"), "new"),
    Hostile("header-says-utf-16", "article", served(article, "text/html; charset=utf-16"), "new"),
    Hostile("header-says-nonsense", "article", served(article, "text/html; charset=\xff\xfe"), "new"),
    Hostile("utf-16-without-a-mark", "article", html(lambda: page_text().encode("utf-16-le")), "new binary"),
    Hostile("utf-16-big-endian", "article", html(lambda: b"\xfe\xff" + page_text().encode("utf-16-be")), "new"),
    Hostile("utf-16-odd", "article", html(lambda: page_text().encode("utf-16") + b"x"), "new"),
    Hostile("utf-32", "article", html(lambda: page_text().encode("utf-32")), "new"),
    Hostile("half-and-half", "article", html(lambda: article() + page_text().encode("cp1256")), "new no_words"),
    Hostile("utf-8-in-utf-8", "article", html(lambda: article().decode("latin-1").encode()), "no_words"),
    Hostile("overlong-and-surrogates", "article", html(lambda: article() + b"\xc0\xaf\xed\xa0\x80" * 9), "new"),
)
ANSWERS = (*NOT_PAGES, *NO_WORDS, *LETTERS, *CHARSETS)
