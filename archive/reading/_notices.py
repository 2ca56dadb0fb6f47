"""What a page says that stands where an article stood: it was taken down, it is not for everybody, it is not found.

In Arabic, English, Turkish, Kurmanji and Sorani. Two readings: `notice_in` takes a line that says it of this very page,
and holds of any page; `hints` takes a line that may as well be a report of such a thing, and decides only where nothing
of the article is left. All lines are folded (archive.text.folding.fold_line).
"""

import re
from collections.abc import Iterable, Sequence

from archive.reading.late_patterns import late_pattern

_AR_THING = r"(?:خبر|مقاله?|ماده|محتوي|صفحه|تقرير|موضوع|منشور|تدوينه|تحقيق|نص|رابط)(?: (?:ال)?(?:صحفي|صحفيه|اخباري))?"
_AR_THIS = rf"(?:هذا|هذه) ال{_AR_THING}|ال{_AR_THING} (?:(?:التي|الذي) \S+(?: \S+){{0,4}}|المطلوبه?)"
_AR_TAKEN = r"(?:حذف|ازاله|سحب|رفع|حجب|شطب|الغاء نشر|ايقاف نشر|الغاء|اخفاء)"
_AR_WAS = (
    rf"(?:(?:لقد )?(?:تم|جري|تقرر) {_AR_TAKEN}ه?ا?|حذفت?|حذفناه?ا?|ازيلت?|سحبت?|حجبت?|محذوفه?|محجوبه?|مسحوبه?|مزاله?"
    r"|لم (?:يعد|تعد) (?:متاحه?ا?|متوفره?ا?|منشوره?ا?)|(?:قامت?|قمنا) \S+(?: \S+){0,3} بحذف)"
)
_EN_THING = r"(?:article|story|post|page|content|report|item|piece|material|news item|publication|document|video)"
_EN_THIS = rf"(?:this|the requested|the) {_EN_THING}(?: (?:you|that you) (?:\S+ ){{0,6}}?(?=has|was|is|have))?"
_EN_TAKEN = (
    r"(?:removed|deleted|withdrawn|taken down|unpublished|retracted|pulled|erased|depublished|de-indexed|redacted"
    r"|taken offline|blocked|withheld)"
)
_TR_THING = r"(?:haber|içerik|yazı|makale|sayfa|i̇çerik)\w*"
_TR_TAKEN = r"(?:(?:yayından )?kaldırıl\w+|silin\w+|erişime (?:engellen|kapatıl)\w+|yayından çekil\w+)"
_KU_THING = r"(?:nûçe|gotar|nivîs|rûpel|naverok|babet)\w*"
_KU_TAKEN = r"hat(?:iye|e|îye)? (?:jêbirin|rakirin|vekişandin|sansurkirin|astengkirin)|hatiye? jê ?birin"
_CKB_THING = r"(?:بابەت|هەواڵ|وتار|پەڕە|لاپەڕە|ناوەڕۆک|ڕاپۆرت)\w*"
_CKB_TAKEN = r"(?:سڕا|سڕدرا|لابرا|لادرا|کشێنرا|ڕاگیرا|بلۆک کرا)\w*"
_SORRY = (
    r"(?:(?:عذرا|عفوا|نعتذر(?: منكم)?|للاسف|تنويه|تنبيه|ملاحظه"
    r"|sorry|oops|notice|note|üzgünüz|bibore|ببورە)\W{0,3}){0,2}"
)

