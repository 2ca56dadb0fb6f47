"""What must not be read any more is taken out of everywhere: hidden, sealed with the operator's key, or erased.

Others take `plan` (what holds it), `apply` (takes it out, again where that was cut short) and `restoring`. Imports
archive.publish and whatever keeps anything. Each store has a function beside its own tables.
"""
