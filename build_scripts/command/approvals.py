"""Commands about approvals: review, sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from build_scripts.command.app import EPILOG, ProtocolArgument, RootOption, app, chosen_protocols, progress, project_at
from build_scripts.project.paths import Project
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store


@app.command(epilog=EPILOG)
def review(
    protocol_id: ProtocolArgument = None,
    root: RootOption = Path(),
    rules: Annotated[
        bool,
        typer.Option(
            "--rules", help="Print what the rules do: one finding alone, quantities at their ends, reasons that cross."
        ),
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="With --rules: all that follows from each answer, not only what changes.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf/--no-pdf", help="Also as a PDF to print (needs Chromium).", show_default=False)
    ] = True,
) -> None:
    """Make the document that a reviewer signs: all of a protocol in words, on A4, as HTML and PDF in build/review/."""
    if rules or whole:
        _review_rules(project_at(root), protocol_id, whole)
        return
    from build_scripts.bundle.review_document import write_review_documents

    project = project_at(root)
    chosen = [loaded.protocol.id for loaded in chosen_protocols(project, protocol_id)]
    for made in write_review_documents(project, chosen, progress, pdf=pdf):
        print(made)


def _review_rules(project: Project, protocol_id: str | None, whole: bool) -> None:
    from build_scripts.evidence.reviews.kept import reviewed
    from build_scripts.evidence.reviews.tell import in_words

    chosen = [loaded.protocol.id for loaded in chosen_protocols(project, protocol_id)]
    protocols = chosen_protocols(project, None)
    reviews, between, problems = reviewed(protocols, Store(project.cache), chosen)
    by_id = {loaded.protocol.id: loaded.protocol for loaded in protocols}
    for name in chosen:
        print(in_words(by_id[name], reviews[name], between[name], by_id, whole=whole))
    if problems:
        raise ContentError(problems)


@app.command(epilog="Exit status: 0 the approval is recorded; 1 the content has problems; 2 it cannot be recorded.")
def sign(
    protocol_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the protocol.", show_default=False)],
    reviewer: Annotated[str, typer.Option(help="Name of the person who approves.", show_default=False)],
    role: Annotated[str, typer.Option(help="Profession and place of that person.", show_default=False)],
    competence: Annotated[
        str, typer.Option(help="What makes that person competent for this protocol.", show_default=False)
    ],
    interests: Annotated[str, typer.Option(help="Interests that the person states, or 'none'.", show_default=False)],
    scope: Annotated[
        str, typer.Option(help="What is approved: rules, doses, texts; several with commas.", show_default=False)
    ],
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the signature.", show_default="today")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            help="Fingerprint of the signed document; refused if the content makes another.", show_default=False
        ),
    ] = None,
    root: RootOption = Path(),
) -> None:
    """Record that a person has approved a protocol as it stands, on paper or on the pages; only this writes approvals.

    Content that does not pass 'wardbook check', a property that is not proved, and small mistakes that
    nothing would notice are refused, and so are rules that lack worked cases.
    """
    from build_scripts.bundle.review_document import document_of
    from build_scripts.content.approval.scopes import scope_digests
    from build_scripts.content.approval.signing import (
        Signatory,
        SigningError,
        day_of_signature,
        record_approval,
        scope_of,
    )
    from build_scripts.evidence.quality import quality_of
    from build_scripts.evidence.uncovered import covered_content, gap_problems
    from build_scripts.project.commit import head_of

    signatory = Signatory(reviewer=reviewer, role=role, competence=competence, interests=interests)
    parts, signed_on = scope_of(scope), day_of_signature(day, date.today())
    project = project_at(root)
    (chosen,) = chosen_protocols(project, protocol_id)
    protocol, folder = chosen.protocol, chosen.folder
    progress("Checking and proving the content …")
    store = Store(project.cache)
    content = covered_content(project.docs, store)
    quality = quality_of(content, store)
    if gaps := gap_problems(chosen):
        raise SigningError(f"{gaps[0].message}; nothing was signed")
    unnoticed = quality[protocol.id].mutation.survivors
    if unnoticed:
        count = f"{len(unnoticed)} small {'mistake' if len(unnoticed) == 1 else 'mistakes'}"
        raise SigningError(
            f"{count} in '{protocol.id}' would go unnoticed, for want of a case; nothing was signed. "
            f"'wardbook mutants {protocol.id}' lists them in words, with cases to paste"
        )
    fingerprint = document_of(project, content, quality, protocol.id).fingerprint
    if document is not None and not (len(document) >= 8 and fingerprint.startswith(document.lower())):
        raise SigningError(
            f"the document that was signed is {document}, and the content now makes {fingerprint[:16]}: it was changed "
            f"since; nothing was signed. 'wardbook review {protocol.id}' makes the document anew"
        )
    file = record_approval(
        protocol,
        folder,
        signatory=signatory,
        scope=parts,
        day=signed_on,
        document=fingerprint,
        commit=head_of(project.root),
    )
    digests = scope_digests(protocol, folder)
    print(f"{protocol.title}, version {protocol.version}, approved on {signed_on} by {reviewer}, {role}:")
    for part in parts:
        print(f"  {part}: {digests.of(part)}")
    print(f"  document: {fingerprint}")
    print(f"Recorded in {file.relative_to(project.root).as_posix()}; commit it with the folder 'approved' beside it.")
    (again,) = chosen_protocols(project, protocol_id)
    left = [part for part in ("rules", "doses", "texts") if part not in again.protocol.review.approved]
    print(f"Not approved yet: {', '.join(left)}." if left else "All of the protocol is approved; its pages say so.")
