"""Which article an address is, pure: the wire form of a URL, and the outlet's rules for keys.

Others take both modules. Imports only archive.model.
"""
