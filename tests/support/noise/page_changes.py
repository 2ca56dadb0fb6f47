"""Changes of a whole page that change no word of its story: another spelling, another markup."""

import re
import unicodedata
from collections.abc import Callable

_TEXT = re.compile(r">([^<>]+)(?=<)")
# A paragraph in a block of its own, whichever.
_BLOCK = re.compile(r"<(p|div)(?: class=\"[\w-]+\")?>(?:<span>)?([^<>]{60,})(?:</span>)?</\1>")
_BODY = re.compile(r"(?<=<body)[\s\S]*")
_QUOTES = {"«": "“", "»": "”", "'": "\u2019", '"': "\u201d"}
_ARABIC_LETTERS = re.compile("([\u0628-\u063a\u0641-\u064a])([\u0628-\u063a\u0641-\u064a])")


def _in_text(change: Callable[[str], str]) -> Callable[[str], str]:
    """Of what stands between tags of the body, scripts aside."""

    def changed(html: str) -> str:
        head, body, rest = html.partition("<body")
        shown, script, data = rest.partition("<script")
        return head + body + _TEXT.sub(lambda text: f">{change(text[1])}", shown) + script + data

    return changed


def _tatweel(text: str) -> str:
    return _ARABIC_LETTERS.sub("\\1\u0640\\2", text, count=3)


def _quotes(text: str) -> str:
    return text.translate({ord(old): new for old, new in _QUOTES.items()})


def _digits(text: str) -> str:
    return text.translate({ord("0") + n: 0x660 + n for n in range(10)})


def _vowels(text: str) -> str:
    return re.sub("(?<=[\u0628-\u064a])(?=[\u0628-\u064a]{3})", "\u064e", text, count=4)


def _entities(text: str) -> str:
    return "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in text)


def _hyphens(text: str) -> str:
    return re.sub("(?<=[\u0628-\u064a]{3})(?=[\u0628-\u064a]{3})", "\u00ad", text)


def _in_paragraphs(change: Callable[[str], str]) -> Callable[[str], str]:
    return _in_text(lambda text: change(text) if len(text) >= 60 else text)


def _word(number: int, markup: str) -> Callable[[str], str]:
    """A word of each paragraph in other markup."""

    def changed(text: str) -> str:
        words = text.split(" ")
        words[number] = markup.format(words[number])
        return " ".join(words)

    return _in_paragraphs(changed)


def _within_words(sign: str) -> Callable[[str], str]:
    return _in_paragraphs(lambda text: re.sub(r"(?<=\b\w{3})(?=\w{4})", sign, text, count=4))


def _as_amp(html: str) -> str:
    body = re.sub(r"<script(?! type=\"application/ld)[\s\S]*?</script>", "", html)
    return body.replace("<html ", "<html amp ").replace("<img ", '<amp-img layout="responsive" width="1" height="1" ')


def _as_blocks(html: str) -> str:
    """Of a page that parts its paragraphs by line breaks."""
    return re.sub(r"([^<>]{60,})<br><br>", r"<p>\1</p>", html)


PAGE_CHANGES: dict[str, Callable[[str], str]] = {
    "redesign": lambda html: html.replace('class="', 'class="v2-').replace('id="', 'id="v2-'),
    "quotes": _in_text(_quotes),
    "dashes": _in_text(lambda text: text.replace(" - ", " – ").replace("-", "\u2010")),
    "spaces": _in_text(lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text, count=5)),
    "digits": _in_text(_digits),
    "tatweel": _in_text(_tatweel),
    "vowels": _in_text(_vowels),
    "marks": _in_text(lambda text: text.replace(" ", " \u200f", 2).replace("، ", "، \u200b")),
    "entities": _in_text(_entities),
    "breaks": lambda html: _as_blocks(html) if "<br><br>" in html else _BLOCK.sub(r"\2<br><br>", html),
    "wrapped": lambda html: _BLOCK.sub(r"<div><div>\g<0></div></div>", _as_blocks(html)),
    "spans": lambda html: _BODY.sub(
        lambda body: re.sub(r">([^<>]{30,}?) (?=[^<>]{30,}<)", r'><span lang="x">\1</span> ', body[0]), html
    ),
    "minified": lambda html: re.sub(r">\s+<", "><", html),
    "hyphens": _in_text(_hyphens),
    # A keyboard of Persian, a ligature of an old system, letters and their marks apart.
    "keyboard": _in_text(lambda text: text.translate({0x64A: 0x6CC, 0x643: 0x6A9})),
    "shapes": _in_text(lambda text: text.replace("لا", "\ufefb", 2)),
    "decomposed": _in_text(lambda text: unicodedata.normalize("NFD", text)),
    "doubled": _in_text(lambda text: re.sub(r"(?<=\w) (?=\w)", "  ", text)),
    "autolink": _word(3, '<a href="/tag/9">{}</a>'),
    "tooltip": _word(4, '<span class="tip" title="شرح لهذه الكلمة">{}</span>'),
    "bold": _word(2, "<b>{}</b>"),
    "dropcap": _in_paragraphs(lambda text: f'<span class="dropcap">{text[0]}</span>{text[1:]}'),
    "wbr": _within_words("<wbr>"),
    "notes": _within_words("<!-- x -->"),
    "ellipsis": _in_text(lambda text: re.sub(r"(?<=\w)\.(?=\s*$)", "\u200a.", text)),
    "icon": _in_paragraphs(lambda text: f'<img class="emoji" src="/e.svg" alt="📌"> {text}'),
    "upper": lambda html: re.sub(r"<(/?)(p|div|span|ul|li)\b", lambda tag: f"<{tag[1]}{tag[2].upper()}", html),
    "persian": _in_text(lambda text: text.translate({ord("0") + n: 0x6F0 + n for n in range(10)})),
    "latincommas": _in_text(lambda text: text.replace("،", ",").replace("؛", ";")),
    "amp": _as_amp,
    "commas": _in_text(lambda text: text.replace("،", " ،").replace(", ", " , ")),
}
