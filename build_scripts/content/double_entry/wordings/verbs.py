"""Words for actions, urgency and strength: which data each of them can stand for, and which it contradicts."""

from __future__ import annotations

import re

from checker.protocol.model import STOPS

ACTIONS = {
    "give|administer": {"start", "give", "continue", "consider"},
    "start|begin|initiate": {"start", "give"},
    "continue": {"continue", "give"},
    "go|carry": {"continue", "monitor"},
    "keep": {"continue", "keep-in", "monitor", "hold", "withhold", "correct"},
    "end|taper|wean|reduce": {"taper", "stop"},
    "look|investigate|measure|test|obtain|examine|exclude|search|take": {"investigate", "monitor"},
    "check": {"investigate", "monitor"},
    "withhold|hold|pause|interrupt|suspend": {"withhold", "hold", "stop"},
    "stop|discontinue": {"stop", "withhold"},
    "resume|restart|recommence": {"resume", "allow"},
    "monitor|watch|observe": {"monitor"},
    "read|interpret": {"interpret"},
    "consider": {"consider"},
    "raise|lower|correct|replete|replace|supplement": {"correct"},
    "avoid": {"avoid"},
    "decide|ask|have|discuss": {"decide", "consider"},
    "send|discharge": {"send-home"},
    "admit": {"keep-in"},
    "allow": {"allow"},
    "prefer|use|choose|perform|insert|place|order": {"give", "start", "continue", "investigate", "allow"},
}
"""Verbs with which an instruction begins → the actions that it can be; other verbs tell nothing."""

FORBIDDING = STOPS | {"avoid", "keep-in"}
"""Actions of an instruction that begins with 'Do not'."""

OFF = STOPS | {"avoid"}
"""Actions after which a drug is not given."""

GIVING = "give|giving|given|start|begin|administer|continue|resume|resumed|restart|restarted|consider|add"
HOLDING = "withhold|withheld|hold|held|stop|stopped|discontinue|discontinued|interrupt|suspend|pause|paused|avoid"

RESTRICTING = frozenset({"restrict", "limit", "omit", "refuse", "deny"})
"""Further verbs with which a statement tells not to do something."""

PLAIN_ON = re.compile(
    r"(?i)\b(?:goes on|go on|continues?|starts?|started|given|gives?|add|adds|carr(?:y|ies) on|keeps? giving)\b"
)
PLAIN_OFF = re.compile(
    r"(?i)\b(?:paused?|pauses|stopped|stops?|held back|withheld|put off|not given|gives? no|is left out|are left out)\b"
)

MOMENTS = {"start", "resume", "allow", "send-home", "withhold", "hold", "stop", "decide", "taper"}
"""Actions that are done at a moment, and so are never only 'ongoing'."""

NOW = re.compile(
    r"(?i)(?<!for )(?<!until )\bnow\b|\bimmediate(?:ly)?\b|\bat once\b|\bwithout (?:waiting|delay)\b|\burgent(?:ly)?\b"
    r"|\bstraight away\b|\bright away\b|\bat the earliest\b|\bas soon as\b|\bwithin (?:minutes|the hour)\b"
)
"""Words of what cannot wait."""

TODAY = re.compile(r"(?i)\b(?:today|the same day|within the day)\b")
LATER = re.compile(
    r"(?i)\b(?:tomorrow|later|eventually|in due course|when convenient|next (?:day|morning|week|month|visit)"
    r"|elective(?:ly)?|at leisure|without hurry|not urgent(?:ly)?"
    r"|(?:with)?in (?:the next )?(?:\w+ )?(?:days|weeks|months))\b"
)
"""Words of what can wait."""

HEDGED = re.compile(r"(?i)^(?:Consider|Discuss|Think of|Ask)\b|\b(?:can|may|might|could) be\b|\bdecide\b|\bconsider\b")
"""Words that leave it to the reader: 'Consider …', 'can be resumed', 'have a senior decide'."""

HEDGED_IN_STATEMENT = re.compile(r"(?i)\b(?:consider|can|may|might|could|optional(?:ly)?|discuss)\b")
"""Words of a statement that leave it to the reader."""

HEDGED_AT_HEAD = re.compile(r"(?i)^(?:Consider|Discuss|Think of)\b|^[^.;:,]{0,60}\b(?:can|may|might|could) be \w+")
