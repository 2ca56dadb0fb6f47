"""Hostile answers as data, the servers that give them, and the crawls that must outlive them.

A new answer is an entry in the module of its place: its name, where it stands, how its bytes are made, and the words
that may be told of it. `python -m tests.support.hostile` runs them (tests/system/test_hostile.py says how).
"""
