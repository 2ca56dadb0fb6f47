"""What an operator may decide, with what holds where nothing is said. docs/running.md lists every key."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSettings:
    """`enabled` None and `every` empty: what the outlet's own file says. `every` is as in archive.model.Outlet."""

    enabled: bool | None = None
    every: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """Where the operator is told: addresses as Apprise takes them. `digest_at` is a time of the day in Damascus."""

    channels: tuple[str, ...] = ()
    digest_at: str = "07:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept: so many daily snapshots (monthly ones stay), the others in days."""

    snapshots_daily: int = 30
    runs_days: int = 400
    held_days: int = 400
    logs_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Below `free_floor_percent` free on the disk nothing is fetched; `memory_mb` is what one crawl may take.

    `quota_mb` is how many MB of WARC an outlet may fill, for those that have a quota.
    """

    free_floor_percent: float = 5.0
    quota_mb: Mapping[str, int] = field(default_factory=dict)
    memory_mb: int = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Nightly:
    """When the service publishes, a time of the day in Damascus; the folder that backups go to, empty for none."""

    publish_at: str = "02:40"
    backup_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """The file of the public key for which removed texts are sealed; empty for none."""

    seal_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """By what readers are told of what they watch: `mail` is an Apprise URL without a recipient, `telegram` the token
    of a bot or its address; each empty for none."""

    mail: str = ""
    telegram: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Who is asked to stamp the log's checkpoints: `authorities` by RFC 3161, `calendars` of OpenTimestamps."""

    authorities: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What holds: the operator's file, and over it the variables of the environment.

    `contact` is a mail or web address, `public_address` where readers reach the archive (without a slash at its end);
    both empty where none is named. `outlets` holds those of which something is said. `accounts` are the password hash
    of each user (as datasette-auth-passwords makes it); `is_private`: reading needs a sign-in. `ping` is an address
    that is asked as long as all is well, empty for none. `saved_searches`: may readers save searches?
    """

    contact: str = ""
    public_address: str = ""
    is_private: bool = False
    saved_searches: bool = True
    ping: str = ""
    outlets: Mapping[str, OutletSettings] = field(default_factory=dict)
    operator: OperatorSettings = field(default_factory=OperatorSettings)
    accounts: Mapping[str, str] = field(default_factory=dict)
    retention: Retention = field(default_factory=Retention)
    limits: Limits = field(default_factory=Limits)
    nightly: Nightly = field(default_factory=Nightly)
    redaction: Redaction = field(default_factory=Redaction)
    subscriptions: Subscriptions = field(default_factory=Subscriptions)
    log: Log = field(default_factory=Log)

    def outlet(self, name: str) -> OutletSettings:
        """What is said of one outlet; where nothing is, its file decides all."""
        return self.outlets.get(name, OutletSettings())
