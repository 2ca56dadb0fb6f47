"""news-please as its manual uses it from a program, without the pictures: a request for each of a page's forty."""

import json
import sys
from pathlib import Path

from newsplease import NewsPlease

if __name__ == "__main__":
    addresses = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    # Without arguments of a request it fails on every page of a list (1.6.16).
    found = NewsPlease.from_urls(addresses, request_args={"timeout": 30}, fetch_images=False)
    with (Path(sys.argv[2]) / "articles.jsonl").open("w", encoding="utf-8") as file:
        for address in addresses:
            file.write(json.dumps(found[address].get_serializable_dict(), ensure_ascii=False) + "\n")
