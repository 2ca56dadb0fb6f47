"""The keys of warraq.toml: what may stand at each, the variable that wins over it, and whether it is a secret.

`*` stands for the name of an outlet or of a user.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from archive.configuration import checks as check
from archive.configuration.faults import KeyPath, dotted


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """`from_text` makes of a variable what would stand in the file.

    `or_empty`: nothing between the quotes is as if the line were not there.
    """

    check: check.Check
    variable: str = ""
    from_text: Callable[[str], object] = str.strip
    is_secret: bool = False
    or_empty: bool = False


days = check.number(1, 36_500, "400")
KEYS: dict[KeyPath, Key] = {
    ("contact",): Key(check=check.contact, variable="WARRAQ_CONTACT", or_empty=True),
    ("public_address",): Key(check=check.public_address, variable="WARRAQ_SITE", or_empty=True),
    ("is_private",): Key(check=check.true_or_false),
    ("saved_searches",): Key(check=check.true_or_false, variable="WARRAQ_SAVED_SEARCHES", from_text=check.switch),
    ("ping",): Key(check=check.ping_address, is_secret=True, or_empty=True),
    ("outlets", "*", "enabled"): Key(check=check.true_or_false),
    ("outlets", "*", "every"): Key(check=check.schedule),
    ("operator", "channels"): Key(check=check.channels, is_secret=True),
    ("operator", "digest_at"): Key(check=check.time_of_day),
    ("accounts", "*"): Key(check=check.password_hash, is_secret=True),
    ("retention", "snapshots_daily"): Key(check=check.number(1, 36_500, "30")),
    ("retention", "runs_days"): Key(check=days),
    ("retention", "held_days"): Key(check=days),
    ("retention", "logs_days"): Key(check=days),
    ("limits", "free_floor_percent"): Key(check=check.number(0, 90, "5", whole=False)),
    ("limits", "memory_mb"): Key(
        check=check.number(200, 1_048_576, "512"), variable="WARRAQ_MEMORY_MB", from_text=check.as_number
    ),
    ("limits", "quota_mb", "*"): Key(check=check.number(1, 1_000_000_000, "20000")),
    ("nightly", "publish_at"): Key(check=check.time_of_day),
    ("nightly", "backup_to"): Key(check=check.folder, or_empty=True),
    ("log", "authorities"): Key(check=check.addresses),
    ("log", "calendars"): Key(check=check.addresses),
    ("redaction", "seal_to"): Key(check=check.file, or_empty=True),
    ("subscriptions", "mail"): Key(check=check.mail_sender, is_secret=True, or_empty=True),
    ("subscriptions", "telegram"): Key(check=check.bot, is_secret=True, or_empty=True),
}


def key_at(path: KeyPath) -> Key | None:
    """The key of a path, None where there is none."""
    return next((key for pattern, key in KEYS.items() if len(pattern) == len(path) and _fits(pattern, path)), None)


def is_table(path: KeyPath) -> bool:
    """Do keys stand below this one?"""
    return any(len(pattern) > len(path) and _fits(pattern, path) for pattern in KEYS)


def _fits(pattern: KeyPath, path: KeyPath) -> bool:
    return all(part in ("*", name) for part, name in zip(pattern, path, strict=False))


def names_in(path: KeyPath) -> list[str]:
    """The names that may stand in a table; empty where any may."""
    found = dict.fromkeys(pattern[len(path)] for pattern in KEYS if len(pattern) > len(path) and _fits(pattern, path))
    return [name for name in found if name != "*"]


def instead_of(path: KeyPath) -> str:
    """What may stand where a key stands that there is not, as a sentence: the nearest name, or all of them."""
    *above, name = path
    there = names_in(tuple(above))
    near = get_close_matches(name.lower().replace("-", "_"), there, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    if (name,) in KEYS:
        return f"It belongs above the first heading in brackets: under one it is {dotted(path)}."
    if table := next(_tables_with(name), ""):
        return f"It belongs under the heading [{table}]."
    return f"There may stand: {', '.join(there)}."


def _tables_with(name: str) -> Iterator[str]:
    return (".".join(pattern[:-1]).replace("*", "NAME") for pattern in KEYS if len(pattern) > 1 and pattern[-1] == name)
