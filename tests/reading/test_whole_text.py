"""The text is what a reader sees between headline and end, all of it and nothing else, in every template."""

import pytest

from archive.model import Reading
from archive.reading.extract import read
from tests.support.made_html import STORY, outlet, page, paragraphs
from tests.support.story_templates import BEFORE, BEHIND, TEMPLATES, WAYS

STANDFIRST = "تفاصيل القرار الذي أثار جدلًا بين السكان في الأيام الأخيرة"
CORRECTION = "تصحيح: ورد في نسخة سابقة من الخبر اسم غير صحيح للمدير، ونعتذر عن الخطأ."

each_way = pytest.mark.parametrize(("template", "selector"), WAYS, ids=lambda value: value or "generic")


def reading_of(template: str, selector: str, body: str, over: str = "", after: str = "") -> Reading:
    html = TEMPLATES[template](body, over, after)
    return read(page(html), outlet(body=(selector,) if selector else ()))


def lines_of(template: str, selector: str, body: str, over: str = "", after: str = "") -> list[str]:
    """The lines of the text, without the marks that trafilatura sets before an item of a list and round a cell."""
    text = reading_of(template, selector, body, over, after).text
    cells = (cell.strip() for line in text.split("\n") for cell in line.split("|"))
    return [cell.removeprefix("- ") for cell in cells if cell]


PARTS = {
    "list": ("<ul><li>محال الخضار</li><li>محال الفاكهة والتمر</li></ul>", ["محال الخضار", "محال الفاكهة والتمر"]),
    "numbered": ("<ol><li><p>من الصباح</p></li><li>حتى المساء</li></ol>", ["من الصباح", "حتى المساء"]),
    "table": (
        "<table><tr><th>المحل</th><th>الأجرة</th></tr><tr><td>الأول</td><td>20 ألفًا</td></tr></table>",
        ["المحل", "الأجرة", "الأول", "20 ألفًا"],
    ),
    "definitions": ("<dl><dt>الأجرة</dt><dd>20 ألف ليرة</dd></dl>", ["الأجرة", "20 ألف ليرة"]),
    "subheading": ("<h3>أجور المحال</h3>", ["أجور المحال"]),
    "subheading with an anchor": ("<h3 id='nav-comments'>أجور المحال</h3>", ["أجور المحال"]),
    "subheading in bold": ("<h2><strong>أجور المحال</strong></h2>", ["أجور المحال"]),
    "quotation": ("<blockquote><p>لن ننتظر عامًا آخر</p></blockquote>", ["لن ننتظر عامًا آخر"]),
    "division": ("<div>وقال بائع إن الأجرة مرتفعة.</div>", ["وقال بائع إن الأجرة مرتفعة."]),
    "link": ("<p><a href='https://other.example/report'>نص التقرير الكامل</a></p>", ["نص التقرير الكامل"]),
}


@each_way
@pytest.mark.parametrize("part", PARTS)
def test_what_stands_between_two_paragraphs_is_text(template: str, selector: str, part: str) -> None:
    markup, wanted = PARTS[part]
    assert lines_of(template, selector, BEFORE + markup + BEHIND) == [*STORY[:2], *wanted, *STORY[2:]]


@each_way
@pytest.mark.parametrize("part", ["list", "table", "definitions", "division", "link"])
def test_what_a_text_ends_with_is_text(template: str, selector: str, part: str) -> None:
    markup, wanted = PARTS[part]
    assert lines_of(template, selector, paragraphs(*STORY) + markup) == [*STORY, *wanted]


@each_way
@pytest.mark.parametrize("part", ["list", "table", "subheading", "division"])
def test_what_a_text_begins_with_is_text(template: str, selector: str, part: str) -> None:
    markup, wanted = PARTS[part]
    if part == "division" and not selector and template in ("drupal", "nameless", "sections"):
        pytest.skip("a short line of no list over the first paragraph might be anything")
    assert lines_of(template, selector, markup + paragraphs(*STORY)) == [*wanted, *STORY]


HIDDEN = {
    **{
        tag: f"<{tag}><div><p>نص لا يراه القارئ في الصفحة.</p></div></{tag}>"
        for tag in ("noscript", "template", "button")
    },
    "iframe": "<iframe><p>نص لا يراه القارئ في الصفحة.</p></iframe>",
    "select": "<select><option>نص لا يراه القارئ</option></select>",
    "figcaption": "<figure><img src='/b.jpg'><figcaption><div><p>شرح الصورة داخل فقرة</p></div></figcaption></figure>",
    "hidden": "<section hidden><p>نص لا يراه القارئ في الصفحة.</p></section>",
    "display": "<div style='color: red; display : none'><p>نص لا يراه القارئ في الصفحة.</p></div>",
    "visibility": "<p style='visibility:hidden'>نص لا يراه القارئ في الصفحة.</p>",
    "for the ear": "<p class='visually-hidden'>نص لا يراه القارئ في الصفحة.</p>",
}


