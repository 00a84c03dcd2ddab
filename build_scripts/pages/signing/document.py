"""The document that a reviewer signs, as one HTML page for A4, with its fingerprint."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from build_scripts.content.approval.scopes import scope_digests
from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.markup.render import section_html_alone
from build_scripts.evidence.quality import Quality
from build_scripts.evidence.since_signed import since_signed
from build_scripts.evidence.unnoticed import tally_text, unnoticed_text
from build_scripts.pages.quality_view import DrugRow, drug_rows
from build_scripts.pages.signing.arithmetic import arithmetic
from build_scripts.pages.signing.changes import changes_view
from build_scripts.pages.signing.stories import Storyteller
from build_scripts.pages.templates import FONTS, environment
from build_scripts.pages.unbroken import unbroken
from build_scripts.pages.view import ProtocolView
from build_scripts.project.digests import sha256
from build_scripts.project.paths import Project
from build_scripts.words.doses import dose_text
from build_scripts.words.site_language import SiteLanguage
from checker import Checker, Protocol
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, IntegerFinding, QuantityFinding
from checker.language.keys import field_name
from checker.protocol.labels import Labels
from checker.protocol.quantities import measurable
from checker.protocol.thresholds import thresholds, value_thresholds
from checker.words.messages import _, marked, speaking
from checker.words.numbers import plain_number, quantity_text
from checker.words.units import sign

TEMPLATE = "review-document.html.j2"
UNKNOWN = "0" * 64
"""Fingerprint with which the document is made to take its fingerprint."""

ACTIONS = {
    "start": marked("start"),
    "give": marked("give"),
    "continue": marked("continue"),
    "resume": marked("resume"),
    "allow": marked("allow"),
    "send-home": marked("send home"),
    "decide": marked("leave the decision to a senior clinician"),
    "withhold": marked("withhold"),
    "hold": marked("hold"),
    "stop": marked("stop"),
    "keep-in": marked("keep in hospital"),
    "taper": marked("taper"),
    "consider": marked("consider"),
    "correct": marked("correct"),
    "monitor": marked("monitor"),
    "investigate": marked("investigate"),
    "interpret": marked("interpret"),
    "avoid": marked("avoid"),
}
"""Kind of action → how it is said."""


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """The document of one protocol."""

    protocol: Protocol
    html: str
    fingerprint: str
    """SHA-256 of what the document says of the content; neither the approvals so far nor what changed is part of it, so
    that a second person signs the same document as the first."""


@dataclass(frozen=True, slots=True)
class LimitShown:
    """A number with which the rules compare a finding."""

    finding: str
    says: str
    """The comparison in words."""
    where: str
    """The element whose rule holds it."""


@dataclass(frozen=True, slots=True)
class DrugUse:
    """A drug, with all that the protocol says to do with it and what the register knows of it."""

    listed: DrugRow
    uses: tuple[str, ...]
    doses: tuple[str, ...]


def review_document(
    project: Project,
    loaded: LoadedProtocol,
    quality: Quality,
    language: SiteLanguage,
    others: Mapping[str, Protocol] | None = None,
) -> ReviewDocument:
    """Return the document of a protocol: everything that is signed, in words, with boxes to agree or change.

    Args:
        project: The project, for its templates.
        loaded: The protocol with its cases and its folder.
        quality: What was proved and tried out of it.
        language: The language of the interface; the content stands in it as far as it is translated.
        others: All protocols by id: those that this one reads or points to.
    """
    with speaking(language.engine()):
        view = ProtocolView(loaded.protocol, None, language, loaded.translations.get(language.code), others=others)
        protocol = view.protocol
        since = since_signed(loaded.protocol, loaded.folder, everything=True)
        tell = Storyteller(Checker(protocol))
        env = environment(project.templates, language)
        env.filters["section_text"] = lambda text: Markup(section_html_alone(text, loaded.folder))  # noqa: S704 - by nh3
        env.filters["arithmetic"] = lambda dose: list(arithmetic(dose, protocol))
        template = env.get_template(TEMPLATE)
        context: dict[str, Any] = {
            "view": view,
            "protocol": protocol,
            "digests": scope_digests(loaded.protocol, loaded.folder),
            "actions": {name: _(word) for name, word in ACTIONS.items()},
            "asked": [(finding, _asked(finding)) for finding in protocol.findings],
            "limits": list(_limits(protocol, view)),
            "figures": [(figure, _places(protocol, figure.at)) for figure in protocol.figures],
            "drugs": list(_drugs(loaded, protocol)),
            "stories": [tell.tell(case) for case in loaded.cases],
            "mutation": quality.mutation,
            "tallies": [tally_text(tally) for tally in quality.mutation.tallies if tally.made],
            "survivors": [unnoticed_text(protocol, each) for each in quality.mutation.survivors],
            "proved": len(quality.proofs.proved),
            "tried": len(quality.proofs.tried),
        }
        changes = changes_view(since, loaded.protocol) if since is not None else None

        def rendered(**more: Any) -> str:
            return template.render(**context, **more)

        fingerprint = sha256(rendered(fingerprint=UNKNOWN, approvals=(), changes=None, plain=True).encode())
        html = rendered(
            fingerprint=fingerprint,
            approvals=protocol.review.approvals,
            changes=changes,
            plain=False,
            face=_face(project),
        )
    return ReviewDocument(loaded.protocol, unbroken(html), fingerprint)


def _face(project: Project) -> str | None:
    """Return the typeface of the site in base64, so that the document is one file; None where it is missing."""
    file = project.root / FONTS / "atkinson-hyperlegible-next-latin-wght-normal.woff2"
    return base64.b64encode(file.read_bytes()).decode() if file.is_file() else None


def _asked(finding: Any) -> str:
    """Return which answers a finding takes, in words."""
    match finding:
        case BooleanFinding():
            return f"{_('yes')}, {_('no')}"
        case ChoiceFinding():
            return "; ".join(choice.label for choice in finding.choices)
        case QuantityFinding():
            low, high = finding.plausible
            units = ", ".join(sign(also.unit) for also in finding.also)
            more = _("; also in {units}", units=units) if units else ""
            return f"{plain_number(low)} {_('to')} {quantity_text(high, finding.unit)}{more}"
        case IntegerFinding():
            return f"{finding.plausible[0]} {_('to')} {finding.plausible[1]}"
        case DateFinding():
            return _("a date")
    return ""


def _limits(protocol: Protocol, view: ProtocolView) -> Iterator[LimitShown]:
    labels = {finding.id: finding.label for finding in measurable(protocol).values()}
    for threshold in (*thresholds(protocol), *value_thresholds(protocol)):
        part, index, *_rest = threshold.path
        element = getattr(protocol, field_name(str(part)))[index]
        where = getattr(element, "label", None) or getattr(element, "message", "")
        yield LimitShown(labels[threshold.finding], threshold.comparison.describe(view.words), str(where))


def _places(protocol: Protocol, names: tuple[str, ...]) -> str:
    """Return what a reader calls some elements: their label, title or message; a statement goes by its id."""
    labelled: list[Any] = [*protocol.findings, *protocol.values, *protocol.criteria, *protocol.scores, *protocol.grades]
    known = {element.id: element.label for element in (*labelled, *protocol.recommendations)}
    titled: list[Any] = [*protocol.disagreements, *protocol.pages]
    known |= {element.id: element.title for element in titled}
    known |= {warning.code: _("Warning: {message}", message=warning.message) for warning in protocol.warnings} | {
        protocol.id: protocol.title
    }
    known |= {constraint.id: constraint.message for constraint in protocol.constraints}
    return "; ".join(known.get(name, name) for name in names)


def _drugs(loaded: LoadedProtocol, protocol: Protocol) -> Iterator[DrugUse]:
    for row, drug in zip(drug_rows(loaded.drugs, protocol.id), loaded.drugs, strict=True):
        names = {name.casefold() for name in drug.all_names}
        using = [
            r
            for r in protocol.recommendations
            if names & {name.casefold() for name in (*r.drugs, *(dose.drug for dose in r.doses))}
        ]
        words = Labels(protocol)
        doses = tuple(dose_text(dose, words) for r in using for dose in r.doses if dose.drug.casefold() in names)
        yield DrugUse(row, tuple(r.label for r in using), doses)
