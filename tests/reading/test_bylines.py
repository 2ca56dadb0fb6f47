"""Whose words these are: datelines, credits, signatures; kept as names, taken out of the text."""

import pytest

from archive.reading._boilerplate import clean_lines
from spiders.registry import outlets
from tests.support.made_html import STORY, paragraphs, reading

OWN_DATELINES = [
    ("northpress", "الرقة – نورث برس"),
    ("northpress", "RAQQA, Syria (North Press)"),
    ("northpress", "Kobanî – North Press"),
    ("sana", "دمشق-سانا"),
    ("furatpost", "فرات بوست – دير الزور"),
    ("furatpost", "فــرات بوست / دير الزور"),
    ("arabi21", "لندن- عربي 21"),
    ("enabbaladi", "عنب بلدي – خاص"),
    ("anha", "قامشلو – ANHA"),
    ("sohr", "محافظة الحسكة – المرصد السوري لحقوق الإنسان::"),
    ("shaam", "إدلب - شام 12/11/2026"),
]
SENTENCES = [
    ("northpress", "RAQQA, Syria (North Press) – A cooperative of forty women opened a market on Friday."),
    ("sana", "دمشق-سانا: افتتحت البلدية، أمس، سوقًا جديدة للخضار في الحي الشرقي من المدينة."),
    ("enabbaladi", "سوق الخضار – عنب بلدي تسأل: لماذا ارتفعت الأسعار؟"),
    ("jesrpress", "جسر – معبر ثالث يصل ضفتي النهر عند المدينة القديمة، ويخدم أهلها."),
]
OTHERS = [
    ("دمشق – رويترز", ("رويترز",)),
    ("(أ ف ب)", ("أ ف ب",)),
    ("أنقرة / الأناضول", ("الأناضول",)),
    ("باريس (أ ف ب) - رويترز", ("أ ف ب", "رويترز")),
    ("BEIRUT – Reuters", ("Reuters",)),
]


def titles_of(name: str) -> tuple[str, str]:
    outlet = outlets()[name]
    return outlet.title, outlet.title_en


@pytest.mark.parametrize(("name", "line"), OWN_DATELINES)
@pytest.mark.parametrize("before", [(), (STORY[0],)])
def test_a_dateline_that_names_the_outlet_leaves_the_text_and_credits_nobody(
    name: str, line: str, before: tuple[str, ...]
) -> None:
    cleaned = clean_lines((*before, line, *STORY[1:]), "", titles_of(name))
    assert (cleaned.lines, cleaned.credit) == ((*before, *STORY[1:]), "")


@pytest.mark.parametrize(("name", "line"), SENTENCES)
def test_a_sentence_behind_a_dateline_stays(name: str, line: str) -> None:
    assert clean_lines((line, *STORY), "", titles_of(name)).lines == (line, *STORY)


@pytest.mark.parametrize("line", ["الرقة – نورث برس", "دمشق – رويترز"])
def test_what_looks_like_a_dateline_after_the_text_began_stays(line: str) -> None:
    assert line in clean_lines((*STORY[:2], line, *STORY[2:]), "", ("بريد النموذج",)).lines


@pytest.mark.parametrize(("line", "names"), OTHERS)
def test_a_dateline_that_names_another_gives_it_as_credit_and_leaves_the_text(
    line: str, names: tuple[str, ...]
) -> None:
    cleaned = clean_lines((line, *STORY), "", ("بريد النموذج",))
    assert (cleaned.lines, cleaned.credit) == (STORY, "، ".join(names))


@pytest.mark.parametrize(
    "opening", ["دمشق (رويترز) - ", "دمشق – رويترز: ", "(رويترز) – ", "دمشق 12 تشرين الثاني (رويترز) - "]
)
def test_a_dateline_before_a_sentence_gives_its_credit_and_stays(opening: str) -> None:
    lines = (opening + STORY[0], *STORY[1:])
    cleaned = clean_lines(lines, "", ("بريد النموذج",))
    assert (cleaned.lines, cleaned.credit) == (lines, "رويترز")


@pytest.mark.parametrize("sentence", ["ونقلت رويترز - في خبر لها - عن مصدر.", "قال المدير لسانا: العمل بدأ."])
def test_a_sentence_that_names_an_agency_credits_it_not(sentence: str) -> None:
    cleaned = clean_lines((sentence, *STORY), "", ("بريد النموذج",))
    assert (cleaned.lines, cleaned.credit) == ((sentence, *STORY), "")


def test_two_sources_in_one_line_are_one_credit_where_one_of_them_is_the_outlet() -> None:
    cleaned = clean_lines((*STORY, "الأناضول _ وطن اف ام"), "", ("وطن اف ام",))
    assert (cleaned.lines, cleaned.credit) == (STORY, "الأناضول")


def test_an_outlet_goes_by_short_forms_of_its_name() -> None:
    for line in ("المصدر: شام", "المصدر: شبكة شام الإخبارية"):
        assert clean_lines((*STORY, line), "", ("شبكة شام الإخبارية",)).credit == ""
    assert clean_lines((*STORY, "المصدر: ANHA"), "", ("Hawar News Agency (ANHA)",)).credit == ""