@each_way
@pytest.mark.parametrize("kind", HIDDEN)
def test_what_a_reader_does_not_see_is_no_text(template: str, selector: str, kind: str) -> None:
    assert lines_of(template, selector, BEFORE + HIDDEN[kind] + BEHIND) == list(STORY)
    assert lines_of(template, selector, paragraphs(*STORY), over=HIDDEN[kind], after=HIDDEN[kind]) == list(STORY)


@each_way
@pytest.mark.parametrize("markup", ["<div class='standfirst'><p>{}</p></div>", "<h2 class='sub'>{}</h2>", "<p>{}</p>"])
def test_a_standfirst_over_the_container_is_text(template: str, selector: str, markup: str) -> None:
    found = lines_of(template, selector, paragraphs(*STORY), over=markup.format(STANDFIRST))
    assert found == [STANDFIRST, *STORY]


OVER = {
    "names": "<div>إعداد: مازن الخطيب، تحرير: سامر الحامد، تصوير: خالد النجار</div>",
    "signed": "<div>بقلم مازن الخطيب مراسل الموقع في ريف دمشق الغربي</div>",
    "date": "<div>نشر في: الجمعة 20 تشرين الثاني 2026 الساعة 10:00 صباحًا بتوقيت دمشق</div>",
    "tools": "<div>طباعة | حفظ | إرسال إلى صديق | حجم الخط | مشاركة الخبر</div>",
    "share": "<ul><li><a href='https://facebook.example/sharer?u=x'>فيسبوك</a></li></ul>",
    "views": "<div>عدد المشاهدات لهذا الخبر حتى الآن 1204 مشاهدة</div>",
    "crumbs": "<div><a href='/'>الرئيسية</a> / <a href='/n'>أخبار</a> / <a href='/s'>ريف دمشق</a> / سوق جديدة</div>",
    "caption": "<div class='wp-caption'><img src='/a.jpg'>"
    "<p class='wp-caption-text'>سوق الخضار صباح يوم من أيام الشتاء</p></div>",
    "related": "<div class='related-posts'><a href='/9'>خبر آخر عن شبكة الكهرباء في ريف حلب الشمالي</a></div>",
    "ticker": "<div class='breaking-ticker'>وصول قافلة مساعدات جديدة إلى ريف حلب الشمالي اليوم</div>",
    "advert": "<div class='ads'>اشترك الآن في باقة الإنترنت الجديدة بأسعار منافسة جدًا</div>",
    "teaser": f"<div class='excerpt'>{STORY[0][:60]}…</div>",
    "day, section and tags": "<div>صباح اليوم الباكر في دمشق <a href='/s'>أخبار محلية</a>، "
    "<a href='/t'>أسواق وخضار</a></div>",
    "a slide told twice": "<div>وصول قافلة مساعدات جديدة إلى ريف حلب الشمالي</div>" * 2,
}


@each_way
@pytest.mark.parametrize("kind", OVER)
def test_names_dates_tools_and_boxes_over_the_container_are_no_text(template: str, selector: str, kind: str) -> None:
    assert lines_of(template, selector, paragraphs(*STORY), over=OVER[kind]) == list(STORY)


CORRECTIONS = [
    CORRECTION,
    "جرى تعديل هذا التقرير بعد نشره لتصحيح عدد المحال المذكور في الفقرة الأولى.",
    "ذكرنا في نسخة سابقة من هذا الخبر أن المحال سبعون، والصحيح ستون.",
    "تعتذر هيئة التحرير عن خطأ ورد في اسم مدير السوق.",
    "Correction: An earlier version of this article misstated the number of shops.",
    "This article was amended on 21 November to correct the number of shops.",
    "ڕاستکردنەوە: لە وەشانی پێشووی ئەم هەواڵەدا ناوی بەرپرسەکە هەڵە بوو.",
    "Rastkirin: Di guhertoya berê ya vê nûçeyê de navê berpirs şaş bû.",
]


@each_way
@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda line: line[:12])
def test_a_correction_behind_the_container_is_text(template: str, selector: str, correction: str) -> None:
    boxes = "<div class='share'><a href='https://facebook.example/sharer?u=x'>فيسبوك</a></div>"
    boxes += "<div><a href='/t'>سوق</a></div>"
    found = lines_of(template, selector, paragraphs(*STORY), after=f"{boxes}<div><em>{correction}</em></div>")
    assert found == [*STORY, correction]


AFTER = {
    "related": "<div><h3>مواضيع ذات صلة</h3><ul><li><a href='/9'>خبر آخر عن شبكة الكهرباء</a></li></ul></div>",
    "tags": "<div>الوسوم: <a href='/t/1'>سوق</a> <a href='/t/2'>خضار</a></div>",
    "comments": "<div id='comments'><h3>3 تعليقات</h3><p>تصحيح: ورد في الخبر خطأ.</p></div>",
    "date": "<div>20 تشرين الثاني 2026</div>",
    "author": "<div class='author-box'><p>مازن الخطيب صحفي سوري مقيم في دمشق يكتب في الشؤون المحلية.</p></div>",
}


