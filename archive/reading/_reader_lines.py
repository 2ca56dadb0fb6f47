"""Lines that speak to the reader and of the page, not of what happened: subscribe, follow, vote; counters, disclaimers.

A paper seldom says «our channel», «your mail» or «so that it reaches you» in its news, and there in someone's mouth.
All expressions are matched against whole folded lines.
"""

import re
from collections.abc import Container
from functools import lru_cache

from archive.reading._boilerplate_lines import NETWORKS, OF_A_CALL
from archive.text.folding import fold_line

_SHORT, _LONGEST = 120, 260
_REPORTED = re.compile(r"\b(?:قال|قالت|يقول|تقول|بحسب|وفق|اضاف|اضافت|حسب|اكد|اكدت|said|says|according)\b|[«\"“]")
# What the reader is asked to do, at the beginning of a line or of a clause.
_ASKED = (
    r"(?:اشترك|اشتركوا|انضم|انضموا|تابع|تابعوا|تابعونا|تابعنا|سجل|سجلوا|ادعم|ادعموا|ادعمونا|ساهم|ساهموا|تبرع|تبرعوا|حمل|حملوا|نزل"
    r"|نزلوا|فعل|فعلوا|اضغط|اضغطوا|انقر|انقروا|احصل|احصلوا|اختر|شاركنا|شاركونا|راسلنا|راسلونا|تواصل|تواصلوا|زوروا"
    r"|للاشتراك|للانضمام|لمتابعه|لمتابعتنا|لتصلك|لتصلكم|ليصلك|ليصلكم|لكي (?:ت|ي)صلك|كي (?:ت|ي)صلك|لدعمنا|للتواصل|للتبرع"
    r"|لتحميل|يمكنك(?:م)? (?:ال|متابع|الان)\w*|بامكانك(?:م)? \w+|لا تفوت(?:وا)?|لا تنس(?:وا|ي)?|هل تريد(?:ون)?"
    r"|subscribe|sign up|join|follow|support|donate|download|get (?:the|our)|click here)"
)
# Whose it is and whom it reaches.
_OURS = (
    r"(?:نشرتنا|قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|مجموعتنا|مجموعاتنا|تطبيقنا|موقعنا|جديدنا|اخبارنا|خدمتنا|معنا"
    r"|عملنا|دعمنا|متابعتنا|بريدك|بريدكم|جهازك|هاتفك|هاتفكم|تصلك|تصلكم|يصلك|يصلكم|النشره البريديه|النشره الاخباريه"
    r"|الاشعارات|اشعارات|الصحافه المستقله|our|your)"
)
_CALL = re.compile(rf"^(?:[^\w]*)(?:(?:و|ا)?{_ASKED})\b(?=.*\b[وبلف]?{_OURS}\b)")
_AFTER = re.compile(rf"\b{_ASKED}\b.*\b[وبلف]?{_OURS}\b")
_PAGE = re.compile(
    "|".join(
        (
            r"(?:عدد )?(?:ال)?(?:مشاهدات|قراءات|زيارات|مشاركات|تعليقات|مشاهده|قراءه)(?: ?[:(] ?| )\d[\d,.]*\)?",
            r"(?:تمت )?(?:ال)?(?:مشاهده|قراءه|قراءته|مشاهدته) \d[\d,.]* مره?",
            r"(?:مده|وقت|زمن) (?:ال)?قراءه.{0,25}|(?:دقيقه واحده|\d+ دقا?[ئي]ق?ه?)(?: (?:لل|ل|من ال)?قراءه)?",
            r"حجم الخط.{0,20}|(?:جدول )?(?:ال)?محتويات(?: (?:المقال|الخبر|الصفحه|الموضوع))?|فهرس المحتويات",
            r"(?:ال)?رابط (?:ال)?(?:مختصر|قصير|دائم|ماده|خبر|مقال|مقاله|موضوع|تقرير|صفحه).{0,80}|نسخ الرابط",
            r"(?:تحميل|تنزيل|حمل|نزل) (?:ال|هذا ال|هذه ال)?\S+(?: (?:كامله?|بصيغه|بنسخه|نسخه|ملف|كملف)){0,3}"
            r" ?\(?pdf\)?",
            r"(?:\S+ ){0,5}(?:[-–|] ?)?(?:هاتف|فاكس|موبايل|جوال|تلفون|tel|phone|fax|telefon) ?:"
            r" ?\+?\d[\d ()/-]{4,}.{0,70}",
            r"(?:هل (?:وجدت|لاحظت|لديك)(?:م)? .{0,40}\b(?:خطا|ادعاء|معلومه|معلومات|شكوي|قصه)\b.{0,60}"
            r"|(?:ابلغ|ابلغنا|ابلغونا|بلغ|الابلاغ|ارسل|ارسلوا) (?:لنا )?عن (?:خطا|اي خطا)\b.{0,60})",
            r"(?:مساحه|فقره|فاصل|مساحات) (?:ال)?اعلان\w*"
            r"|(?:ال)?اعلان(?:ات)? .{0,25}\b(?:ادناه|يكتمل|يتبع)\b.{0,12}",
            r"(?:للمزيد|لمزيد من \S+) (?:تابعونا|تابعنا|زوروا|زورونا|اضغط\w*|انقر\w*).{0,60}",
            r"(?:للمشاركه|للمساهمه|للتواصل|للنشر|للاستفسار|راسلونا|راسلنا|ارسلوا|ارسل|لارسال)\b.{0,80}\S+@\S+.{0,30}",
            r"(?:هذا|هذه) ال(?:ملخص|خلاصه|ترجمه|نص|محتوي)(?: \S+){0,2} (?:مولده?|معده?|الي\w*|ب?الذكاء|اليا)\b.{0,70}",
            r"استمع|\d+ (?:اعجاب|تعليق|مشارك|مشاهد|زيار|قراء)\w*|\d+ (?:likes?|comments?|shares?|views?)",
            r"استمع (?:الي|ل)?.{0,12}(?:المقال|الخبر|النص|الماده|التقرير|للمقال|للخبر)(?: \d\S*)?",
            r"(?:مرسله|مرسل|نشر|كتب|ارسل|اضيف) بواسطه \S+(?: \S+){0,5}|posted by \S+(?: \S+){0,5}",
            r"(?:[«»<> ]*ال(?:مقال|خبر|موضوع|ماده|تدوينه|مقاله|مشاركه) (?:ال)?(?:سابق|تالي|احدث|اقدم)ه?[«»<> ]*)+",
            r"(?:تابع|اكمل) القراءه (?:بعد|اسفل) الاعلان(?:ات)?|يتبع بعد الاعلان",
            r"(?:غرفه|قسم|فريق|هيئه) (?:ال)?(?:اخبار|تحرير)",
            r"(?:(?:لم )?(?:ا|ي)عجب(?:ن|ك)ي? ?\(\d+\)? ?)+",
            r"(?:انضم|اشترك|تابع|حمل|ساهم|تبرع|ادعم|سجل|شارك|موافق|حسنا|لاحقا|ارسل|تصويت|صوت)(?:نا|وا)?"
            r" ?(?:الان|هنا|برايك)?",
            r"قيم (?:هذا |هذه )?(?:ال)?(?:مقال|مقاله|خبر|موضوع|ماده).{0,60}",
            r"(?:صفحتنا|قناتنا|حسابنا|مجموعتنا) (?:علي|في|عبر) \S+(?: \S+)?",
            r"(?:محتوي|ماده|اعلان) (?:مموله?|مروجه?|مدفوعه?|برعايه)|sponsored(?: content)?|advertorial",
            r"(?:استمع|استمعوا) لل(?:خبر|مقال|تقرير|ماده).{0,60}",
            r"(?:اكمل|اكملوا|تابع|تابعوا) قراءه (?:هذا|هذه) ال(?:محتوي|مقال|مقاله|ماده|تقرير|خبر)",
            # Links side by side, which no space parts.
            r"(?:(?:الرئيسيه|من نحن|(?:عن|حول) الموقع|اتصل بنا|تواصل معنا|سياسه الخصوصيه|شروط الاستخدام|اعلن معنا"
            r"|خريطه الموقع|وظائف|about us|contact us|privacy policy|terms of use)[ |•·،,/-]*)+",
            r"(?:يرجي|نرجو|الرجاء) .{0,40}(?:اداب|قواعد|شروط|ضوابط) (?:ال)?(?:حوار|نقاش|نشر|تعليق)\w*\b.{0,80}",
            # Was it useful, shall it be shared: asked behind a text.
            r"هل (?:كان|كانت|وجدت|وجدتم|اعجبك|اعجبكم|اعجبتك) (?:هذا |هذه )?"
            r"(?:ال)?(?:مقال|مقاله|خبر|موضوع|صفحه|ماده)\b.{0,30}",
            r"(?:was|did you find) (?:this|the) (?:article|page|post|story|information)\b.{0,30}"
            r"(?:help|useful|interest)\w*.{0,20}",
            # In German, as pages are that the reading of texts is measured on (docs/bench.md); no outlet here is.
            r"(?:war|fanden sie) (?:der|dieser|diesen|den) (?:artikel|beitrag)\b.{0,30}",
            r"(?:möchten|wollen) sie (?:den|diesen) (?:artikel|beitrag) teilen",
            r"(?:abbildung|abb\.|bildunterschrift|bildquelle) ?\d{0,3} ?[:.] ?.{0,100}",
            r".{0,70}\b(?:bişopîn(?:in|e)|bibin (?:abone|endam)|takip ed(?:in|iniz)|abone ol(?:un|unuz))\b.{0,50}",
            r"bu (?:haber|yazı) (?:faydalı|yararlı).{0,20}",
            # What a picture shows, without a mark of its own.
            r"(?:figure|fig\.) ?\d{0,3} ?[:.] ?.{0,100}",
            r"(?:فيديو|بالفيديو|شاهد الفيديو|فيديوغراف\w*|ا?نفوغراف\w*|بالصور) ?:.{0,100}",
        )
    )
)
_WHERE = re.compile(
    r"(?:تابعونا|تابعنا|انضموا|انضم|اشترك|اشتركوا|follow us|join us)\b.{0,60}?"
    r"(?:https?://\S+|(?:www\.)?[a-z0-9-]+\.(?:com|me|net|org)/\S+|@\w+)"
)
# Who is asked by the verb is told by the end: of a sentence about others there is a full stop.
_ON_A_NETWORK = re.compile(
    rf"(?:تابع|اشترك|انضم)(?:وا|ي)?\b.{{0,60}}\b(?:عبر|علي|في|الي|من خلال) (?:\S+ )?"
    rf"{NETWORKS}(?: (?:{OF_A_CALL}|(?:ال)?رابط|(?:ال)?تالي|و ?{NETWORKS}))*"
)
_ABOUT = re.compile(
    r"(?:\S+ ){0,2}(?:موقع|شبكه|وكاله|موسسه|مؤسسه|صحيفه|منصه|قناه|اذاعه|جريده|مجله) (?:\S+ )?"
    r"(?:اخباري|اعلامي|صحفي|صحافي|الكتروني|مستقل)\w*(?: \S+){0,4}"
    r" (?:تاسس\w*|انطلق\w*|(?:ي|ت)عني|(?:ي|ت)هتم|(?:ي|ت)سعي|(?:ي|ت)نقل|(?:ي|ت)غطي)\b.{0,200}"
)
_HASHTAGS = re.compile(r"(?:[#＃][\w\u0640]+[\s،,|]*)+")
_DISCLAIMER = re.compile(
    r"(?:\*|ملاحظه ?:|تنويه ?:)? ?(?:ان )?(?:جميع |كل |كافه )?"
    r"(?:الاراء|المقالات|المواد|الافكار|التعليقات|ما (?:ورد|ينشر|يرد|نشر)|هذا المقال|هذه (?:الماده|المقاله)"
    r"|محتوي|المقال|المقاله)\b"
    r".{0,110}\b(?:ت|ي)عبر(?:ان|ون)?\b.{0,110}"
    r"(?:راي|اراء|وجهه نظر|موقف|سياسه|توجه|رؤيه|رويه)\w*.{0,90}"
)
_NOT_OURS = re.compile(
    r".{0,60}\b(?:is|are) not (?:responsible|liable) for (?:the )?"
    r"(?:opinions?|views?|content|comments?|statements?)\b.{0,150}"
    r"|.{0,60}\bغير مس[وؤ]ول\w* عن (?:ال)?(?:اراء|محتوي|تعليقات|مضمون|ما (?:ينشر|يرد))\b.{0,150}"
    r"|(?:the )?(?:views|opinions) expressed\b.{0,120}\b(?:do not|does not|are (?:those|solely))\b.{0,150}"
)
_NO_WORD = re.compile(r"^[^\w«»<>#]+|[^\w)»<>+]+$")  # a red dot, two hands
_EMOJI = re.compile(r"[^\w\s@.:/#]")
_IS_OURS = re.compile(r"الموقع|الصحيفه|الجريده|الشبكه|القناه|المؤسسه|الموسسه|اصحاب|صاحب|كاتب|كتاب|بالضروره|موقعنا")

