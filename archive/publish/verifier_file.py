"""The second verifier as a file among the downloads: whoever takes one home can check it without Warraq."""

from pathlib import Path

from archive.data_folder import DataFolder, sync
from archive.publish import second_verifier
from archive.publish.files import unfinished

VERIFIER_FILE = "warraq-verify.py"
BUSY = "Another publish is running on this data folder; wait for it to end."


def put(data: DataFolder) -> None:
    """Let that of this release lie there; written only where another does. Raises AlreadyRunning beside a publish."""
    content, path = Path(second_verifier.__file__).read_bytes(), data.published / VERIFIER_FILE
    if path.is_file() and path.read_bytes() == content:
        return
    with data.lock("publish", BUSY):
        beside = unfinished(data, ".py")
        beside.write_bytes(content)
        sync(beside)
        beside.rename(path)
        sync(data.published)
