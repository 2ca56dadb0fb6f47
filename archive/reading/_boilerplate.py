"""The lines around an article that are not the article: share boxes, related headlines, comment rules.

Every rule is anchored to a whole line, since the same words open honest sentences (شارك مئات الأهالي في …), and holds
for every outlet; words of one outlet stand in its file. Run over 17,868 articles of others, they take from those what
sends the reader elsewhere, and a photographer's name. What stands round a text and is in no rule is learned later, from
the outlet's other articles (archive.versions.furniture).
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from archive.reading._boilerplate_lines import CALLS_FOR_ITSELF, JUNK, LABEL, SHORT_CODE, TEASER
from archive.reading._bylines import Byline, Bylines
from archive.reading._reader_lines import heads_comments, points_elsewhere, speaks_to_the_reader
from archive.text.folding import EDGES, fold_line

# A counter of visits or a user name, but only at the edges: inside the text a number alone is a heading.
_EDGE_JUNK = re.compile("\\d{1,6}|(?:editor|admin|user|author|writer|webmaster)\\d*")
_EDGE_LINES, _LONGEST_JUNK, _LONGEST_CALL, _A_TEXT = 2, 400, 160, 80
END_HEADINGS = frozenset(
    (
        *("مقالات متعلقه", "مقالات ذات صله", "مواضيع ذات صله", "مواضيع متعلقه", "مواضيع مشابهه", "مواد ذات صله"),
        *("اخبار ذات صله", "اخبار متعلقه", "ذات صله", "المزيد من الاخبار", "الاكثر قراءه"),
        *(
            "الاكثر مشاهده",
            "الاكثر تداولا",
            "الاكثر تفاعلا",
            "الاكثر تعليقا",
            "الاكثر شيوعا",
            "الاحدث",
            "قد يعجبك ايضا",
            "قد يهمك ايضا",
            "اقرا ايضا",
            "اقرا المزيد",
        ),
        *("related articles", "related posts", "related stories", "most read", "you may also like", "recommended"),
        *("موضوعات متعلقه", "موضوعات ذات صله", "اخبار مشابهه", "مواضيع مرتبطه", "موضوع ذو صله", "خبر ذو صله"),
        *("مقالات اخري للكاتب", "المزيد من قبل", "مواضيع قد تهمك", "اخبار مرتبطه", "روابط ذات صله"),
        *("اخترنا لك", "اخترنا لكم", "شاهد ايضا", "شاهد بالفيديو", "تابع ايضا"),
        *("يتصفح زوارنا الان", "طالع ايضا", "الاخبار ذات الصله", "قد يهمك", "قد يعجبك"),
        *("nûçeyên têkildar", "herî zêde hatine xwendin", "بابەتە پەیوەندیدارەکان", "زۆرترین خوێندراو"),
        *("ilgili haberler", "i̇lgili haberler", "benzer haberler", "en çok okunanlar"),
    )
)
# They head the rest of a round-up as well: an end only where nothing but links follows.
_END_OR_MORE = frozenset(("اخبار اخري", "other news"))
# What is left of a list of links: its name.
_HEADS_NOTHING = re.compile(r"\S+(?: \S+){0,3} ?:")
# A headline: short, and no single full stop at its end.
_RELATED = re.compile(r"(?!.*[^.]\.$).{0,160}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Lines that are the article's own, whom they credit as another source, and who signed them."""

    lines: tuple[str, ...]
    credit: str = ""
    authors: tuple[str, ...] = ()


