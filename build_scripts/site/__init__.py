"""The site, built from ordinary files.

In: staged pages, scripts and styles. Out: the folder `site/`, with its policy and its list of files.
"""
