"""Tables with commas or semicolons, as a spreadsheet writes them, are lists of captures too."""

import pytest

from archive.warc._cdx_lines import rows_in
from archive.warc.cdx import CaptureList, ListedCapture

ADDRESS = "http://outlet.example/ar/news_show/7/0/x"
KEY = "example,outlet)/ar/news_show/7"


def _read(tmp_path_factory: pytest.TempPathFactory, text: str) -> list[tuple[str, str]]:
    path = tmp_path_factory.mktemp("lists") / "list.csv"
    path.write_bytes(text.encode())
    with CaptureList(path) as found:
        return [(one.url, f"{one.taken_at:%Y%m%d}") for one in found.captures() if isinstance(one, ListedCapture)]


@pytest.mark.parametrize(
    "text",
    [
        f"20180115101100,{ADDRESS},text/html\n",
        f"{ADDRESS},20180115101100\n",
        f"timestamp,original\n20180115101100,{ADDRESS}\n",
        f'"timestamp";"original"\n"20180115101100";"{ADDRESS}"\n',
        f'"خبر، وفيه ""قول""", {ADDRESS}, 20180115101100\n',
        f"سوق جديدة في الحي,{ADDRESS},20180115101100\n",
    ],
)
def test_a_table_with_an_address_in_a_column_is_a_list(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    assert _read(tmp_path_factory, text) == [(ADDRESS, "20180115")]


@pytest.mark.parametrize(
    "line",
    [
        f"{KEY} 20180115101100 {ADDRESS}?a=1,2 text/html 200 - 24310",
        f"{ADDRESS},1,2 20180115101100",
        f"{ADDRESS},with,commas",
    ],
)
def test_commas_in_addresses_and_keys_part_nothing(line: str) -> None:
    (row,) = rows_in(iter([(1, line)]))
    assert row.fields == line.split()
