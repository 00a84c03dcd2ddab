"""The address of an intranet that has no other."""

from __future__ import annotations

IP = "10.20.30.40"
"""An address of this machine inside the namespace, and not a loopback one: browsers call no such page secure."""
