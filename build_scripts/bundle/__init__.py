"""The bundle for the person who hosts the site.

In: the finished site. Out: the zip, with sums, licences and server configurations; differences of a deployed folder.
"""
