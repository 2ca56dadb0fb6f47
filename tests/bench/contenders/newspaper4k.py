"""newspaper4k as its manual uses it."""

import json
import sys
from pathlib import Path

import newspaper

if __name__ == "__main__":
    with (Path(sys.argv[2]) / "articles.jsonl").open("w", encoding="utf-8") as file:
        for address in Path(sys.argv[1]).read_text(encoding="utf-8").split():
            found = newspaper.article(address, language="ar")
            row = {"url": address, "title": found.title, "day": str(found.publish_date or ""), "text": found.text}
            assert found.text, address
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
