"""Lines that speak to the reader, and sentences of stories that only sound like them."""

import pytest

from archive.reading._reader_lines import points_elsewhere, speaks_to_the_reader
from archive.text.folding import fold_line

TO_READERS = (
    "يمكنكم الاشتراك بنشرتنا البريدية عبر الرابط هنا",
    "اشترك ليصلك جديدنا كل أسبوع",
    "احصل على أهم الأخبار مباشرة إلى بريدك الإلكتروني كل صباح",
    "لتصلك الأخبار لحظة بلحظة انضم إلى قناتنا",
    "📌 تابعونا عبر تلغرام: t.me/sample",
    "تابعونا على فيسبوك: www.facebook.com/sample",
    "تابعوا آخر الأخبار السياسية عبر تطبيق تيلغرام على الرابط:",
    "تابعوا أخبارنا المحلية على تلغرام وواتساب",
    "ادعم الصحافة المستقلة، ساهم معنا في استمرار عملنا.",
    "ساهم الآن",
    "#سوريا #حلب #مياه",
    "عدد المشاهدات: 1,204",
    "مدة القراءة: 3 دقائق",
    "محتويات المقال",
    "رابط مختصر: https://sample.example/?p=22",
    "مرسلة بواسطة التحرير في 9:14 ص",
    "إن الآراء المذكورة في هذه المقالة لا تعبّر بالضرورة عن رأي الموقع وإنما عن رأي صاحبها حصراً",
    "موقع إخباري مستقل تأسس عام 2011 ويعنى بنقل أخبار البلدات والقرى",
    "من نحن",
    "هل كان هذا المقال مفيدا؟",
    "Was this article helpful?",
    "The paper is not responsible for the opinions, statements or media content presented by contributors.",
    "The views expressed in this article are those of the author and do not reflect those of the paper.",
)
OF_STORIES = (
    "تابعنا القصف على الأحياء الشرقية طوال الليل من سطح البناء",
    "تابعوا المباراة عبر فيسبوك، ثم خرجوا إلى الساحة.",
    "تابعوا كلمة الرئيس على فيسبوك.",
    "انضم مئات الطلاب إلى الاعتصام أمام مبنى الجامعة",
    "اشترك في الحملة ستون متطوعًا من أبناء الحي",
    "قال المدير: اشتركوا في نشرتنا لتصلكم المواعيد",
    "شارك في الندوة كتاب وصحفيون من مدن عدة",
    "تبرع الأهالي بثمن المضخة التي تصل مياهها إلى كل بيت",
    "وبلغ عدد المشاركات 40 مشاركة من سبع بلدات، وفق اللجنة",
    "وكالة الأنباء تنقل مقرها إلى المبنى الجديد",
    "الآراء في البلدة منقسمة حول القرار الذي أصدره المجلس",
    "Was this the end of the market? Traders doubt it.",
    "The minister said the council is not responsible for the content of the lists.",
    "#حلب خرجت المياه عن مجراها في الحي الشرقي",
)


@pytest.mark.parametrize("line", TO_READERS)
def test_a_line_that_speaks_to_the_reader_or_of_the_page_is_told(line: str) -> None:
    assert speaks_to_the_reader(line, fold_line(line))


@pytest.mark.parametrize("line", OF_STORIES)
def test_a_sentence_of_a_story_is_none(line: str) -> None:
    assert not speaks_to_the_reader(line, fold_line(line))


def test_a_link_behind_a_label_or_before_a_length_points_elsewhere() -> None:
    links = {fold_line("افتتاح مكتبة عامة في المدينة")}
    assert points_elsewhere("للمزيد: افتتاح مكتبة عامة في المدينة", links)
    assert points_elsewhere("افتتاح مكتبة عامة في المدينة02:14", links)
    assert not points_elsewhere("وقال مدير المكتبة أمس للصحفيين: افتتاح مكتبة عامة في المدينة", links)
    assert not points_elsewhere("للمزيد: عشرة آلاف كتاب تبرع بها الأهالي", links)
