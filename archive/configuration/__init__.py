"""What the operator decides, in one file: warraq.toml of the data folder, over which variables of the environment win.

Others take `load` and the dataclasses from here. May import data_folder, errors and identity.
"""

from archive.configuration.checks import is_mail_address
from archive.configuration.in_force import current, handed_down, hold, reload
from archive.configuration.reading import load
from archive.configuration.settings import (
    Configuration,
    Limits,
    Nightly,
    OperatorSettings,
    OutletSettings,
    Retention,
    Subscriptions,
)

__all__ = [
    "Configuration",
    "Limits",
    "Nightly",
    "OperatorSettings",
    "OutletSettings",
    "Retention",
    "Subscriptions",
    "current",
    "handed_down",
    "hold",
    "is_mail_address",
    "load",
    "reload",
]