def clean_lines(
    lines: Iterable[str],
    title: str,
    own_names: Iterable[str],
    junk: Iterable[str] = (),
    links: Container[str] = (),
    credit_lines: Iterable[str] = (),
) -> Cleaned:
    """Take the boilerplate out of the `lines` of an article.

    `own_names` are names of the outlet: alone on a line they are boilerplate, and crediting them credits nobody else.
    `junk` are the outlet's own expressions, matched at the start of a line. `links` are texts of links, folded: at the
    end of an article a line that is nothing but a link is a related headline nobody marked. `credit_lines` are the
    outlet's own forms of crediting (see Outlet).
    """
    # Hawar News Agency (ANHA) is Hawar News Agency to its readers.
    own = {fold_line(form) for name in own_names for form in (name, name.partition("(")[0])} - {""}
    no_text = own | END_HEADINGS | {fold_line(title)}
    junk_rules = [re.compile(rule) for rule in junk]
    bylines = Bylines(own, credit_lines)
    kept: list[str] = []
    signed: list[Byline] = []
    found = _before_related(list(lines), links)
    for number, line in enumerate(found):
        left = len(found) - 1 - number
        at_edge = number < _EDGE_LINES or left < _EDGE_LINES
        if byline := bylines.read(line, number, kept, left):
            signed.append(byline)
        is_junk = _is_junk(line, no_text, junk_rules) or (at_edge and _EDGE_JUNK.fullmatch(line.strip()))
        is_junk = is_junk or points_elsewhere(line, links) or _calls_by_name(line, own)
        if not is_junk and (byline is None or byline.stays):
            kept.append(line)
    while kept and (
        (not kept[-1].endswith(".") and fold_line(kept[-1]) in links) or _HEADS_NOTHING.fullmatch(kept[-1])
    ):
        kept.pop()
    signed.append(bylines.signature(kept))
    return Cleaned(
        tuple(kept),
        "، ".join(dict.fromkeys(credit for byline in signed for credit in byline.credits)),
        tuple(dict.fromkeys(author for byline in signed for author in byline.authors)),
    )


def _is_junk(line: str, no_text: set[str], rules: list[re.Pattern[str]]) -> bool:
    if not any(char.isalnum() for char in line):
        return True
    if len(line) > _LONGEST_JUNK:
        return any(rule.match(line) for rule in rules)
    folded = fold_line(line)
    if folded in no_text:
        return True
    if (call := CALLS_FOR_ITSELF.match(folded)) and folded[call.end() :] in no_text:
        return True
    is_teaser = TEASER.fullmatch(folded) and not line.rstrip().endswith((".", "؟", "!"))
    if is_teaser or LABEL.match(folded) or SHORT_CODE.fullmatch(line.strip()) or speaks_to_the_reader(line, folded):
        return True
    parts = (part.strip(EDGES) for part in re.split("[|•]", folded))  # of a row of tools
    is_row = JUNK.fullmatch(folded) or all(JUNK.fullmatch(part) for part in parts)
    return bool(is_row) or any(rule.match(line) for rule in rules)


def _calls_by_name(line: str, own: Iterable[str]) -> bool:
    """Is it, without the outlet's own name, a call to follow?"""
    folded = fold_line(line) if len(line) <= _LONGEST_CALL else ""
    named = (" ".join(folded.replace(name, " ").split()) for name in own if name in folded)
    return any(JUNK.fullmatch(rest) for rest in named if rest)


def _before_related(lines: list[str], links: Container[str]) -> list[str]:
    """The lines without lists of related articles: up to a heading with only headlines after it, in the second half of
    a text, or with nothing but links, and sentences under them, wherever; of one inside, without its links."""
    total, passed = sum(map(len, lines)), 0
    kept: list[str] = []
    is_list = False
    for number, line in enumerate(lines):
        heading, after = fold_line(line), lines[number + 1 :]
        is_list = is_list and heading in links
        if heading in END_HEADINGS and after:
            is_late = passed * 2 >= total and all(_RELATED.fullmatch(line) for line in after)
            if is_late or (passed and _is_of_links(after, links)):
                return kept
            is_list = True
        if heading in _END_OR_MORE and passed * 2 >= total and all(fold_line(line) in links for line in after):
            return kept
        if passed >= max(_A_TEXT, total / 3) and heads_comments(heading):
            return kept
        passed += len(line)
        if not is_list:
            kept.append(line)
    return kept


def _is_of_links(lines: Iterable[str], links: Container[str]) -> bool:
    """Is each a link, or the first line under one? Sentences stand under all of several links, or under none: one
    behind the last link goes on with the story."""
    is_under = False
    number = under = 0
    for line in lines:
        is_link = fold_line(line) in links
        if not (is_link or is_under):
            return False
        number, under = number + is_link, under + (not is_link)
        is_under = is_link
    return under == 0 or under == number > 1