_REMOVED = (
    rf"{_SORRY}(?:{_AR_THIS}|ال{_AR_THING}) {_AR_WAS}\b.{{0,120}}",
    rf"{_SORRY}(?:لقد )?(?:تم|جري|تقرر) {_AR_TAKEN} (?:هذا|هذه) ال{_AR_THING}\b.{{0,120}}",
    rf"{_SORRY}لم (?:يعد|تعد) (?:{_AR_THIS}|ال{_AR_THING}) (?:متاحه?ا?|متوفره?ا?|منشوره?ا?)\b.{{0,120}}",
    rf"{_SORRY}(?:حذف|ازيل|سحب|حجب)ت? (?:هذا|هذه) ال{_AR_THING}\b.{{0,120}}|(?:محتوي|خبر|مقال) (?:محذوف|محجوب)",
    rf"{_SORRY}{_EN_THIS}(?: has been| was| is| have been| had to be)? (?:\S+ )?{_EN_TAKEN}\b.{{0,160}}",
    rf"{_SORRY}{_EN_THIS} (?:is|has become)"
    r" (?:no longer (?:available|accessible|online)|not available anymore)\b.{0,120}",
    rf"(?:{_EN_THING} )?{_EN_TAKEN} (?:at the request|upon request|on request|by the author|for legal reasons)"
    r"\b.{0,120}",
    r"(?:this \w+ is )?unavailable (?:for|due to) legal reasons\b.{0,120}",
    rf"{_SORRY}(?:bu|aradığınız|ilgili) {_TR_THING} .{{0,60}}{_TR_TAKEN}.{{0,60}}|{_TR_THING} {_TR_TAKEN}",
    rf"{_SORRY}(?:ev|vê) {_KU_THING} .{{0,40}}(?:{_KU_TAKEN}).{{0,60}}",
    rf"{_SORRY}ئەم {_CKB_THING} .{{0,40}}{_CKB_TAKEN}.{{0,60}}",
)
_PASSWORD = (
    r".{0,40}(?:هذا|هذه) \S+ (?:\S+ )?محميه? (?:ب|بواسطه |عن طريق )?كلمه (?:مرور|سر|المرور|السر).{0,120}",
    r"(?:لعرضه?ا?|للاطلاع|لمشاهده|لقراءه).{0,40}(?:ادخال|ادخل|كتابه|اكتب) كلمه (?:ال)?(?:مرور|سر).{0,80}",
    r"(?:(?:ال)?رجاء |يرجي )?(?:ادخل|ادخال|كتابه|اكتب) كلمه (?:ال)?(?:مرور|سر)\b.{0,20}"
    r"\b(?:لعرض|للاطلاع|لمشاهده|لقراءه|لمتابعه).{0,60}",
    r".{0,20}this (?:content|post|page|article) is password[- ]protected.{0,160}",
    r"(?:please )?(?:enter|type) (?:the|your|a) password to (?:view|read|see|access)\b.{0,80}",
    r".{0,40}(?:parola|şifre)(?: ile|yle)? korunmaktadır.{0,120}|.{0,60}(?:parola|şifre) korumalı(?:dır)?.{0,120}",
    rf".{{0,20}}ev {_KU_THING} bi (?:şîfre|parol)\w* (?:hatiye )?parast\w+.{{0,120}}",
    r".{0,20}ئەم \w+ .{0,20}(?:وشەی نهێنی|تێپەڕەوشە).{0,20}پارێزراو.{0,120}",
)
_PRIVATE = (
    rf"{_SORRY}(?:هذا|هذه) ال(?:{_AR_THING}|مدونه)"
    r" (?:خاصه?|سريه?|غير عامه?|غير متاحه? (?:للعامه|للجمهور|للعموم))\b.{0,60}",
    r".{0,30}(?:ليس لديك|ليست لديك|لا تملك|لا يحق لك) (?:صلاحيه|الصلاحيه|صلاحيات|اذن|تصريح|الاطلاع|حق).{0,80}",
    r"(?:غير مصرح|غير مسموح|غير مخول) (?:لك )?(?:ب|ال|عرض|مشاهده).{0,60}|مقال خاص|محتوي خاص|صفحه خاصه",
    rf"{_SORRY}(?:هذا|هذه) ال{_AR_THING} (?:ما زالت? |مازالت? |لا تزال |لا يزال )?(?:مسوده|قيد المراجعه|غير منشوره?)\b"
    r".{0,60}",
    rf"{_SORRY}this {_EN_THING} (?:is|has been made|has been set to|was made|is now|is set to) private.{{0,60}}",
    rf"{_SORRY}this {_EN_THING} is (?:still |currently )?(?:a draft|under review|in draft|not published)\b.{{0,60}}",
    rf"private (?:{_EN_THING})|{_SORRY}you (?:do not|don['’]t|are not|aren['’]t)"
    r" (?:have (?:the )?permissions?|authori[sz]ed|allowed)"
    rf" to (?:view|see|access|read) this {_EN_THING}.{{0,60}}",
    r"(?:error )?403\W{1,3}forbidden|access to this resource on the server is denied\b.{0,60}",
    r"you (?:do not|don['’]t) have permission to access (?:this|the requested) (?:resource|server|url)\b.{0,60}",
    rf"bu {_TR_THING} (?:özeldir|gizlidir|gizlenmiştir).{{0,60}}",
    r".{0,40}görüntüleme (?:yetki|izn)\w+ (?:yok|bulunmuyor).{0,60}",
    rf"ev {_KU_THING} (?:taybet|veşartî)\w*(?: e| ye)?|ئەم {_CKB_THING} تایبەت\w*.{{0,40}}",
)
_EN_NO_PAGE = (
    r"(?:not (?:be )?found|not exist|(?:does|is)n['’]t (?:exist|available|here)|no longer exists?"
    r"|not available|not here"
    r"|unavailable|missing|can(?:not|['’]?t| not) be (?:found|located|displayed)"
    r"|could(?: not|n['’]?t) be (?:found|located))"
)
_NOT_FOUND = (
    r"(?:(?:error|http|خطا|hata)\W{0,3})?404"
    r"(?:\W{0,3}(?:error|not found|page not found|(?:ال)?صفحه غير موجوده|hata\w*))?",
    rf"{_SORRY}(?:the |that |this )?(?:requested )?(?:page|article|story|post|content|link|url)"
    rf"(?: (?:you|that|was|is|has|could|can|does|no|address)\b.{{0,60}}?)? {_EN_NO_PAGE}\b.{{0,40}}",
    # Of a search, a list and a record alike: there is nothing at this address.
    rf"{_SORRY}(?:يبدو انه? )?(?:لا|لم) (?:يوجد|توجد|(?:يتم )?(?:العثور|نعثر) علي|نجد)"
    r" (?:اي )?(?:شيء|شيي|شي|بيانات|نتائج|محتوي|معلومات|سجلات|خبر|مقال|ماده|صفحه)"
    r"(?: (?:هنا|للعرض|لعرضها|لعرضه|مطابقه?|متاحه?|متوفره?|حاليا"
    r"|ب?(?:في |علي )?(?:هذا|هذه) (?:العنوان|المكان|الموقع|الرابط|الصفحه|الرقم|المعرف|القسم)))*"
    r"(?:\W{1,3}(?:جرب|حاول|ابحث|يمكنك|عد)\b.{0,60})?\W*",
    rf"{_SORRY}لا شي[ءي] هنا|{_SORRY}ال(?:رابط|عنوان)(?: (?:المطلوب|(?:التي|الذي) (?:اتبعت|طلبت|ادخلت|فتحت|ضغطت|نقرت|"
    r"|تبحث|تحاول|تطلب)\w*(?: \S+){0,2}))? (?:غير (?:صحيح|صالح|موجود|معروف)|خاطيء|خاطي|معطل|معطوب|مكسور|منتهي"
    r"|انتهت صلاحيته)(?: او \S+(?: \S+){0,2})?\W*",
    rf"{_SORRY}(?:the |this )?(?:link|url|address)(?: (?:you|that)\b.{{0,40}}?)?"
    r" (?:is|may be|has|was|might be)(?: \S+){0,2} (?:broken|invalid|expired|incorrect|wrong)\b.{0,80}",
    r"(?:erreur 404|page (?:introuvable|non trouvée?)|(?:cette|la) page .{0,60}n['’]existe (?:pas|plus)).{0,40}",
    r"not found|nothing (?:was )?found.{0,40}|we can(?:not|['’]?t) find (?:that|the|this) (?:page|article).{0,40}",
    rf"{_SORRY}(?:{_AR_THIS}|ال{_AR_THING}) (?:غير موجوده?|غير متوفره?|غير متاحه?|لا (?:يوجد|توجد)|مفقوده?)\b.{{0,40}}",
    rf"{_SORRY}(?:لم|لا) (?:يتم |يمكن |نتمكن من |نستطع )?(?:العثور|ايجاد|نجد|نعثر)(?: علي)? (?:هذا |هذه )?"
    rf"ال{_AR_THING}\b.{{0,40}}",
    r"(?:aradığınız |istediğiniz |bu )?(?:sayfa|haber|içerik|yazı)\w*"
    r" (?:bulunamadı|bulunamıyor|ulaşılamıyor|mevcut değil).{0,40}",
    rf"(?:ev )?{_KU_THING} (?:nehat(?:e|iye)? dîtin|nayê dîtin|tune(?:ye)?|peyda nebû).{{0,40}}",
    rf"(?:ئەم )?{_CKB_THING} (?:نەدۆزرایەوە|نادۆزرێتەوە|بوونی نییە|بەردەست نییە).{{0,40}}",
)
_SAID = {
    word: late_pattern("|".join(patterns))
    for word, patterns in (
        ("removed", _REMOVED),
        ("password", _PASSWORD),
        ("private", _PRIVATE),
        ("not_found", _NOT_FOUND),
    )
}
# Not found pages guess why: the page "may have been removed".
_GUESS = late_pattern(
    r"\b(?:might|may|could|possibly|perhaps|maybe)\b|\b(?:ربما|لعل|يحتمل|قد (?:يكون|تكون|تم))\b"
    r"|olabilir|belki|dibe ku|لەوانەیە"
)
_HINTS = {
    "removed": late_pattern(
        rf"{_AR_WAS}\b.{{0,40}}{_AR_THING}|{_AR_THING}\b.{{0,40}}(?:{_AR_WAS})|{_AR_TAKEN}.{{0,30}}ال{_AR_THING}"
        r"|(?:حذف|ازال|سحب|حجب)\S*.{0,40}(?:بناء علي|بطلب|لاسباب|بقرار|بحكم|تنفيذا)"
        rf"|\b{_EN_THING}s?\b.{{0,60}}\b{_EN_TAKEN}|\b{_EN_TAKEN}\b.{{0,60}}\b{_EN_THING}"
        rf"|\b{_EN_TAKEN}\b.{{0,60}}\b(?:request|legal|court|order|author|editors?|copyright|policy)\b"
        r"|\b(?:legal notice|unavailable for legal reasons|no longer (?:available|accessible|online))\b"
        rf"|{_TR_THING} .{{0,60}}{_TR_TAKEN}|{_TR_TAKEN}|mahkeme karar|erişim engel"
        rf"|{_KU_TAKEN}|{_CKB_THING} .{{0,40}}{_CKB_TAKEN}"
    ),
    "password": late_pattern(
        r"محمي.{0,20}كلمه|(?:ادخل|ادخال|اكتب).{0,20}كلمه (?:ال)?(?:مرور|سر)|password[- ]protected"
        r"|protected by (?:a )?password|(?:enter|type) (?:the|your|a) password"
        r"|(?:parola|şifre)\w* (?:korum|korun|gir)\w*"
        r"|bi (?:şîfre|parol)|şîfrey?ê? (?:binivîs|têkev)\w*|(?:وشەی نهێنی|تێپەڕەوشە)"
    ),
    "private": late_pattern(
        rf"(?:{_AR_THING}) (?:خاصه?|سريه?|مقيده?)\b|غير متاحه? (?:للعامه|للجمهور|للعموم)"
        r"|(?:صلاحيه|اذن|تصريح).{0,20}(?:عرض|وصول|اطلاع)|غير (?:مصرح|مسموح|مخول) (?:لك|ب|ال)"
        rf"|(?:is|made|set to|now) private\b|private {_EN_THING}|özeldir|gizlidir|(?:yetki|izn)\w+ yok|taybet|veşartî"
        r"|(?:permission|authori[sz]ed|allowed|access) to (?:view|see|access|read)"
    ),
    "not_found": late_pattern(
        rf"\b404\b|{_EN_NO_PAGE}|غير (?:موجود|متوفر|متاح)|لم (?:يتم|نتمكن|نجد|نعثر).{{0,20}}"
        r"|لا يمكن العثور|لم (?:يعد|تعد) (?:موجود|متاح|متوفر|هنا)"
        r"|bulunamadı|bulunamıyor|mevcut değil|nehat(?:e|iye)? dîtin|nayê dîtin|نەدۆزرا|نادۆزر|بوونی نییە"
    ),
}
# All that a headline says.
_TAKEN_ALONE = late_pattern(
    r"\W*(?:محذوفه?|محجوبه?|مسحوبه?|(?:تم |جري )?(?:ال)?(?:حذف|ازاله|سحب)(?:ه|ها)?|deleted|removed|withdrawn|retracted"
    r"|taken down|silindi|kaldırıldı|hat jêbirin|سڕایەوە)\W*"
)
_LONGEST, _LONGEST_HINT = 220, 260
_PARTS = re.compile(r"\s+[-–—|:»«•·/~]+\s+|\s*[|»«•·]+\s*")


def notice_in(lines: Iterable[str]) -> str:
    """The word (removed, password, private, not_found) that one of some folded lines says of its own page, or empty."""
    for line in lines:
        if len(line) <= _LONGEST and (word := _notice(line)):
            return word
    return ""


def notice_in_title(title: str) -> str:
    """The same of a folded headline or document title, in which the site's name may stand too."""
    parts = [title, *filter(None, _PARTS.split(title))]
    return notice_in(parts) or ("removed" if any(map(_TAKEN_ALONE.fullmatch, parts)) else "")


def hints(lines: Sequence[str]) -> str:
    """The word that lines hint at, where nothing of the article is left on their page; empty where none does."""
    short = [line for line in lines if len(line) <= _LONGEST_HINT]
    for word in ("removed", "password", "private", "not_found"):
        sure = (line for line in short if word == "not_found" or not _GUESS.search(line))
        if any(_HINTS[word].search(line) for line in sure):
            return word
    return "not_found" if any(_GUESS.search(line) and _HINTS["removed"].search(line) for line in short) else ""


def _notice(line: str) -> str:
    word = next((word for word, rule in _SAID.items() if rule.fullmatch(line)), "")
    return "not_found" if word == "removed" and _GUESS.search(line) else word
