"""Clients of a server that is measured: so many at once, each asking one page after the other."""

import asyncio
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tests.bench.timing import ms

HOST = "127.0.0.1"
SECONDS, WARM_SECONDS = 8.0, 2.0
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each answer, sorted; CPU seconds of the server for one; answers that were no 200."""

    spent: list[float]
    cpu: float
    seconds: float
    failed: int

    @property
    def p95(self) -> float:
        return quantiles(self.spent, n=20)[-1] if len(self.spent) > 1 else self.seconds

    def __str__(self) -> str:
        failed = f", {self.failed} FAILED" if self.failed else ""
        rate = len(self.spent) / self.seconds
        return f"p95 {ms(self.p95)}, {rate:,.0f} pages/s, {ms(self.cpu)} CPU a page{failed}"


def asked(port: int, pid: int, addresses: list[str], clients: int) -> Measured:
    """Let so many clients ask one page after the other, in a process of their own."""
    with CONTEXT.Pool(1) as pool:
        pool.apply(_load, (port, addresses, clients, WARM_SECONDS))
        before = _cpu(pid)
        spent, failed, seconds = pool.apply(_load, (port, addresses[::-1], clients, SECONDS))
    return Measured(spent, (_cpu(pid) - before) / max(1, len(spent)), seconds, failed)


def _cpu(pid: int) -> float:
    """CPU seconds of a process and those it started, so far (proc(5): fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS + sum(_cpu(int(child)) for child in children)


def _load(port: int, addresses: list[str], clients: int, seconds: float) -> tuple[list[float], int, float]:
    return asyncio.run(_loaded(port, iter(addresses), clients, seconds))


async def _loaded(port: int, addresses: Iterator[str], clients: int, seconds: float) -> tuple[list[float], int, float]:
    spent: list[float] = []
    statuses: list[int] = []
    started = time.perf_counter()

    async def ask() -> None:
        client = Client(port)
        for address in addresses:
            begun = time.perf_counter()
            if begun > started + seconds:
                return
            statuses.append(await client.get(address))
            spent.append(time.perf_counter() - begun)

    await asyncio.gather(*(ask() for _ in range(clients)))
    return sorted(spent), sum(status != 200 for status in statuses), time.perf_counter() - started


class Client:
    """The least of HTTP/1.1: what a client costs is taken from the same two cores."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> int:
        """Read a whole answer; its status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self._port)
        reader, writer = self._streams
        writer.write(f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode("ascii"))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"content-length:" in head:
            await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))
        else:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        return int(head.split(b" ", 2)[1])


async def until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            await Client(port).get("/-/versions.json")
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError("the server did not start")