def test_an_outlets_own_credit_lines_name_a_source_or_authors_and_leave_the_text() -> None:
    rules = (r"خبر من (?P<who>.+)", r"حرره (?P<author>.+)")
    cleaned = clean_lines((*STORY, "خبر من مكتب النماذج.", "حرره أول/ ثان"), "", (), credit_lines=rules)
    assert (cleaned.lines, cleaned.credit, cleaned.authors) == (STORY, "مكتب النماذج", ("أول", "ثان"))


SIGNED = [
    ("northpress", "إعداد وتحرير: مكتب النماذج", ("مكتب النماذج",)),
    ("northpress", "Reporting by Made Name, editing by Other Name", ("Made Name", "Other Name")),
    ("northpress", "إعداد: اسم مصنوع - تحرير: اسم آخر", ("اسم مصنوع", "اسم آخر")),
    ("sana", "M. Sample", ("M. Sample",)),
    ("sana", "H. Sample/ Made", ("H. Sample", "Made")),
]


@pytest.mark.parametrize(("name", "line", "authors"), SIGNED)
def test_an_outlet_signs_in_its_own_manner(name: str, line: str, authors: tuple[str, ...]) -> None:
    cleaned = clean_lines((*STORY, line), "", titles_of(name), credit_lines=outlets()[name].credit_lines)
    assert (cleaned.lines, cleaned.authors) == (STORY, authors)


TRANSLATED = [
    ("Villagers mended the old mill with stones from the valley, reports Baladi News.", "Baladi News"),
    (f"{'Villagers mended the old mill and wrote down what they learned. ' * 4}It turns again, writes SANA", "SANA"),
    ("The mill turns again after nine years, Enab Baladi reports.", "Enab Baladi"),
    ("The mill turns again after nine years, the miller said.", ""),
]


@pytest.mark.parametrize(("line", "source"), TRANSLATED)
def test_a_rule_that_only_looks_ahead_credits_and_leaves_the_sentence(line: str, source: str) -> None:
    name = "syrianobserver"
    cleaned = clean_lines((line, *STORY), "", titles_of(name), credit_lines=outlets()[name].credit_lines)
    assert (cleaned.lines, cleaned.credit) == ((line, *STORY), source)


def test_a_credit_of_another_source_is_kept_apart_from_the_text() -> None:
    found = reading(f"<article>{paragraphs('المصدر: رصد', *STORY)}</article>", body=("article",))
    assert (found.credit, found.text) == ("رصد", "\n".join(STORY))
    assert reading(f"<article>{paragraphs(*STORY, 'نقلاً عن وكالة نموذجية')}</article>").credit == "وكالة نموذجية"
    assert reading(f"<article>{paragraphs(*STORY, '(رويترز)')}</article>").credit == "رويترز"


def test_an_outlet_that_credits_itself_credits_nobody() -> None:
    assert reading(f"<article>{paragraphs('المصدر: بريد النموذج', *STORY)}</article>").credit == ""


def test_who_signed_the_text_is_an_author_and_not_text() -> None:
    found = reading(f"<article>{paragraphs(*STORY, 'إعداد وتحرير: مكتب النماذج')}</article>", body=("article",))
    assert (found.authors, found.text) == (("مكتب النماذج",), "\n".join(STORY))


def test_names_in_a_row_over_the_text_are_its_authors() -> None:
    found = clean_lines(("كاتبة نموذجية | مراسل نموذجي", *STORY), "", ())
    assert (found.authors, found.lines) == (("كاتبة نموذجية", "مراسل نموذجي"), STORY)


@pytest.mark.parametrize("line", ["أخبار | محليات", "درجات الحرارة | 12 نهارًا"])
def test_a_row_of_anything_else_is_no_row_of_names(line: str) -> None:
    assert clean_lines((line, *STORY), "", ()).authors == ()


def test_a_row_of_names_inside_the_text_stays() -> None:
    row = "الحي الشرقي | الحي الغربي"
    assert clean_lines((*STORY, row, *STORY), "", ()).lines == (*STORY, row, *STORY)


@pytest.mark.parametrize("line", ["كتب: محرر النموذج", "كتبت : محررة النموذج"])
def test_who_wrote_the_text_is_an_author(line: str) -> None:
    found = clean_lines((line, *STORY), "", ())
    assert (len(found.authors), found.lines) == (1, STORY)


def test_what_somebody_wrote_is_a_sentence_of_the_text() -> None:
    line = "كتب: سنعود غدًا."
    assert line in clean_lines((*STORY, line), "", ()).lines


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("F. Sample/ Namouzaj", ("F. Sample", "Namouzaj")),
        ("Sample al-Sample / Made Name", ("Sample al-Sample", "Made Name")),
    ],
)
def test_a_desk_that_signs_under_the_text_is_its_author(line: str, names: tuple[str, ...]) -> None:
    cleaned = clean_lines(("The market opened on Monday.", line), "", ())
    assert (cleaned.lines, cleaned.authors) == (("The market opened on Monday.",), names)


@pytest.mark.parametrize("line", ["He works for the Aleppo/ Idlib road project.", "Damascus", "UN/ EU"])
def test_a_last_line_that_is_no_signature_stays(line: str) -> None:
    assert clean_lines(("The market opened on Monday.", line), "", ()).lines[-1] == line
