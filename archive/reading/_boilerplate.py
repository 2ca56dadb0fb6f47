"""The lines around an article that are not the article: share boxes, related headlines, comment rules.

Every rule is anchored to a whole line, since the same words open honest sentences (شارك مئات الأهالي في …), and holds
for every outlet; words of one outlet stand in its file. Run over 17,868 articles of others, they take from those what
sends the reader elsewhere, and a photographer's name. What stands round a text and is in no rule is learned later, from
the outlet's other articles (archive.versions.furniture).
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from archive.reading._bylines import Byline, Bylines
from archive.reading._reader_lines import heads_comments, points_elsewhere, speaks_to_the_reader
from archive.text.folding import EDGES, fold_line

# In folded spelling: where outlets are followed.
_NETWORKS = (
    "(?:فيسبوك|فيس بوك|تويتر|اكس|x|واتس ?اب|ت[يل]+[غقج]رام|ان?ستا?[غقج]رام|يوتيوب|تيك ?توك|ثريدز|سناب ?شات|لينكد ?ان"
    "|بينتيريست|[غج]و[غج]ل نيوز|اخبار [غج]و[غج]ل|نبض"
    "|facebook|twitter|whats ?app|telegram|instagram|youtube|tik ?tok|threads|snapchat|pinterest|linkedin|google news)"
)
# Of a call to follow nothing but such words: «تابعنا القصف على الأحياء» is a sentence of a story.
_OF_A_CALL = (
    "(?:و|ب|ل)?(?:ال)?(?:علي|عبر|في|الي|الينا|ب|ل|من خلال|الان|هنا|مجانا|صفحتنا|صفحاتنا|قناتنا|قنواتنا"
    "|حساب(?:نا|اتنا)|مجموعتنا|كروباتنا|نشرتنا(?: البريديه)?|خدمتنا|تطبيقنا|صفحه|صفحات|قناه|قنوات|حساب|حسابات|مجموعه"
    "|رسمي(?:ه)?|منصات?|مواقع|وسائل|شبكات|تواصل|اجتماعي|on|via|at|our|the|and|page|channel|newsletter|social media"
    f"|{_NETWORKS})"
)
_REPORTED = r"(?!.*\b(?:قال|قالت|يقول|تقول|بحسب|وفق|اضاف|اضافت|حسب|said|says|according)\b)"


def _unreported(opening: str) -> str:
    """`opening`, but of a line that says whose words it tells. What it opens with is soon seen, all of it is long."""
    return f"(?={opening}){_REPORTED}{opening}"


_THE_ARTICLE = "(?:هذا|هذه|this)? ?(?:ال)?(?:مقال|مقاله|خبر|موضوع|صفحه|ماده|تقرير|article|post|page|story)"
_WITH_WHOM = (
    f"(?:(?:ال|و)?{_NETWORKS}|(?:ال|ا)?اصدقا[ءئ](?:ك|كم)?|(?:مواقع|وسائل|شبكات) التواصل(?: الاجتماعي)?|your friends)"
)
_RIGHTS = "(?:(?:جميع|كافه|كل) (?:ال)?حقوق(?: النشر)? محفوظه|all rights reserved|copyright ©|©)"
# Whatever is read, watched or followed besides: in Arabic, where more words may follow; in English, Kurmanji, Sorani
# and Turkish alone on a line or before a colon, since a story could go on with these words.
_LOOK_AT = (
    "(?:(?:اقرا|طالع|شاهد|تابع|انظر|راجع)(?:وا|ي)? (?:ايضا|كذلك|معنا|في هذا السياق)|(?:قد|ربما) (?:يهمك|يعجبك)(?:م)?"
    "(?: ايضا| كذلك)?(?= ?:|$))"
)
_MORE_OF_IT = (
    "اقرا(?:وا|ي)? (?:المزيد|اكثر)|المزيد من (?:الاخبار|قبل|الموضوعات)|اخترنا لك(?:م)?|لا يفوتك(?:م)?"
    "|(?:اخبار|مقالات|مواضيع|موضوعات|مواد|روابط) (?:ذات (?:صله|علاقه)|متعلقه|مرتبطه|مشابهه|اخري للكاتب)"
    "|(?:خبر|مقال|موضوع|تقرير) (?:ذو (?:صله|علاقه)|متعلق|مرتبط|مشابه)"
    "|(?:also )?read (?:also|more|next)|also read|(?:see|watch) also|more on this|(?:don[’']?t|do not) miss"
    "|(?:you )?(?:may|might) (?:also )?(?:like|be interested in)"
    "|related(?: (?:articles?|posts?|stories|story|news|topics?|links?|coverage))?"
    "|(?:her ?wiha|bêtir|zêdetir|vê jî) (?:jî )?(?:bi)?xwîn(?:e|in)|(?:nûçe|gotar|babet)(?:yên|ên) (?:têkildar|din)"
    "|(?:زیاتر|هەروەها|ئەمەش) بخوێن(?:ەوە|ەرەوە|نەوە)|(?:بابەت|هەواڵ)(?:ە|ی|ەکانی)? پەیوەندیدار(?:ەکان)?"
    "|(?:bunu da|ayrıca|bunları da) oku(?:yun|yunuz)?|(?:i̇|i)lgili (?:haber(?:ler)?|konular|yazılar|içerik(?:ler)?)"
    "|benzer (?:haber|yazı)(?:ler|lar)|devamını oku|daha fazla(?:sı)? oku"
)
# Sends the reader to another article, names a photographer: no sentence, or the same words are a story's.
_TEASER = re.compile(
    "|".join(
        (
            _unreported(_LOOK_AT) + "(?:\\b.{0,200})?",
            f"(?:{_MORE_OF_IT})(?: ?:.{{0,200}})?",
            "(?:(?:تصوير|ب?عدسه|(?:مصدر )?(?:ال)?صوره|(?:photo|image)(?: credit| source)?) ?:|photo by) ?"
            "\\S+(?: \\S+){0,5}",
        )
    )
)
# Matched against the whole folded line: one alef, no marks, no punctuation at the edges.
_JUNK = re.compile(
    "|".join(
        (
            "(?:tag icon )?(?:ع ?ع ?ع|a ?a ?a)(?: ?[+-])*(?: (?:طباعه|print))?",
            "المصدر|المصادر|source|tags?|وسوم|الوسوم|اعلان|اعلانات|advertisement",
            "(?:(?:ال)?كلمات (?:ال)?(?:مفتاحيه|دلاليه)|(?:ال)?وسوم|tags)(?: ?:.{0,200})?",
            "(?:ال)?نشره (?:ال)?(?:بريديه|اخباريه)|(?:ادخل|اكتب|سجل)(?:وا|ي)? بريد(?:ك|كم)\\b.{0,120}",
            f"(?:شارك(?:ها|نا|وا)?|مشاركه|انشر|share)(?: {_THE_ARTICLE})?"
            f"(?: (?:علي|عبر|مع|on|via|with) {_WITH_WHOM}(?: {_WITH_WHOM})*)?",
            f"(?:(?:{_NETWORKS}|طباعه|نسخ الرابط|البريد الالكتروني|print|email|copy link)(?: |$))+",
            "(?:نسخه|صيغه) (?:لل|قابله لل)طباعه|طباعه (?:ال)?(?:خبر|مقال|مقاله|صفحه)",
            "ارسل (?:الي|ل) ?صديق|ارسال(?: الي صديق)?|حفظ|(?:(?:تكبير|تصغير|حجم) (?:ال)?(?:خط|نص)[ +-]*)+",
            "التعليقات (?:مغلقه(?: ?[،,] ولكن .{0,60})?|:? ?\\(?\\d+\\)?)",
            "لا (?:توجد|يوجد) تعليقات|اضف تعليقا?|اترك (?:تعليقا?|ردا?)|كتابه تعليق",
            "leave a (?:comment|reply)|comments are closed(?: (?:on|for) this (?:article|post|entry|story))?",
            "لن يتم نشر عنوان بريدك الالكتروني.{0,80}|your email address will not be published.{0,80}",
            # To those who comment, in the second person.
            "[نت]رحب .{0,40}(?:بالنقاش|بارائكم|ب(?:تعليقات|مشاركات)(?:كم)?)\\b.{0,100}التعليقات.{0,100}"
            "(?:ننصحكم?|نرجو منكم?|يرجي|الرجاء)\\b.{0,200}",
            "\\(?\\d*\\)? ?هل اعجبتك المقاله.{0,20}",
            "لارسال تعليق ?[,،] ?الرجاء تعبئه الحقول التاليه.{0,40}",
            _unreported("(?:هذا الموقع يستخدم|يستخدم هذا الموقع|نستخدم|يستخدم موقعنا)")
            + " ملف(?:ات)? (?:تعريف الارتباط|الكوكيز|كوكيز).{0,200}",
            _unreported("(?:الاراء|التعليقات) (?:الوارده|المنشوره) ")
            + "(?:(?:في|علي) )?(?:هذا|هذه|ال|هنا|ادناه|اعلاه).{0,20}"
            "لا تعبر (?:بالضروره )?عن (?:راي|وجهه نظر|موقف|سياسه) .{0,100}",
            _unreported("(?:this (?:web)?site uses|we use) cookies") + ".{0,200}",
            f"(?:تابعونا|تابعنا|اشترك(?:وا)?|انضم(?:وا)?|follow us|join us|subscribe)(?: {_OF_A_CALL})*"
            f" (?:و|ب|ال)?{_NETWORKS}(?: {_OF_A_CALL})*(?: (?:ل|كي )(?:يصل|تصل|معرفه|متابعه|مزيد|لمزيد|تبق).{{0,60}})?",
            f"لمتابعه (?:اخر|احدث|المزيد|جديد|كل)\\b.{{0,60}}(?:انضم|اشترك|تابع)\\w*\\b.{{0,40}}{_NETWORKS}.{{0,30}}",
            "(?:تابعونا|تابعنا|follow us)(?: علي| عبر| on)?|(?:حمل|حملوا|نزل|نزلوا) تطبيقنا\\b.{0,100}",
            f"(?:(?:\\S+ ){{0,3}}[-–—|] ?)?{_unreported(_RIGHTS)}.{{0,120}}",
            _unreported("ال(?:مقالات|مواد|اراء) (?:ال)?(?:منشوره|وارده) ") + ".{0,40}تعبر عن (?:ا?راء|راي|وجه).{0,99}",
            # A counter of pictures.
            "\\d{1,3} ?/ ?\\d{1,3}",
            # The slogan under calls for donations, of several papers.
            "(?:دولار|يورو|ليره) واحده? شهريا (?:ي|ت)(?:صنع ال|حدث )فرقا?.{0,100}",
            # What networks set into a text; the address of a document is text.
            "(?:https?://)?(?:www\\.|m\\.|mobile\\.)?(?:twitter|x|facebook|fb|instagram|youtube|youtu|tiktok|t|threads)"
            "\\.(?:com|co|me|be|net|watch)/\\S+|pic\\.twitter\\.com/\\S+",
            "view this post on instagram|عرض هذا المنشور علي instagram",
            "(?:a post shared by|تمت مشاركه منشور بواسطه) .{1,80}",
            "posted by .{1,60} on \\w+day(?:,? .{0,30})?",
        )
    )
)
_LABEL = re.compile(f"{_unreported(f'(?:{_LOOK_AT}|{_MORE_OF_IT})')} ?(?::|>>|»|›|←)")
# What a publishing system was to put something for: [divider top="20"], [caption id="x"]…[/caption].
_SHORT_CODE = re.compile(r"\[/?[a-z][a-z_-]+(?: [^\]]*)?\](?:.*\[/[a-z_-]+\])?")
# Asked for money or to be followed by name: with the outlet's own name behind it.
_CALLS_FOR_ITSELF = re.compile("(?:ادعم(?:وا)?|تابع(?:وا)?(?: اخبار)?|support) ")
# A counter of visits or a user name, but only at the edges: inside the text a number alone is a heading.
_EDGE_JUNK = re.compile("\\d{1,6}|(?:editor|admin|user|author|writer|webmaster)\\d*")
_EDGE_LINES, _LONGEST_JUNK, _A_TEXT = 2, 400, 80
END_HEADINGS = frozenset(
    (
        *("مقالات متعلقه", "مقالات ذات صله", "مواضيع ذات صله", "مواضيع متعلقه", "مواضيع مشابهه", "مواد ذات صله"),
        *("اخبار ذات صله", "اخبار متعلقه", "ذات صله", "المزيد من الاخبار", "الاكثر قراءه"),
        *("الاكثر مشاهده", "الاكثر تداولا", "الاحدث", "قد يعجبك ايضا", "قد يهمك ايضا", "اقرا ايضا", "اقرا المزيد"),
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
        is_junk = is_junk or points_elsewhere(line, links)
        if not is_junk and (byline is None or byline.stays):
            kept.append(line)
    while kept and not kept[-1].endswith(".") and fold_line(kept[-1]) in links:
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
    if (call := _CALLS_FOR_ITSELF.match(folded)) and folded[call.end() :] in no_text:
        return True
    is_teaser = _TEASER.fullmatch(folded) and not line.rstrip().endswith((".", "؟", "!"))
    if is_teaser or _LABEL.match(folded) or _SHORT_CODE.fullmatch(line.strip()) or speaks_to_the_reader(line, folded):
        return True
    parts = (part.strip(EDGES) for part in re.split("[|•]", folded))  # of a row of tools
    return all(_JUNK.fullmatch(part) for part in parts) or any(rule.match(line) for rule in rules)


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
