"""The bundle for whoever hosts the site.

In: the finished site. Out: the zip, with sums, licences and server configurations; and what differs from one.
"""
