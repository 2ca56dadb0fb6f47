"""What an answer of a few words says of its site, or of our way there, in place of the page that was asked for.

Phrases of Arabic, English and Turkish, and the boxes by which services tell people from programs.
"""

import re
from collections.abc import Iterable
from html import unescape

from archive.exchange import Headers, asks_for_browser
from archive.reading._stubs import asks_consent
from archive.reading._wordless import SAMPLE
from archive.reading.charset import decode
from archive.reading.late_patterns import late_pattern
from archive.text.folding import fold_line

# More to read than that is a page, whatever else stands on it.
_MOST_SHOWN, _HARDLY_A_WORD = 600, 160  # characters
# Each is matched against whole lines, folded: one alef, no marks, lower case, no punctuation at the edges.
_GATEWAY = (
    r"(?:.{0,60}\berror code:? 5\d\d\b.{0,80}|(?:.{1,60}[|:] ?)?(?:http )?(?:error )?5\d\d\W{1,3}"
    r"(?:bad gateway|gateway time|(?:internal |unknown |web )?server|service (?:temporarily )?unavailable"
    r"|connection timed|origin |a timeout|backend fetch|ssl handshake|invalid ssl).{0,80})"
)
_PHRASES: dict[str, tuple[str, ...]] = {
    # Before what says that something is not found: it is there, for others.
    "region": (
        r".{0,40}(?:not|n['’]t|un) ?available (?:in|from) your (?:country|region|location)\b.{0,80}",
        r".{0,60}\byou(?:['’]?re| are) .{0,20}(?:access|visit|view|connect)\w* (?:to )?(?:this|our) .{0,30}"
        r"\bfrom (?:a|an|your) (?:country|region|location|territory)\b.{0,400}",
        r".{0,40}(?:المحتوي|الموقع|الصفحه|الخدمه) (?:غير متاحه?|محجوبه?|غير متوفره?)"
        r" (?:في|من|داخل) (?:بلدك|بلدكم|دولتك|منطقتك|موقعك).{0,60}",
        r"(?:عذرا\W{0,3})?هذا (?:الموقع|الرابط) محجوب (?:بناء علي|بقرار|من قبل|بامر|بموجب)\b.{0,80}",
        r"(?:\S+\.\w{2,} )?(?:bu )?(?:internet )?(?:site|adres)\w* hakkında\b.{0,300}"
        r"\berişim\w* (?:engel|kapat)\w*.{0,120}",
        r"bu (?:internet )?(?:site|adres)\w*\b.{0,60}\b(?:hakim\w+|mahkeme\w*|btk)\b.{0,60}\bkarar\w*\b.{0,60}",
    ),
    "not_found": (
        r"(?:error )?404\b.{0,60}|.{0,20}\b404(?: error| not found)?|(?:page )?not found.{0,60}|nothing found.*",
        r".{0,20}(?:الصفحه|المقال|المقاله|الخبر|المحتوي) (?:(?:التي|الذي) (?:تبحث عنها?|طلبتها?) |المطلوبه? )?"
        r"(?:غير موجوده?|غير متوفره?|لم يعد متاحا|محذوفه?)\b.*",
        r"(?:عذرا|عفوا)\b.{0,40}(?:غير موجود|لم يتم العثور|لا يمكن العثور|لم نجد).*",
        r"لم يتم العثور علي (?:الصفحه|المقال|الخبر|نتائج).*|لا يوجد محتوي.*",
        r".{0,40}(?:page|article|post) (?:you|could|can|does|was|is) ?.{0,40}"
        r"(?:not found|not be found|not exist|removed|deleted).*",
    ),
    "challenge": (
        r"just a moment\b.*|attention required.*|checking (?:your browser|if the site connection).*|one more step.*",
        r"verify(?:ing)? you are human.*|are you a robot.*|security check.*|sorry, you have been blocked.*",
        r"please enable (?:js|javascript|cookies).*|enable javascript and cookies to continue.*|access denied.*",
        r"(?:human|bot|browser) (?:verification|check)|.{0,60}\bunusual traffic from your\b.{0,80}",
        r"(?:ddos protection by|pardon our interruption|request unsuccessful\. incapsula)\b.*",
        r".{0,40}\b(?:verify|prove|confirm|make sure) (?:that )?you(?:['’]?re| are) (?:a )?human.*",
        r"i['’]?(?: a)?m not a robot|.{0,40}\byou(?:['’]?re| are) not a (?:ro)?bot\b.{0,60}",
        r"(?:performing|completing) (?:a )?security (?:verification|check).*",
        r".{0,40}\b(?:complete|solve) the captcha\b.*",
        r"transferring to the website\b.*|one moment,? please\W*|this (?:website|site|page) requires java ?script\b.*",
        r"please wait while (?:your (?:request|browser|connection)|we) .{0,20}(?:verif|check).*",
        r"your access to this \w+ has been (?:limited|blocked|restricted).*|you are being rate limited.*",
        r"access to this (?:page|resource|site|website) (?:has been |is )?(?:temporarily )?(?:denied|blocked|forbidden)"
        r".*",
        r".{0,20}\bweb ?site firewall\b.{0,40}|.{0,40}\bto restrict access\b.{0,20}|error 10\d\d\b.{0,40}",
        r"لحظه من فضلك.*",
        r"(?:جار(?:ي)?|نقوم ب) ?(?:ال)?(?:تحقق|فحص) (?:من )?(?:المتصفح|متصفحك|انك|اتصالك|الاتصال).*",
        r"نتحقق من (?:ان اتصالك|اتصالك|متصفحك|انك).{0,160}",
        r"(?:(?:ال)?رجاء |يرجي )?(?:(?:ال)?تحقق|(?:ال)?تاكد|(?:ال)?تاكيد|اثبت|اثبات) (?:من )?انك (?:انسان|بشر|لست).*",
        r"(?:ال)?تحقق من (?:الامان|امان الاتصال)|التحقق (?:الامني|البشري)|تم حظر (?:وصولك|طلبك).*",
        r"(?:انا )?لست (?:روبوتا?|برنامجا? اليا)|هل انت (?:روبوت|برنامج الي)\b.{0,20}",
        r".{0,60}\b(?:انك|بانك) لست (?:روبوتا?|برنامجا? اليا?)\b.{0,80}",
        r".{0,30}\b(?:اكمل|اكمال|حل|ادخل|ادخال|اجتز|اجتياز) (?:اختبار |رمز )?(?:ال)?(?:كابتشا|كابتشه|captcha)\b.{0,80}",
        r".{0,40}(?:تفعيل|تمكين) (?:ال)?(?:جافا ?سكر(?:ي)?بت|javascript).{0,80}(?:للمتابعه|لمتابعه|للاستمرار).{0,20}",
        r".{0,40}(?:نشاط|حركه مرور|زيارات) غير (?:معتاده?|عاديه?|طبيعيه?)\b.{0,20}(?:شبكتك|جهازك|عنوانك).{0,40}",
        r".{0,40}robot olmadığınızı (?:doğrulayın|kanıtlayın|onaylayın).{0,40}|güvenlik (?:kontrolü|doğrulaması)",
    ),
    "consent": (
        r"before you continue.*|we value your privacy.*|(?:accept|manage) (?:all )?cookies.*|your privacy choices.*",
        r"قبل (?:المتابعه|ان تتابع|الاستمرار) (?:الي|في) .*|(?:نحن )?(?:نقدر|نهتم ب)خصوصيتك.*|نحن نهتم بخصوصيتك.*",
        r"(?:نحن )?نقدر خصوصيتك.*|الموافقه علي ملفات تعريف الارتباط.*",
    ),
    "maintenance": (
        r"briefly unavailable for scheduled maintenance.*|maintenance mode.*|be right back.*|service unavailable.*",
        r".{0,30}\b(?:under|down for) (?:maintenance|construction).{0,60}",
        r"(?:عذرا.{0,3})?(?:هذا الموقع|الموقع|موقعنا|الصفحه)? ?(?:حاليا |الان )?"
        r"(?:تحت|قيد|في وضع) (?:الصيانه|الانشاء|التطوير).{0,60}",
        r"(?:عفوا\W{0,4}|عذرا\W{0,4})?(?:هذا )?(?:الموقع|موقعنا) (?:مغلق|متوقف|معطل)(?: مؤقتا| حاليا)?"
        r" (?:لل|ل|بسبب )(?:اعمال )?(?:ال)?صيانه\b.{0,60}",
        r"(?:عفوا\W{0,4}|عذرا\W{0,4})?(?:الموقع|موقعنا) (?:مغلق|متوقف|معطل) (?:مؤقتا|حاليا)"
        r"(?:\W.{0,40}\bو?سيعود\b.{0,40})?",
        r"ما(?:ڵ|ل)پەڕ\w*.{0,20}\bچاککردن\w*.{0,60}",
        r".{0,80}\bو?سنعود (?:اليكم|لكم) قريبا\b.{0,60}|قريبا|coming soon",
        r"(?:نحن )?(?:نعمل|نقوم|يجري العمل|جاري? العمل)\b.{0,20}\b(?:تطوير|تحديث|صيانه|تحسين|تجديد)\b.{0,10}"
        r"\b(?:موقعنا|بوابتنا|منصتنا)\b.{0,80}",
    ),
    "suspended": (
        r".{0,40}account (?:has been |is )?suspended.*|this site (?:has been|is) suspended.*",
        r"bandwidth limit exceeded.*|(?:تمت ازاله|تم حذف) (?:هذه )?المدونه|blog has been removed",
        r"(?:لقد )?تم (?:ايقاف|تعليق|تعطيل) (?:هذا )?(?:الحساب|الموقع|الاستضافه)(?: (?:من قبل|مؤقتا|بسبب عدم).{0,60})?",
        r"(?:عزيزي \S+\W{1,3})?(?:هذا )?(?:الحساب|الموقع) (?:موقوف|معلق|متوقف).{0,60}",
    ),
    "parked": (
        r".{0,60}(?:domain|website) (?:name )?(?:is|may be) for sale.*|buy this domain.*|parked domain.*",
        r".{0,60}domain (?:is |has )?(?:parked|expired).*|welcome to nginx.*|apache2? .{0,20}default page.*",
        r".{0,20}\b(?:web )?(?:page|domain|site) is parked\b.*|.{0,40}\bdomain (?:that )?is pending\b.*",
        r"your domain is now pointing to\b.*|blog not found|sorry\W{1,3}the blog you were looking for\b.*",
        r"[\w.-]+\.\w{2,} is for sale\b.*|.{0,40}\bdomain is(?:n['’]t| not) connected to a website\b.*",
        r"(?:domain |web ?site |web server['’]s )?default (?:web ?site )?page",
        r"sorry\W{1,3}if you are the owner of this website.*",
        r"index of /.*|(?:wordpress|joomla|drupal)\W{0,5}(?:installation|setup)\b.{0,60}",
        r".{0,60}\bfive[- ]minute (?:wordpress )?installation\b.*",
        r"(?:هذا )?(?:النطاق|اسم النطاق|الدومين) (?:معروض |متاح )?(?:للبيع|منتهي|محجوز).*",
        r"انتهت صلاحيه (?:هذا )?النطاق.*",
    ),
    "paywall_stub": (
        r".{0,300}(?:subscribe|sign in|log ?in|register) to (?:continue|keep|read|unlock).*",
        r".{0,300}(?:المحتوي|المقال) (?:متاحه?|مخصصه?|حصريه?)? ?(?:لل|ل|علي ال)?مشتركين.*",
        r".{0,300}(?:اشترك|سجل الدخول|قم بتسجيل الدخول)\b.{0,15}(?:لمتابعه|لمواصله|لقراءه|لاكمال|للاطلاع).*",
    ),
    "database_error": (
        r"error establishing a database connection.*|.{0,20}database (?:connection )?error.*|fatal error.*",
        r".{0,60}(?:sqlstate\[|mysql_connect|mysqli?::).*|.{0,30}critical error on this website.*|runtime error",
        r"internal server error.*|server error in '/' application.*",
        r".{0,20}خطا (?:في|اثناء) (?:انشاء )?(?:ال)?اتصال ب?قاعده البيانات.*|(?:لقد )?"
        r"حدث خطا (?:فادح|حرج|داخلي).{0,60}",
        r"خطا داخلي في (?:الخادم|السيرفر).*",
        # What stands in front of a site says with status 200, too, that it does not reach it.
        rf"{_GATEWAY}|(?:bad gateway|gateway time-?out|web server is (?:down|returning an unknown error))\b.{{0,80}}",
        r"(?:origin is unreachable|ssl handshake failed|a timeout occurred|no healthy upstream)\b.{0,80}",
        r"guru meditation.*",
        r"upstream (?:connect|request)\b.{0,80}|application error(?:: a (?:client|server)-side exception\b.*)?",
        r"(?:we['’]?re sorry.{0,4} but|whoops\W{1,3}(?:looks like)?) ?something went wrong.*",
        r"whoops\W{1,3}there was an error.*",
        r"(?:508 )?resource limit is reached.*|an error occurred while processing your request.*",
        r"(?:عذرا\W{0,3})?(?:لقد )?حدث خطا (?:ما|غير متوقع)(?:\W.{0,20}(?:حاول|محاوله|لاحقا).{0,60})?",
        r"the (?:web )?server (?:is temporarily unable|encountered an internal error).{0,160}",
        r"(?:عذرا\W{0,3})?(?:تعذر الاتصال ب(?:ال)?(?:خادم|سيرفر)|(?:ال)?(?:خادم|سيرفر) (?:غير متاح|لا يستجيب|مشغول))"
        r"(?:\W.{0,20}(?:حاول|يرجي|الرجاء|لاحقا|بعد قليل).{0,60})?|(?:رمز ال)?خطا\W{0,3}5\d\d",
    ),
    "hacked": (r"hacked by .*|.{0,30}\bh4ck3d\b.*|تم (?:اختراق|تهكير) (?:هذا )?الموقع.{0,20}",),
}
# In a title nothing else says this, however much stands below it: what servers and hosts show by themselves.
_TITLES = {
    "database_error": rf"{_GATEWAY}|runtime error|http status 5\d\d\b.{{0,60}}",
    "parked": r"(?:web ?site |domain |web server['’]s )?default (?:web ?site )?page|index of /\S*"
    r"|iis windows(?: server)?"
    r"|test page for .{0,60}|welcome to (?:nginx|apache|caddy|openresty|centos|plesk)\W*"
    r"|apache2? .{0,20}default page.{0,20}",
    "suspended": r"account suspended",
}
NAMED_BY_TITLE = {reason: late_pattern(rule) for reason, rule in _TITLES.items()}
# By which those who park domains lead to their advertisements.
_PARKED = re.compile(rb"[\"'/]lander\b|parking-?lander|sedoparking|bodis\.com|parkingcrew|afternic|\bwindow\.park\b")
SITE_RULES = {reason: late_pattern("|".join(patterns), re.DOTALL) for reason, patterns in _PHRASES.items()}
# What stands in a challenge alone.
_CHALLENGE = re.compile(rb"cf-chl|challenge-platform|__cf_chl|_Incapsula_|sucuri_cloudproxy|ddos-guard")
# A page without words that sets a cookie and loads itself again: whoever runs no script never sees what is behind it.
_SETS_COOKIE, _LOADS_AGAIN = re.compile(rb"document\.cookie\s*="), re.compile(rb"\blocation\b(?:\.\w+)?\s*[=(]")
_LONGEST_COOKIE_PAGE = 8_192  # bytes
# What stands beside a form of an ordinary page as well.
_WIDGET = re.compile(
    rb"g-recaptcha|recaptcha/(?:api|enterprise)\.js(?!\?render=)|cf-turnstile|challenges\.cloudflare\.com|h-captcha|hcaptcha\.com"
    rb"|captcha-delivery\.com|px-captcha|awswaf|arkoselabs\.com|geetest\.com|smartcaptcha"
)
_TAG = re.compile(r"<(/?)(script|style|[a-z!?/])[^<>]*>?", re.IGNORECASE)
_UNSHOWN = ("script", "style")
_PASSWORD_FIELD = re.compile(rb"<input\b[^<>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_SIGN_IN = late_pattern(
    r"(?:(?:صفحه|نموذج) )?(?:ال)?(?:تسجيل (?:ال)?دخول|دخول الاعضاء|دخول المشتركين)\b.{0,60}"
    r"|(?:member |user |please )?(?:log|sign)[ -]?in\b.{0,60}|(?:üye )?giriş\w*\b.{0,40}|oturum aç\w*\b.{0,40}"
    r"|têketin\b.{0,40}|چوونەژوورەوە.{0,40}"
)
# Of a list in whose place it stands: that nothing was found is told otherwise.
_OF_A_SITE = ("challenge", "region", "maintenance", "suspended", "parked", "database_error", "hacked")


