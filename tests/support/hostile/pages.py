"""The honest page that hostile ones are made from: an article of two paragraphs, and places to put things into it."""

from itertools import count

PARAGRAPH = (
    "أعلنت بلدية قرية نموذجية صباح الأحد أن فرقها أنهت إصلاح الطريق الذي يصل السوق القديم بالحي الشرقي، بعد أسبوعين من"
    " العمل المتواصل. وقال مهندس شارك في المشروع إن طبقة الإسفلت الجديدة تتحمل الشاحنات الثقيلة، وإن الأرصفة ستزرع"
    " بأشجار الزيتون قبل حلول الشتاء. وذكر صاحب دكان في السوق أن الزبائن عادوا منذ فتح الطريق، فيما طالب آخرون بإنارة"
    " الشوارع الفرعية وتنظيف مجرى السيل. وتعهدت البلدية بعرض حسابات المشروع كاملة في اجتماع مفتوح يوم الخميس المقبل."
)
TITLE = "خبر نموذجي عن سوق المدينة"
# One text under many addresses of an outlet is no article's: each page ends with a number of its own.
NUMBERS = count(1)


def article(**places: str) -> bytes:
    """An article page in UTF-8; see `page_text`."""
    return page_text(**places).encode()


def page_text(
    *,
    head: str = "",
    before: str = "",
    inside: str = "",
    after: str = "",
    title: str = TITLE,
    text: str = PARAGRAPH,
) -> str:
    """An article page with something in its head, before, inside or behind its text, for any charset."""
    end = f"<p>انتهى الخبر ذو الرقم {next(NUMBERS)}.</p>"
    return (
        f"<!doctype html><html lang=ar><head><title>{title}</title>{head}</head><body>{before}"
        f"<article><h1>{title}</h1><p>{text}</p>{inside}<p>{text}</p>{end}</article>{after}</body></html>"
    )
