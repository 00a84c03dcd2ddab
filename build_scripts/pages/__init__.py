"""Pages: what readers see, arranged.

In: loaded protocols, and their quality. Out: staged Markdown, and the navigation.
"""