def asks_for_proof(headers: Headers, body: bytes) -> bool:
    """Does an answer, whatever its status, ask for a browser or a proof that its visitor is human?"""
    if asks_for_browser(headers) or _CHALLENGE.search(body[:SAMPLE]):
        return True
    lines = shown_lines(body)
    if not _are_few(lines):
        return False
    # A refusal has that title, too, with the status of one.
    notices = (line for line in lines if not line.startswith("access denied"))
    is_asked = _WIDGET.search(body[:SAMPLE]) is not None or any(map(SITE_RULES["challenge"].fullmatch, notices))
    return is_asked or _sets_a_cookie_first(body, lines)


def _sets_a_cookie_first(body: bytes, lines: Iterable[str]) -> bool:
    if len(body) > _LONGEST_COOKIE_PAGE or sum(map(len, lines)) > _HARDLY_A_WORD:
        return False
    return _SETS_COOKIE.search(body) is not None and _LOADS_AGAIN.search(body) is not None


def site_notice(headers: Headers, body: bytes) -> str:
    """challenge, region, maintenance, suspended, parked, database_error, hacked, sign_in, consent, where a page of a
    few words says so that stands in place of something else; empty where it says nothing of the kind."""
    if asks_for_proof(headers, body):
        return "challenge"
    lines = shown_lines(body)
    word = named_by_title(lines[:1])
    if word or not _are_few(lines):
        return word
    if word := "parked" if _PARKED.search(body[:SAMPLE]) else _by_phrase(lines):
        return word
    if asks_to_sign_in(body):
        return "sign_in"
    return "consent" if asks_consent(lines) else ""