_STOPS = (".", "؟", "!", "…")
_LENGTH = re.compile(r"\s?\d{1,2}:\d\d(?::\d\d)?$")
_ARROW = re.compile(r"\s*(?:[←→⬅➡▶►◄◀👈👉🔗📌🔴⏪⏩➤➜⇦⇨]\ufe0f?\s*|>>\s*|<<\s*)+")
_SENDS_ON = re.compile(r"(?:لقراءه|لمشاهده|للاطلاع|للمزيد|لمتابعه|لمعرفه|انظر|راجع|طالع|تجد\w*)(?: \S+){0,6}")
_BEHIND_LABEL = re.compile(r"\s*(?:[:|»›]|\.\.+|…)\s*")
_LABEL_OF_A_LINK = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2} ?")
_FEWEST_LINKED = 3


_OF_READERS = re.compile(
    r"(?:(?:ال)?تعليقات(?: (?:القراء|الزوار|القرا|المستخدمين))?|اراء (?:القراء|القرا|الزوار)|ردود (?:القراء|الزوار))"
    r"(?: ?:? ?\(? ?[1-9]\d* ?\)?)?"
    r"|(?:\d+|تعليق|تعليقان|رد|ردان)(?: (?:تعليقات|تعليقا?|ردود|ردا?))? علي [«\"“‘].{3,250}"
    r"|(?:okur |ziyaretçi )?yorum(?:lar[ıi]?)?(?: ?\(? ?\d+ ?\)?)?|\d+ yorum"
    r"|(?:şîrove|şirove)(?:yên xwendevanan|n|yên)?"
    r"(?: ?\(? ?\d+ ?\)?)?"
    r"|\d+ (?:comments|responses|replies|thoughts)(?: (?:on|to) .{3,250})?"
)


