"""A site looked at: what a probe found, what to change, and for a new one the outlet file that would be written."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.exchange import Page
from archive.identity.keys import owner_of
from archive.model import Outlet
from archive.reading.worker import Reader
from archive.times import DAMASCUS, now
from scheduler.operator_configuration import hosts
from scheduler.options import demand_address
from scheduler.outlet_selection import named
from spiders.http.own_network import demand_network
from spiders.probing.findings import Survey
from spiders.probing.outlet_file import files_of
from spiders.probing.process import OnFinding, survey
from spiders.probing.proposal import new_outlet, propose, proposed_name, site_of
from spiders.probing.report import Checkup, examine

# What a machine without network sees of every outlet.
OF_THE_NETWORK = ("dns", "timeout", "refused", "connection", "tls")


@dataclass(frozen=True, slots=True)
class Checked:
    """`proposed`: the outlet as a file of it would say, where it has none yet."""

    checkup: Checkup
    survey: Survey
    proposed: Outlet | None = None

    def first_page(self) -> Page | None:
        """The first of the pages brought home that a crawl would take for an article."""
        good = {sample.url for sample in self.checkup.articles if sample.result == "ok"}
        return next((page for page in self.survey.pages if page.url in good), None)

    def files(self) -> dict[str, bytes]:
        """The file of a new outlet, a saved page and the text that reading it yields, by their paths in a folder.

        Raises WarraqError where no article could be found and read.
        """
        page = self.first_page()
        if self.proposed is None or page is None:
            where = next((probe.leads_to for probe in self.checkup.probes if probe.leads_to), "")
            hint = f" It leads to {where}: try that address." if where else ""
            raise WarraqError(
                f"No article could be found and read at {self.checkup.home} ({self.checkup.result});"
                f" nothing written.{hint}"
            )
        with Reader() as reader:
            return files_of(self.proposed, page, reader.read(page, self.proposed))


def meant(text: str, known: dict[str, Outlet]) -> Outlet:
    """The outlet of a name or of an address; one that nobody knows yet where it is the address of another site.

    Raises BadConfiguration for what is neither.
    """
    if text in known or not ("." in text or "/" in text):
        return named(known, text)
    url = text if "://" in text else f"https://{text}"
    demand_address(url)
    return owner_of(url, known.values()) or new_outlet(proposed_name(url, known), site_of(url))


def check(data: DataFolder, outlet: Outlet, known: dict[str, Outlet], on_finding: OnFinding) -> Checked:
    """Ask an outlet, or a site that is none of the `known` yet, what it offers, and read three of its articles.

    Raises OwnNetworkDown where not the outlet is to blame that nothing answered, and the WarraqError of `survey`.
    """
    is_new = outlet.name not in known
    found = survey(outlet if is_new else outlet.name, on_finding, data.locks if data.locks.is_dir() else None)
    if is_new:
        outlet = propose(outlet, found, now().astimezone(DAMASCUS).date().isoformat())
    checkup = examine(outlet, found)
    if checkup.result in OF_THE_NETWORK:
        demand_network([urlsplit(outlet.home).hostname or "", *hosts(known)])
    return Checked(checkup, found, outlet if is_new else None)