def _by_phrase(lines: Iterable[str]) -> str:
    shown = list(lines)
    return next((word for word in _OF_A_SITE if any(map(SITE_RULES[word].fullmatch, shown))), "")


def named_by_title(titles: Iterable[str]) -> str:
    """database_error, parked, suspended where one of some folded titles says so of its page; or empty."""
    shown = list(titles)
    return next((word for word, rule in NAMED_BY_TITLE.items() if any(map(rule.fullmatch, shown))), "")


def asks_to_sign_in(body: bytes) -> bool:
    """Is a page of a few words a form to sign in, by its password field and a line that says so?"""
    if not _PASSWORD_FIELD.search(body[:SAMPLE]):
        return False
    lines = shown_lines(body)
    return _are_few(lines) and any(map(_SIGN_IN.fullmatch, lines))


def shown_lines(body: bytes) -> list[str]:
    """The words of a page between its tags, those of its title first, folded; of a long one its beginning."""
    html, at, skipped = decode(body[:SAMPLE]).text, 0, ""
    found: list[str] = []
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if not skipped:
            found.append(html[at : tag.start()])
        if skipped and tag[1] and name == skipped:
            skipped = ""
        elif not skipped and not tag[1] and name in _UNSHOWN:
            skipped = name
        at = tag.end()
    return [*_folded([*found, "" if skipped else html[at:]])]


def _folded(texts: Iterable[str]) -> Iterable[str]:
    return filter(None, (fold_line(" ".join(unescape(text).split())) for text in texts))


def _are_few(lines: Iterable[str]) -> bool:
    return sum(map(len, lines)) <= _MOST_SHOWN
