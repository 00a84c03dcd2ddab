"""Reading and validation: from the folders that authors write to protocols, or to problems with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.content.labels import empty_texts
from build_scripts.content.loaded import Content, LoadedProtocol
from build_scripts.content.translation import load_translations
from build_scripts.content.vocabulary.lenders import Lent, content_files
from build_scripts.content.worked_cases import CaseFile, WorkedCase, case_problems
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import ContentError, Problem
from build_scripts.project.store import Store
from checker import Checker, Protocol
from checker.answers.echo import unknown, visible
from checker.language.keys import YamlPath

if TYPE_CHECKING:
    from build_scripts.content.yaml_source import YamlDocument


def protocol_folders(docs: Path) -> list[Path]:
    """Return the folders of the protocols below a docs folder, in the order of their ids.

    Folders that other programs put there for themselves (`.git`, `__MACOSX`) are left out.

    Raises:
        ContentError: when there is no folder `protocols`, or none in it.
    """
    root = docs / "protocols"
    found = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    folders = [path for path in found if not path.name.startswith((".", "__"))]
    if not folders:
        raise ContentError([Problem(root, 1, 1, "no protocol here; 'wardbook new ID' makes one")])
    return folders


def load_protocol(
    folder: Path, *, past: bool = False, readers: tuple[str, ...] = (), lent: Lent | None = None
) -> Protocol:
    """Load and validate the protocol of a folder, without its cases, with the factor of every unit filled in.

    Args:
        folder: The folder.
        past: Whether the protocol only has to be able to answer: an earlier version, or one that another one reads.
        readers: Ids of the protocols that are being loaded and read this one, the first of them first.
        lent: The protocols that were loaded already to be read.

    Raises:
        ContentError: with every problem found.
    """
    # Loaded late: much code, which a kept protocol does not need.
    from build_scripts.content.approval.standing import with_approvals, written_by_hand
    from build_scripts.content.doses.calculated import calculation_objections, factors_by_hand
    from build_scripts.content.doses.limits import register_objections
    from build_scripts.content.doses.possible import possibility_objections
    from build_scripts.content.doses.register import read_register, with_names
    from build_scripts.content.doses.resolved import with_dose_factors
    from build_scripts.content.double_entry.objections import double_entry_objections
    from build_scripts.content.markup.sections import section_problems
    from build_scripts.content.schema import parse
    from build_scripts.content.validation.units import with_factors
    from build_scripts.content.validation.validate import problems_in
    from build_scripts.content.vocabulary.earlier import in_todays_form
    from build_scripts.content.vocabulary.folding import with_folded
    from build_scripts.content.vocabulary.shared import read_vocabulary
    from build_scripts.content.vocabulary.used import with_words
    from build_scripts.content.yaml_source import read_yaml

    if not (folder / "protocol.yml").exists():
        raise ContentError([Problem(folder, 1, 1, "no protocol.yml in this folder, so it is no protocol; remove it")])
    document = with_words(read_yaml(folder / "protocol.yml"), read_vocabulary(folder.parents[1]))
    parsed = parse(in_todays_form(document) if past else document, Protocol)
    own = with_dose_factors(with_factors(parsed))
    lent = lent or Lent(load_protocol)
    protocol = with_folded(own, document, partial(_lent, folder, document, (*readers, folder.name), lent))
    problems = problems_in(protocol, document, past=past)
    if not problems and not past:
        problems += section_problems(protocol, document)
    if protocol.id != folder.name:
        problems.append(
            document.problem(("id",), f"id '{protocol.id}' differs from its folder '{visible(folder.name)}'")
        )
    if past:
        if problems:
            raise ContentError(problems)
        return protocol
    problems += [document.problem(path, message) for path, message in written_by_hand(protocol)]
    impossible = [*possibility_objections(protocol, document), *factors_by_hand(parsed)]
    if not problems and not impossible:
        impossible = list(calculation_objections(protocol))
    try:
        register = read_register(folder.parents[1])
    except ContentError as error:
        problems += error.problems
        raise ContentError([*problems, *(document.problem(*objection) for objection in impossible)]) from None
    # What cannot be is compared neither with what may be nor with words.
    objections = impossible or list(register_objections(protocol, register))
    problems += [document.problem(*objection) for objection in objections]
    named = with_names(protocol, register)
    if not problems:
        objections = [objection for objection in double_entry_objections(named) if document.holds(objection[0])]
        problems = [document.problem(*objection) for objection in objections]
    if problems:
        raise ContentError(problems)
    approved, objections = with_approvals(named, folder)
    if objections:
        raise ContentError([document.problem(*objection) for objection in objections])
    return approved


def _lent(
    folder: Path, document: YamlDocument, readers: tuple[str, ...], lent: Lent, name: str, path: YamlPath
) -> Protocol:
    """Return a protocol whose rules another one reads.

    Args:
        folder: The folder of the reading protocol.
        document: Its file.
        readers: Ids of the protocols that read one another up to this one.
        lent: The protocols that were loaded already to be read.
        name: Id of the protocol that is read.
        path: The place where it is named.

    Raises:
        ContentError: when there is no such protocol, when it has problems, or when the two read each other.
    """
    other = folder.parent / name
    if name == folder.name:
        message = f"'{name}' is this protocol itself: name its own elements without it"
    elif name in readers:
        circle = " → ".join((*readers[readers.index(name) :], name))
        message = f"protocols read each other in a circle: {circle}"
    elif not (other / "protocol.yml").is_file():
        message = unknown("protocol", name, [each.name for each in protocol_folders(folder.parents[1])])
    else:
        return lent.get(other, readers)
    raise ContentError([document.problem(path, visible(message))])


def load_cases(folder: Path, protocol: Protocol) -> tuple[WorkedCase, ...]:
    """Load the worked cases of a protocol's folder and run each of them.

    Raises:
        ContentError: with every problem found, including cases whose answer is not the expected one.
    """
    from build_scripts.content.schema import parse
    from build_scripts.content.yaml_source import read_yaml

    document = read_yaml(folder / "cases.yml")
    parsed: CaseFile = parse(document, CaseFile)
    # The findings stand as they were written: a case's numbers keep their digits.
    cases = tuple(
        replace(case, findings=document.data["cases"][index]["findings"] or {})
        for index, case in enumerate(parsed.cases)
    )
    checker = Checker(protocol)
    objections = [*empty_texts(parsed), *case_problems(checker, cases)]
    problems = [document.problem(path, visible(message)) for path, message in objections]
    if problems:
        raise ContentError(problems)
    return cases


def load_alone(folder: Path) -> LoadedProtocol:
    """Load a protocol and its cases alone: without the others, and without a check that the cases cover every rule.

    Raises:
        ContentError: with every problem found.
    """
    from build_scripts.content.doses.register import read_register
    from build_scripts.content.vocabulary.translated import in_all_words

    lent = Lent(load_protocol)
    protocol = load_protocol(folder, lent=lent)
    drugs = read_register(folder.parents[1]).named_in(protocol)
    translations = in_all_words(folder, protocol, load_translations(folder, protocol), lent.get)
    return LoadedProtocol(protocol, load_cases(folder, protocol), folder, translations, drugs)


def read_content(docs: Path, store: Store | None = None) -> tuple[list[LoadedProtocol], list[Problem]]:
    """Load, validate and try out everything that an author wrote.

    Args:
        docs: The folder that holds `protocols/<id>/protocol.yml` and `cases.yml`.
        store: Keeps each protocol until one of its files or the code that reads it changes. Without a store nothing is
            kept.

    Returns:
        The protocols without a problem of their own, and every problem of every protocol.

    Raises:
        ContentError: when there is no protocol at all.
    """
    problems: list[Problem] = []
    loaded = []
    folders = protocol_folders(docs)
    for folder in folders:
        try:
            loaded.append(load_kept(folder, store) if store is not None else load_alone(folder))
        except ContentError as error:
            problems += error.problems
    names = [folder.name for folder in folders]
    return loaded, [
        *problems,
        *_meanings(docs, [(entry.protocol, entry.folder) for entry in loaded], store),
        *_unrelated(loaded, names),
        *_unsourced(docs, loaded, names),
        *_misnamed(docs),
        *_of_pages(loaded, names, docs, store),
    ]


def _of_pages(
    loaded: Sequence[LoadedProtocol], names: Sequence[str], docs: Path, store: Store | None
) -> Iterator[Problem]:
    """Yield what is wrong with links between protocols and pages, and with the pages that authors wrote themselves."""
    from build_scripts.content.markup.elsewhere import outward_problems
    from build_scripts.content.markup.written import written_problems

    every = {**dict.fromkeys(names), **{entry.protocol.id: entry.protocol for entry in loaded}}
    for entry in loaded:
        yield from outward_problems(entry.protocol, entry.folder, entry.translations, every, docs)
    yield from written_problems(docs, store)


def load_kept(folder: Path, store: Store) -> LoadedProtocol:
    """Load a protocol as `load_alone` does, from the store where neither its files nor the code have changed."""
    key = key_of([code_of(__name__), *content_files(folder)])
    loaded = store.get(f"content-{folder.name}", key, partial(load_alone, folder))
    # By the key, the cases gave the expected answers. They run all the same: this costs little, and doses depend on it.
    if next(case_problems(Checker(loaded.protocol), loaded.cases), None) is not None:
        return load_alone(folder)
    return loaded


def _meanings(docs: Path, protocols: Sequence[tuple[Protocol, Path]], store: Store | None) -> list[Problem]:
    """Return each problem of the vocabulary, and each finding or work that is another one elsewhere."""

    def find() -> list[Problem]:
        from build_scripts.content.vocabulary.meanings import meaning_problems

        return meaning_problems(docs, protocols)

    if store is None:
        return find()
    files = [*(docs / "vocabulary").glob("*.yml"), *(folder / "protocol.yml" for _, folder in protocols)]
    return store.get("meanings", key_of([code_of("build_scripts.content.vocabulary.meanings"), *sorted(files)]), find)


def _unrelated(loaded: Sequence[LoadedProtocol], names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each related protocol that does not exist."""
    from build_scripts.content.yaml_source import read_yaml

    for entry in loaded:
        document = read_yaml(entry.folder / "protocol.yml") if entry.protocol.related else None
        for index, name in enumerate(entry.protocol.related):
            if document is not None and name not in names:
                yield document.problem(("related", index), unknown("protocol", name, names))


def _unsourced(docs: Path, loaded: Sequence[LoadedProtocol], names: Sequence[str]) -> list[Problem]:
    """Return a problem for each source of the register of drugs that is none."""
    from build_scripts.content.doses.register import read_register
    from build_scripts.content.doses.sourced import source_problems

    try:
        register = read_register(docs)
    except ContentError as error:
        return list(error.problems)
    return source_problems(register, {entry.protocol.id: entry.protocol for entry in loaded}, names)


def _misnamed(docs: Path) -> list[Problem]:
    """Return each problem of the lexicon."""
    from build_scripts.content.lexicon.lexicon import read_lexicon

    try:
        read_lexicon(docs)
    except ContentError as error:
        return list(error.problems)
    return []


def load_content(docs: Path, store: Store | None = None) -> Content:
    """Return everything that an author wrote, as `read_content` reads it.

    Raises:
        ContentError: with every problem of every protocol.
    """
    loaded, problems = read_content(docs, store)
    if problems:
        raise ContentError(problems)
    return Content(tuple(loaded))
