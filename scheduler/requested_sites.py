"""What was asked on the operator's pages about sites that are no outlets yet: to look at one, and to add it.

A check that was answered says, as JSON: `checkup` (spiders.probing.report.Checkup), and of a site that is no outlet
`name`, and where an article could be read `files`: what would be written, base64 by path.
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import asdict
from pathlib import Path

from archive.crawl_state.request_rows import RequestRow
from archive.crawl_state.requests import Requests
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, BadInput, WarraqError
from scheduler.requested_crawls import FAULT
from scheduler.site_check import check, meant
from spiders.probing.findings import Finding
from spiders.probing.outlet_file import write
from spiders.registry import PRIVATE_FOLDER, outlets

NO_FOLDER = (
    f"No folder of outlets is named to write into. Make one, name it in the variable {PRIVATE_FOLDER}, start the"
    " service anew, and check the site again."
)


def answer_about_site(data: DataFolder, row: RequestRow) -> bool:
    """Do what a request of the kinds check and add asks, which is taken; True where there is an outlet more now.

    What could not be done is answered with the reason. Raises what is a fault of ours, once that is answered, too.
    """
    with Requests(data.service) as requests:
        try:
            if row["kind"] == "add":
                _add(requests, row)
                return True
            _check(data, requests, row)
        except WarraqError as problem:
            requests.refused(row["id"], problem)
        except Exception:
            requests.refused(row["id"], WarraqError(FAULT))
            raise
    return False


def _check(data: DataFolder, requests: Requests, row: RequestRow) -> None:
    known = outlets()
    probes: list[Finding] = []

    def found(finding: Finding) -> None:
        probes.append(finding)
        requests.progress(row["id"], {"found": len(probes), "fetched": 0}, 0)

    checked = check(data, meant(row["subject"], known), known, found)
    result: dict[str, object] = {"checkup": asdict(checked.checkup)}
    if checked.proposed:
        result["name"] = checked.proposed.name
        if checked.first_page():
            result["files"] = {path: b64encode(content).decode() for path, content in checked.files().items()}
    requests.answered(row["id"], result)


def _add(requests: Requests, row: RequestRow) -> None:
    checked = requests.of(int(row["subject"]))
    result = json.loads(checked["result"]) if checked and checked["result"] else {}
    if "files" not in result:
        raise BadInput("Nothing of that check can be added. Check the site again.")
    folder = os.environ.get(PRIVATE_FOLDER)
    if not folder:
        raise BadConfiguration(NO_FOLDER)
    if result["name"] in outlets():
        raise BadConfiguration(f"There is an outlet called “{result['name']}” already. Check the site again.")
    files = {path: b64decode(content) for path, content in result["files"].items()}
    written = write(Path(folder), files)
    requests.answered(row["id"], {"written": [path.name for path in written]})
