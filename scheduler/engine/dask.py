"""The engine of many machines: a client of a scheduler of Dask, whose workers may be anywhere that TLS reaches.

Whoever may speak to a scheduler or a worker can run code there: without encryption nothing but this machine is spoken
to. The scheduler keeps nothing that is needed: where it dies, its workers end with it, and what is left is asked anew.
"""

import ipaddress
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.errors import BadConfiguration
from scheduler.engine.interface import Answer, Coming, EngineLost, Job, WorkerDied, done

try:
    from distributed import Client, as_completed
    from distributed.client import FutureCancelledError, FuturesCancelledError
    from distributed.comm import CommClosedError
    from distributed.scheduler import KilledWorker
    from distributed.security import Security
except ImportError as problem:
    raise BadConfiguration(
        "Many machines need Dask distributed, which an extra brings: pip install 'warraq[cluster]'."
    ) from problem

WINDOW = 3  # units for each worker: one under way, two behind it
CONNECT_SECONDS = 20.0
# A folder with the authority's certificate, and this machine's own with its key.
TLS_VARIABLE, AUTHORITY, CERTIFICATE, KEY = "WARRAQ_CLUSTER_TLS", "ca.pem", "node.pem", "node.key"
_LOST = (FutureCancelledError, FuturesCancelledError, CommClosedError, OSError, TimeoutError)


def demand_closed(address: str) -> str:
    """The address in Dask's words. Raises BadConfiguration where it would be spoken to by anybody, in the clear."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if parts.scheme not in ("dask", "dask+tls") or not host or not port:
        raise BadConfiguration(f"{address} is no address of a scheduler: dask+tls://HOST:PORT, dask://127.0.0.1:PORT.")
    if parts.scheme == "dask" and not _is_loopback(host):
        raise BadConfiguration(
            f"{address} is another machine, and not encrypted: whoever is on the way could run code on both."
            f" Use dask+tls://{parts.netloc}, with the certificates of docs/cluster.md."
        )
    return f"{'tls' if parts.scheme == 'dask+tls' else 'tcp'}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def security() -> Security:
    """Both sides show certificates of one authority. Raises BadConfiguration where the files are not there."""
    folder = Path(os.environ.get(TLS_VARIABLE, ""))
    files = [folder / name for name in (AUTHORITY, CERTIFICATE, KEY)]
    if not os.environ.get(TLS_VARIABLE) or not all(path.is_file() for path in files):
        names = ", ".join((AUTHORITY, CERTIFICATE, KEY))
        raise BadConfiguration(
            f"dask+tls:// wants certificates: name the folder of {names} in {TLS_VARIABLE} (docs/cluster.md)."
        )
    authority, certificate, key = map(str, files)
    return Security(require_encryption=True, tls_ca_file=authority, tls_client_cert=certificate, tls_client_key=key)


class Dask:
    """The workers of one scheduler, each with `window` units at a time.

    Raises BadConfiguration for an address that must not be spoken to.
    """

    def __init__(self, address: str, window: int = WINDOW) -> None:
        self._window = window
        self._address = demand_closed(address)
        self._security = security() if self._address.startswith("tls:") else None
        self._client: Client | None = None
        self._was_reached = False

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        try:
            yield from self._answers(self._connected(), job, iter(units), place)
        except _LOST as problem:
            self.close()
            sentence = f"The scheduler at {self._address} cannot be reached ({problem})."
            if self._was_reached:
                raise EngineLost(sentence) from problem
            more = " Does it run, and are its certificate and this one of the same authority?"
            raise BadConfiguration(sentence + more) from problem

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(*_LOST):
                client.close(timeout=2)

    def _connected(self) -> Client:
        if self._client is None or self._client.status != "running":
            self.close()
            self._client = Client(self._address, security=self._security, timeout=CONNECT_SECONDS, set_as_default=False)
            self._was_reached = True
            self._demand_same_versions(self._client)
        return self._client

    def _demand_same_versions(self, client: Client) -> None:
        try:
            client.get_versions(check=True)
        except ValueError as problem:
            raise BadConfiguration(
                f"Other versions run on the scheduler or a worker of {self._address} than here; install the same"
                f" everywhere. {problem}"
            ) from problem

    def _answers(self, client: Client, job: Job, waiting: Iterator[str], place: str) -> Coming:
        under_way: dict[Any, str] = {}
        coming = as_completed(loop=client.loop, raise_errors=False)
        try:
            while True:
                for unit in islice(waiting, max(self._window * _workers_of(client) - len(under_way), 0)):
                    # Never taken for pure: what two archives ask for is not the same, and a receipt is asked for again.
                    future = client.submit(done, job, unit, place, pure=False)
                    under_way[future] = unit
                    coming.add(future)
                if not under_way:
                    return
                future = next(coming)
                yield _answer_of(under_way.pop(future), future)
        finally:
            for future in under_way:
                future.release()


def _workers_of(client: Client) -> int:
    """How many there are; 1 while none has come. Raises CommClosedError where nobody tells."""
    workers = client.scheduler_info(n_workers=-1).get("workers")
    if workers is None:
        raise CommClosedError("it is gone")
    return max(len(workers), 1)


def _answer_of(unit: str, future: Any) -> Answer:
    problem = future.exception() if future.status == "error" else None
    if future.status == "cancelled":
        raise FutureCancelledError(future.key, "the scheduler is gone")
    if isinstance(problem, KilledWorker):
        return Answer(unit, None, WorkerDied())
    if isinstance(problem, RuntimeError) and "deserialization" in str(problem):
        raise BadConfiguration(
            "A worker does not know the job: it runs another release of Warraq, or none. Install the same everywhere."
        ) from problem
    if problem is not None:
        return Answer(unit, None, problem)
    return Answer(unit, json.loads(future.result()), None)
