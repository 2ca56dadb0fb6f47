"""The second verifier as a file among the downloads: whoever takes one home can check it without Warraq."""

from pathlib import Path

from archive.data_folder import DataFolder, sync
from archive.publish import second_verifier
from archive.publish.files import described, unfinished
from archive.publish.manifest import tell_of_verifier

VERIFIER_FILE = "warraq-verify.py"
BUSY = "Another publish is running on this data folder; wait for it to end."


def put(data: DataFolder) -> None:
    """Let that of this release lie there, and the manifest name it. Raises AlreadyRunning beside a publish, WarraqError
    for a damaged manifest."""
    content, path = Path(second_verifier.__file__).read_bytes(), data.published / VERIFIER_FILE
    with data.lock("publish", BUSY):
        if not path.is_file() or path.read_bytes() != content:
            beside = unfinished(data, ".py")
            beside.write_bytes(content)
            sync(beside)
            beside.rename(path)
            sync(data.published)
        tell_of_verifier(data, described(path, VERIFIER_FILE))
