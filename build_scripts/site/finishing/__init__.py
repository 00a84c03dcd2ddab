"""What the finish of a site needs to know of its theme.

In: the configuration of the site builder. Out: the inline scripts that the theme writes into pages.
"""
