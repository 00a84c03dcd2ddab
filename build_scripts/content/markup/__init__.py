"""Markup in what authors write: the Markdown of section texts, and the HTML of written pages.

In: texts, and where their links and pictures may lead. Out: objections with their places, and HTML that holds nothing
but what is listed here.
"""
