"""The scheduler decides when: the command line, the service, jobs, health. Imports spiders and archive."""
