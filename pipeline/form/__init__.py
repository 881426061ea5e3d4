"""The form of the sources: what each file may hold, as its reader asks for it, and how it is written.

`asked` lets the readers themselves tell which keys a file has, `schema` says that to editors of text, and `canonical`
writes a source in one form, so that a comparison of two versions shows what was changed and nothing else.
"""
