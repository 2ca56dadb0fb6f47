"""A door for research assistants: six narrow questions over the Model Context Protocol, read-only.

What they answer is what the pages and the API answer, by the same functions; `server` alone loads the protocol.
"""
