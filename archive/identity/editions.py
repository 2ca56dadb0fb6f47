"""The language edition that an address names: by the first part of its path, or by the name in front of its host.

Any two letters are one, whether the outlet's rules list it or not: an edition taken for a section would make one
article of two. Three letters and whole words are editions only where they name a language, as many are sections too
(`war`, `new`).
"""

import re

# ISO 639-2 and 639-3 codes and names as sites write them; kmr and ckb are Kurmanji and Sorani.
NAMES = {
    **dict.fromkeys(("ara", "arabic"), "ar"),
    **dict.fromkeys(("eng", "english"), "en"),
    **dict.fromkeys(("kur", "kurdish", "kurdi"), "ku"),
    **dict.fromkeys(("kmr", "kurmanci", "kurmanji"), "kmr"),
    **dict.fromkeys(("ckb", "sorani"), "ckb"),
    **dict.fromkeys(("zza", "zazaki"), "zza"),
    **dict.fromkeys(("tur", "turkish", "turkce"), "tr"),
    **dict.fromkeys(("fra", "fre", "french", "francais"), "fr"),
    **dict.fromkeys(("rus", "russian"), "ru"),
    **dict.fromkeys(("fas", "persian", "farsi"), "fa"),
    **dict.fromkeys(("spa", "spanish", "espanol"), "es"),
    **dict.fromkeys(("deu", "ger", "german", "deutsch"), "de"),
    **dict.fromkeys(("heb", "hebrew"), "he"),
    **dict.fromkeys(("zho", "chinese"), "zh"),
    **dict.fromkeys(("hye", "armenian"), "hy"),
    **dict.fromkeys(("syr", "syriac"), "syr"),
    **dict.fromkeys(("ita", "italian"), "it"),
    **dict.fromkeys(("urd", "urdu"), "ur"),
}
# With a region behind two letters: en-us, zh_Hans.
EDITION = rf"(?:[A-Za-z]{{2}}(?:[-_][A-Za-z]{{2,4}})?|(?i:{'|'.join(NAMES)}))"
FIRST = re.compile(rf"^/(?P<edition>{EDITION})(?=[/?]|$)")


def split_edition(path: str) -> tuple[str, str]:
    """The edition a decoded path (and query) begins with, as a code, and what follows it; empty where it names none."""
    match = FIRST.match(path)
    if match is None:
        return "", path
    rest = path[match.end() :]
    return _code(match["edition"]), rest if rest.startswith("/") else f"/{rest}"


def edition_of_host(host: str, hosts: frozenset[str]) -> str:
    """The edition that a host of an outlet names in front of another host of that outlet: `en` of `en.a.example`."""
    label, _, rest = host.partition(".")
    return _code(label) if rest in hosts and re.fullmatch(EDITION, label) else ""


def _code(name: str) -> str:
    lowered = name.lower().replace("_", "-")
    return NAMES.get(lowered, lowered)