def heads_comments(folded: str) -> bool:
    """Is it a heading over what readers say of a text?"""
    return _heads_comments(folded) if len(folded) <= _LONGEST else _OF_READERS.fullmatch(folded) is not None


# The lines of an outlet's menus come again on every page.
@lru_cache(maxsize=1 << 10)
def _heads_comments(folded: str) -> bool:
    return _OF_READERS.fullmatch(folded) is not None


def speaks_to_the_reader(line: str, folded: str) -> bool:
    """Is it a call, a counter, a row of hashtags or a disclaimer? `folded` is the line, folded."""
    if len(folded) > _LONGEST:
        return False
    if _HASHTAGS.fullmatch(line.strip()):
        return True
    if not line.rstrip().endswith(_STOPS) and _ON_A_NETWORK.fullmatch(folded):
        return not _REPORTED.search(folded)
    return not _REPORTED.search(folded) and (_is_of_the_page(folded) or _is_a_call(folded))


def _is_of_the_page(folded: str) -> bool:
    if (
        _ABOUT.fullmatch(folded)
        or _NOT_OURS.fullmatch(folded)
        or (_DISCLAIMER.fullmatch(folded) and _IS_OURS.search(folded))
    ):
        return True
    return len(folded) <= _SHORT and _PAGE.fullmatch(_NO_WORD.sub("", folded)) is not None


def _is_a_call(folded: str) -> bool:
    if _CALL.search(folded) or (len(folded) <= _SHORT and _AFTER.search(folded)):
        return True
    return _WHERE.fullmatch(_EMOJI.sub("", folded).strip()) is not None


def points_elsewhere(line: str, links: Container[str]) -> bool:
    """Is it one of the `links`, folded, behind a label of three words or an arrow, or before a length, alone?"""
    if len(line) > _LONGEST:
        return False
    if (arrow := _ARROW.match(line)) and fold_line(line[arrow.end() :]) in links:
        return True
    label, rest = [*_BEHIND_LABEL.split(line, 1), ""][:2]
    is_label = _LABEL_OF_A_LINK.fullmatch(label) or _SENDS_ON.fullmatch(fold_line(label))
    if is_label and fold_line(rest) in links and rest.count(" ") >= _FEWEST_LINKED:
        return True
    length = _LENGTH.search(line)
    return length is not None and fold_line(line[: length.start()]) in links
