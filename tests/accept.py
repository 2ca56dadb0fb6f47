"""Write what each saved page yields today beside it, for review: `python -m tests.accept`.

Exits 1 when it wrote something: look at the difference, then commit it or mend the rule that caused it.
"""

import sys

from tests.support.saved_pages import PAGES, rendered, saved_pages


def main() -> int:
    """Write missing and changed text files. 0: nothing to review, 1: something was written."""
    written = []
    for path in saved_pages():
        beside, text = path.with_suffix(".txt"), rendered(path)
        if not beside.exists() or beside.read_text(encoding="utf-8") != text:
            beside.write_text(text, encoding="utf-8")
            written.append(beside.relative_to(PAGES.parent))
    for name in written:
        sys.stdout.write(f"written, please review: {name}\n")
    return 1 if written else 0


if __name__ == "__main__":
    sys.exit(main())
