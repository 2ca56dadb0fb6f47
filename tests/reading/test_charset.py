"""Bytes to text: the bytes decide, not the declarations."""

import pytest

from archive.reading.charset import decode

WORDS = "أعلنت البلدية، اليوم، فتح «الطريق» بين دير الزور والرقة – نموذج"
META = "<html><head>{meta}</head><body><p>{words}</p></body></html>"
BODIES = {
    "1256, true meta": ("cp1256", '<meta charset="windows-1256">'),
    "1256, no meta": ("cp1256", ""),
    "1256, false meta": ("cp1256", '<meta charset="utf-8">'),
    "utf-8, false meta": ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'),
}
HEADERS = ("text/html; charset=windows-1256", "text/html; charset=ISO-8859-1", "text/html; charset=utf-8", "")


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("body", BODIES)
def test_all_sixteen_meetings_of_header_meta_and_bytes_are_read_right(body: str, header: str) -> None:
    codec, meta = BODIES[body]
    page = META.format(meta=meta, words=WORDS)
    found = decode(page.encode(codec), header)
    assert found.text == page
    assert found.charset == {"cp1256": "windows-1256"}.get(codec, codec)


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_utf8_page_cut_anywhere_keeps_every_whole_character(cut: int) -> None:
    body = WORDS.encode()[:-cut]
    found = decode(body)
    assert found.charset == "utf-8"
    assert WORDS.startswith(found.text)
    assert len(WORDS) - len(found.text) <= cut


def test_a_few_broken_bytes_do_not_turn_a_utf8_page_into_another() -> None:
    body = (WORDS * 20).encode()
    found = decode(body[:100] + b"\xff\xd8" + body[100:300] + b"\xd8" + body[300:])
    assert found.charset == "utf-8"
    assert found.text.count("\ufffd") in (3, 4, 5)
    assert "دير الزور والرقة" in found.text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    found = decode(WORDS.encode(codec), "text/html; charset=windows-1256")
    assert found.text == WORDS


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_the_zeros_of_its_markup(codec: str) -> None:
    page = META.format(meta="<title>sample</title>", words=WORDS)
    assert decode(page.encode(codec)).text == page


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_where_nearly_all_of_it_is_arabic(codec: str) -> None:
    text = "<p>" + "أعلنت البلدية، أمس، إنهاء صيانة شبكة المياه. " * 40
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize(("codec", "declared"), [("iso8859_6", "ISO-8859-6"), ("mac_arabic", "x-mac-arabic")])
def test_another_arabic_table_is_read_only_where_it_is_declared_and_reads_better(codec: str, declared: str) -> None:
    words = "أعلنت البلدية اليوم فتح الطريق بين دير الزور والرقة"
    assert decode(words.encode(codec), f"text/html; charset={declared}").text == words
    assert decode(words.encode("cp1256"), f"text/html; charset={declared}").text == words


def test_nul_never_comes_through() -> None:
    assert decode(b"a\x00b").text == "ab"


def test_nothing_and_noise_are_text_too() -> None:
    assert decode(b"").text == ""
    assert isinstance(decode(bytes(range(256))).text, str)
    assert decode("القاهرة café «نص»".encode("cp1256")).text == "القاهرة café «نص»"


LATIN = {
    "iso-8859-9": ("cp1254", "Dün öğleden sonra başlayan yağmur köyün çarşısını ve okul yolunu su altında bıraktı."),
    "iso-8859-1": ("cp1252", "La pluie a inondé le marché du village, a déclaré la mairie, et l'école a fermé."),
    "windows-1252": ("cp1252", "Der Bürgermeister eröffnete die Brücke über den Fluß, für Fußgänger und Händler."),
}


@pytest.mark.parametrize("declared", LATIN)
def test_a_page_in_latin_letters_is_not_read_as_arabic(declared: str) -> None:
    codec, words = LATIN[declared]
    page = META.format(meta=f'<meta charset="{declared}">', words=words)
    assert decode(page.encode(codec)).text == page


def test_latin_names_in_an_arabic_page_of_a_false_declaration_leave_it_arabic() -> None:
    page = META.format(meta='<meta charset="iso-8859-1">', words=f"{WORDS} ABCأ و x86ب من AكB في BBC")
    assert decode(page.encode("cp1256")).text == page


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("gb2312", "新华社北京电"),
        ("big5", "中央社台北電"),
        ("shift_jis", "共同通信の記事"),
        ("euc-kr", "연합뉴스 기사"),
    ],
)
def test_a_declared_table_of_east_asia_is_believed_where_every_byte_is_a_character_of_it(
    charset: str, words: str
) -> None:
    page = META.format(meta=f'<meta charset="{charset}">', words=words * 9)
    assert decode(page.encode(charset)).text == page
    arabic = META.format(meta=f'<meta charset="{charset}">', words=WORDS)
    assert decode(arabic.encode("cp1256")).text == arabic
