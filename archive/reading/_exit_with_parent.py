"""Imported first by a fork server, so that it ends with the process that it forks for, however that ends."""

from archive.reading.child_processes import die_with_parent

die_with_parent()
