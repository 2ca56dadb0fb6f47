"""Arabic text, pure: folding, words, tokens, numerals, differences.

Others take `folding`, `lines`, `numerals`, `diff`, `aliases`, `sqlite_tokens`, `split_words`. Imports nothing of ours.
"""
