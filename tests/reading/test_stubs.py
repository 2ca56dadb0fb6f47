"""A teaser, a question about cookies, a menu are held for what they do; news about such things are not."""

from collections.abc import Iterable

import pytest

from archive.reading.extract import read
from archive.reading.quality_gate import judge
from tests.reading.test_quality_gate import OUTLET, page

TOLD = "قالت بلدية قرية نموذجية إن صيانة شبكة المياه انتهت بعد أسبوعين من العمل المتواصل في الحارات القديمة."
ENGLISH = "Repair crews finished work on the village water network on Thursday after two weeks, the council said."
TITLE = "عودة المياه إلى قرية نموذجية"
SECTIONS = [*("الرئيسية", "أخبار", "سياسة", "اقتصاد", "رياضة", "ثقافة"), *("منوعات", "صحة", "علوم", "تكنولوجيا", "صور")]
PROVINCES = [*("دمشق", "حلب", "حمص", "حماة", "درعا"), *("الرقة", "الحسكة", "إدلب", "طرطوس", "القنيطرة")]
LANGUAGES = [*("Arabic", "English", "Kurdî", "Türkçe", "Français"), *("Deutsch", "Español", "Русский", "فارسی", "中文")]


def verdict(inside: str, title: str = TITLE, head: str = "") -> str:
    html = f"<html lang=ar><head><title>{title}</title>{head}</head><body><h1>{title}</h1><article>{inside}</article>"
    served = page(html.encode())
    return judge(served, read(served, OUTLET), OUTLET)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def links(texts: Iterable[str], item: str = "li") -> str:
    return "".join(f'<{item}><a href="/s/{n}">{text}</a></{item}>' for n, text in enumerate(texts))


TEASERS = (
    "للاطلاع على النص الكامل يرجى الاشتراك في الموقع.",
    "هذه المادة حصرية لأعضاء الموقع. انضم إلينا لتقرأ بقية المقال.",
    "لقراءة بقية الخبر عليك تفعيل اشتراكك الشهري.",
    "بقي لديك مقال مجاني واحد هذا الشهر. اختر باقة اشتراك.",
    "أكمل القراءة باشتراك يبدأ من دولار واحد.",
    "عزيزي القارئ، لقد استنفدت عدد المقالات المجانية المتاحة لك",
    "يتطلب عرض هذا المحتوى عضوية مدفوعة",
    "يقتصر هذا المحتوى على الأعضاء المسجلين",
    "النص الكامل للمشتركين فقط",
    "هل أنت مشترك؟ سجّل دخولك",
    "تريد قراءة المزيد؟ ادخل إلى حسابك",
)
TEASERS_EN = (
    "This story is for subscribers only.",
    "Become a member to read the full story.",
    "You have reached your limit of free articles. Choose a plan.",
    "To read the rest of this article, please create a free account.",
    "Unlock this article from $1 a week",
    "Exclusive content for premium members.",
    "Want to keep reading? Subscribe today.",
    "Log in or subscribe now for full access",
    "The rest of this story is for members. Sign in.",
)


@pytest.mark.parametrize("asked", TEASERS)
def test_a_teaser_is_held(asked: str) -> None:
    assert verdict(paragraphs(TOLD, asked)) == "paywall_stub"


@pytest.mark.parametrize("asked", TEASERS_EN)
def test_a_teaser_in_english_is_held(asked: str) -> None:
    assert verdict(paragraphs(ENGLISH, asked), "Water returns") == "paywall_stub"


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_that_says_to_programs_that_it_is_not_free_is_a_teaser_unless_its_text_is_whole(head: str) -> None:
    assert verdict(paragraphs(TOLD), head=head) == "paywall_stub"
    whole = paragraphs(*(f"{TOLD} والورشة رقم {n} تعمل في الحي {n}." for n in range(9)))
    assert verdict(whole, head=head) == ""


QUESTIONS = (
    (
        "نستخدم نحن وشركاؤنا تقنيات مثل ملفات تعريف الارتباط لتخزين المعلومات على جهازك. يمكنك قبول ذلك أو رفضه.",
        *("قبول الكل", "رفض الكل", "إدارة الخيارات"),
    ),
    ("بالضغط على موافق فإنك تقبل سياسة الخصوصية واستخدام الكوكيز على هذا الموقع", "موافق"),
    ("نحرص على خصوصيتك", "نعالج بياناتك الشخصية عبر ملفات الارتباط. موافق / رفض / تخصيص"),
    (
        "We and our 842 partners store information on a device, such as cookies, and process personal data.",
        "Accept all",
    ),
    ("By clicking Accept you agree to the storing of cookies on your device to enhance navigation.", "Accept"),
    ("Do you agree to our use of cookies? You can withdraw consent at any time.", "I agree", "No, thanks"),
)


