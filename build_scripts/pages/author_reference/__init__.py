"""The reference for authors: every key of the files that they write.

In: the classes of these files, and the files that lie here. Out: a page in Markdown.
"""
