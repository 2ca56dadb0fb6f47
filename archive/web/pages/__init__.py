"""The pages of the reading room: one file an address, named as it."""