@pytest.mark.parametrize("lines", QUESTIONS, ids=lambda lines: lines[0][:20])
def test_a_question_about_cookies_is_held(lines: tuple[str, ...]) -> None:
    assert verdict(paragraphs(*lines)) == "consent"


MENUS = {
    "sections": f"<ul>{links(SECTIONS)}</ul>",
    "of two words": f"<ul>{links(f'محافظة {name}' for name in PROVINCES)}</ul>",
    "headlines": f"<ul>{links(f'عنوان خبر نموذجي رقم {n} عن السوق' for n in range(30))}</ul>",
    "in divisions": links(SECTIONS, "div"),
    "in one line": f"<p>{links(SECTIONS, 'span')}</p>",
    "pages": f"<p>{links((f'صفحة {n}' for n in range(1, 30)), 'span')}</p>",
    "without links": f"<p>{' | '.join(SECTIONS)}</p>",
    "with a notice": f"<ul>{links(SECTIONS)}</ul><p>جميع الحقوق محفوظة 2026</p>",
    "languages": f"<ul>{links(LANGUAGES)}</ul>",
}


@pytest.mark.parametrize("name", MENUS)
def test_a_row_of_links_is_held(name: str) -> None:
    assert verdict(MENUS[name]) in ("menu", "extract_failed", "empty", "too_short")


def test_a_row_of_links_or_labels_has_a_word_of_its_own() -> None:
    assert [verdict(MENUS[name]) for name in ("headlines", "without links")] == ["menu", "menu"]


HONEST = {
    "a service gets cheaper": "خفضت شركة سعر الاشتراك الشهري إلى أربعة دولارات، والمشتركون يشاهدون المحتوى كاملا.",
    "results": "يمكنك الاطلاع على النتائج عبر رابط التسجيل في الصفحة الرسمية للوزارة من صباح الأحد.",
    "subscribers of a network": "على المشتركين في الكهرباء مراجعة المركز لتسديد اشتراكاتهم ومتابعة طلباتهم.",
    "members of a council": "انتخب الأعضاء رئيسا للمجلس، ويمكن للمواطنين الاطلاع على نص القرار كاملا في مقر البلدية.",
    "a goal": "سجل اللاعب هدفين وقدم مباراة كاملة، وتابع المشتركون في القناة الخبر لحظة بلحظة من أرض الملعب.",
    "cookies": "توقف شركة نموذجية دعم ملفات تعريف الارتباط الخارجية في متصفحها بعد اعتراض المنظمين.",
    "privacy": "خصوصية المستخدمين في خطر: تطبيق جديد يجمع بيانات الهواتف من دون موافقة أصحابها، وخبراء يحذرون منه.",
    "a report to members": "The report went to members of the council, who vote on the plan to unlock funds on Monday.",
    "readers": "The newspaper reached one million subscribers and keeps articles free for readers.",
    "a vote": "You can register to vote at the council page, and read the full report free of charge there.",
}


@pytest.mark.parametrize("name", HONEST)
def test_news_about_such_things_pass(name: str) -> None:
    assert verdict(paragraphs(HONEST[name])) == ""


def test_prices_names_and_results_in_short_lines_pass() -> None:
    prices = ("دولار", "14500", "يورو", "15200", "ذهب 21", "1050000", "ليرة تركية", "420", "ريال سعودي", "3860")
    names = ("أعلنت المديرية أسماء الفائزين بالمسابقة وهم:", *(f"أحمد الحسن {n}" for n in "ابتثجحخدذر"))
    assert [verdict(paragraphs(*lines)) for lines in (prices, names)] == ["", ""]


def test_a_text_with_many_links_in_it_passes() -> None:
    linked = " ".join(f'<a href="/t/{n}">{word}</a>' if n % 4 == 0 else word for n, word in enumerate(TOLD.split()))
    roundup = "".join(
        f'<p><a href="/{n}">خبر نموذجي رقم {n}</a>: قال الأهالي إن السوق القديم عاد إلى العمل بعد الصيانة.</p>'
        for n in range(9)
    )
    assert (verdict(f"<p>{linked}</p>"), verdict(roundup)) == ("", "")


def test_a_call_to_join_behind_a_whole_text_is_no_line_of_it_and_alone_it_is_what_the_page_is() -> None:
    call = "هذا المحتوى متاح للمشتركين فقط. اشترك الآن لمتابعة القراءة."
    told = [f"{number}. {TOLD}" for number in range(8)]
    whole = read(page(f"<h1>{TITLE}</h1><article>{paragraphs(*told, call)}</article>".encode()), OUTLET)
    assert whole.text == "\n".join(told)
    assert verdict(paragraphs(TOLD, call)) == "paywall_stub"
