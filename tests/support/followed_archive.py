"""A made archive that tells readers by message: lists that were weighed, asked for, confirmed and are told."""

from archive.alerts.collecting import newest
from archive.alerts.watch.collecting import in_words
from archive.alerts.watch.estimate_process import weigh
from archive.alerts.watch.schema import WayName
from archive.alerts.watch.signups import Signups
from archive.alerts.watch.store import Watching
from archive.data_folder import DataFolder
from archive.search.batch.jobs import Jobs, SubmittedList, folder_for
from archive.search.name_lists import Name, read_list
from archive.sqlite import open_readonly
from archive.times import now
from tests.support.bot_server import NAME, TOKEN
from tests.support.reading_room import Site

CONFIGURED = f"""public_address = "https://archive.example"
[subscriptions]
mail = "mailto://127.0.0.1:9?from=archive@archive.example"
telegram = "http://127.0.0.1:9/bot{TOKEN}"
"""
LIST = "B-01\tالجسر\nالسوق القديم\nالورشة\nلا أحد هنا\nمهرج*\nمن\n"
PATHS = ("/watch", "/watch?q=الجسر", "/watch/list/{weighed}", "/watch/{asked}", "/watch/{bot}", "/watch/{told}")


def follow(site: Site) -> dict[str, str]:
    """Configure it and keep lists; their secrets by what became of them."""
    folder = DataFolder(site.data)
    (site.data / "warraq.toml").write_text(CONFIGURED)
    jobs, listed = Jobs(folder_for(folder.record)), read_list(LIST)
    weighed = jobs.add(SubmittedList(listed.names, listed.remarks))
    weigh(folder.record, jobs, weighed, lambda: False)
    names = [Name(1, "", "الجسر"), Name(2, "", "السوق القديم")]
    secrets: dict[str, str] = {"weighed": weighed}
    with Watching(folder.watch) as watching, open_readonly(folder.record) as record:
        signups = Signups(watching)
        signups.bot_name(TOKEN.partition(":")[0], lambda: NAME)
        ways: tuple[tuple[str, WayName], ...] = (("asked", "mail"), ("bot", "telegram"), ("told", "mail"))
        for name, way in ways:
            address = "reader@paper.example" if way == "mail" else ""
            secrets[name] = signups.add(way, address, "جسور وأسواق", "ar", names, now())
        told = signups.by_token(secrets["told"])
        assert told is not None
        signups.make_list(told, in_words(record, names)[0], newest(record).version, now())
    record.close()
    return secrets