@each_way
@pytest.mark.parametrize("kind", AFTER)
def test_boxes_behind_the_container_are_no_text(template: str, selector: str, kind: str) -> None:
    assert lines_of(template, selector, paragraphs(*STORY), after=AFTER[kind]) == list(STORY)


LAST_LINES = {
    "another host": ("https://other.example/report", True),
    "a document": ("/files/report.pdf", True),
    "a post of a network": ("https://x.com/somebody/status/1", True),
    "an article": ("/archives/99", False),
    "a button": ("https://www.facebook.com/sharer/sharer.php?u=https://sample.example/", False),
    "a channel": ("https://t.me/sample", False),
}


@each_way
@pytest.mark.parametrize("kind", LAST_LINES)
def test_a_last_line_that_is_a_link_is_text_where_it_leads_to_what_is_told_of(
    template: str, selector: str, kind: str
) -> None:
    href, is_text = LAST_LINES[kind]
    line = "التقرير الكامل عن أسواق المدينة"
    found = lines_of(template, selector, paragraphs(*STORY) + f"<p><a href='{href}'>{line}</a></p>")
    assert found == ([*STORY, line] if is_text else list(STORY))


@each_way
@pytest.mark.parametrize("date", ["23 تشرين الثاني 2026", "الاثنين 23/11/2026 - 18:40", "آخر تحديث: 23-11-2026 10:15"])
def test_a_printed_date_is_no_line_of_the_text_believed_or_not(template: str, selector: str, date: str) -> None:
    body = "<br><br>".join(STORY)
    for over, after in ((f"<div>{date}</div>", ""), ("", f"<div>{date}</div>")):
        assert lines_of(template, selector, f"<div>{body}</div>", over, after) == list(STORY)
        assert lines_of(template, selector, paragraphs(*STORY), over, after) == list(STORY)
    inside = lines_of(template, selector, f"<p>{date}</p>{paragraphs(*STORY)}<p>{date}</p>")
    assert inside == list(STORY)


def test_a_date_between_paragraphs_is_a_heading() -> None:
    found = lines_of("drupal", "", paragraphs(*STORY[:3]) + "<h3>20 تشرين الثاني 2026</h3>" + paragraphs(STORY[3]))
    assert found == [*STORY[:3], "20 تشرين الثاني 2026", STORY[3]]


@pytest.mark.parametrize("selector", ["", ".detail"])
def test_what_an_outlets_file_drops_does_not_come_back(selector: str) -> None:
    dropped = f"<div class='x'><p>{STANDFIRST}</p></div>"
    html = TEMPLATES["sections"](BEFORE + dropped + BEHIND, dropped, f"<div class='x'><b>{CORRECTION}</b></div>")
    found = read(page(html), outlet(body=(selector,) if selector else (), drop=(".x",)))
    assert found.text == "\n".join(STORY)


def test_what_an_outlets_selector_leaves_out_of_its_container_is_left_out() -> None:
    html = TEMPLATES["sections"](f"{BEFORE}<div>وقال بائع إن الأجرة مرتفعة.</div>{BEHIND}")
    assert read(page(html), outlet(body=(".detail p",))).text == "\n".join(STORY)


FURNITURE = {
    "a button said twice": "<div><a href='https://other.example/join'>سجل الآن في الدورة المجانية</a></div>",
    "a heading over headings over links": "<h2>المزيد عن الأسواق</h2><h3>أسواق المدن</h3>"
    "<ul><li><a href='/9'>خبر آخر عن شبكة الكهرباء</a></li></ul>",
    "a call over buttons": "<h4>أعجبك؟ أخبر به!</h4><ul><li><a href='/share?x=1'>أخبر به</a></li></ul>",
}


@each_way
@pytest.mark.parametrize("kind", FURNITURE)
def test_buttons_and_headings_over_links_inside_a_text_are_no_text(template: str, selector: str, kind: str) -> None:
    if selector:
        pytest.skip("an outlet's selector says what its container holds")
    if template not in ("drupal", "nameless", "sections"):
        pytest.skip("trafilatura finds these itself in a container that it knows")
    markup = FURNITURE[kind]
    last = markup if "button" in kind and "twice" in kind else ""
    assert lines_of(template, selector, BEFORE + markup + BEHIND + last) == list(STORY)


@pytest.mark.parametrize(("template", "selector"), [way for way in WAYS if way[1]])
def test_whose_a_picture_is_is_no_standfirst(template: str, selector: str) -> None:
    over = "<p>© وكالة الأنباء النموذجية للصور الصحفية في دمشق | سامر الحامد</p>"
    assert lines_of(template, selector, paragraphs(*STORY), over=over) == list(STORY)
