"""Pages: the arrangement of everything that readers see.

In: loaded protocols, and their quality. Out: staged Markdown, and the navigation.
"""
