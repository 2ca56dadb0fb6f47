"""Arabic text, pure: folding, words, tokens, numerals, differences, CSV. Imports nothing of ours but itself.

Others take `folding`, `letters`, `lines`, `references`, `numerals`, `diff`, `languages`, `aliases`, `sqlite_tokens`,
`split_words`.
"""
