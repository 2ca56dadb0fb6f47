"""`make demo-cluster`: a scheduler and two workers on 127.0.0.1, encrypted, that read the archive of a demo again.

The archive is made anew of the sample outlets, crawled without internet; what the record becomes is held against what
it becomes where one process reads.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from archive.sqlite import open_readonly
from tests.support.cluster import Cluster, make_certificates
from tests.support.command import WARRAQ, Command
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import SITES


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="demo-cluster-") as folder, OutletServer() as server:
        data = Path(folder, "data")
        os.environ |= Command(data, server.base_port).environment
        os.environ["WARRAQ_CLUSTER_TLS"] = str(make_certificates(Path(folder, "certificates")))
        print("\nThe archive: a crawl of five sample outlets.", flush=True)
        _warraq("crawl", *SITES)
        alone = Path(shutil.copytree(data, Path(folder, "alone")))
        with Cluster(Path(folder), Path(folder, "certificates")) as cluster:
            print("\nA scheduler and two workers:", flush=True)
            for name, process in cluster.start(workers=2).running.items():
                print(f"  {name:10} process {process.pid}")
            print(f"\nwarraq replay --engine {cluster.address}", flush=True)
            _warraq("replay", "--engine", cluster.address, "--data", str(data))
        print("\nwarraq replay, of a copy", flush=True)
        _warraq("replay", "--data", str(alone))
        is_same = _articles(data) == _articles(alone)
        print("\nBoth records hold the same." if is_same else "\nThe records differ.")
        return 0 if is_same else 1


def _warraq(*words: str) -> None:
    subprocess.run([str(WARRAQ), *words], check=True)


def _articles(data: Path) -> list[tuple[object, ...]]:
    sql = "SELECT a.key, a.title, a.body, v.n, v.kind, v.sha256, v.extractor FROM articles a JOIN versions v"
    with closing(open_readonly(data / "warraq.db")) as connection:
        return [tuple(row) for row in connection.execute(f"{sql} ON v.article_id = a.id ORDER BY v.id")]


if __name__ == "__main__":
    sys.exit(main())
