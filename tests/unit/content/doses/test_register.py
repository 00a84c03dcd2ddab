"""The register of drugs: its own mistakes are named with their place, and its names join the search."""

from decimal import Decimal

import pytest

from build_scripts.content.doses.register import DrugAmount, DrugRegister, RegisteredDrug, read_register, with_names
from build_scripts.content.load import load_content, read_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store
from tests.support.protocols.toys import toy

LIMIT = "single: {amount: 10, unit: mg}, statements: ['example:S02'], basis: Made up."


@pytest.fixture
def register(workshop):
    """Write the register of a workshop."""

    def write(text):
        file = workshop.docs / "vocabulary" / "drugs.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        return workshop.docs

    return write


def drug(more=""):
    return f"drugs:\n  - name: examplin\n    routes: [{{route: oral, basis: Made up.}}]\n{more}"


def test_a_project_without_a_register_has_no_drug(workshop):
    assert read_register(workshop.docs).drugs == ()


def test_what_is_sound_is_read(register):
    (found,) = read_register(register(drug(f"    names: [exa]\n    limits: [{{{LIMIT}}}]\n"))).drugs
    assert found.all_names == ("examplin", "exa")
    assert found.limits[0].single == DrugAmount(amount=Decimal(10), unit="mg")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("    names: [exa, EXA]\n", "4:18: 'EXA' is a name of number 1 of the drugs already"),
        ("  - name: Examplin\n", "4:11: 'Examplin' is a name of number 1"),
        ("    names: ['']\n", "4:13: expected a text, found nothing that can be seen"),
        ("    kind: class\n", "3:13: a class of drugs has no routes"),
        ("    kind: clas\n", "unknown value 'clas' (did you mean 'class'?)"),
        ("    limit: []\n", "unknown key 'limit' (did you mean 'limits'?)"),
        ("    limits: [{statements: ['a:S1'], basis: x}]\n", "4:14: expected 'single', the largest amount of one dose"),
        (f"    limits: [{{{LIMIT.replace('example:S02', 'S02')}}}]\n", "expected a statement as protocol:statement"),
        (f"    limits: [{{{LIMIT.replace('example:S02', ':S02')}}}]\n", "expected a statement as protocol:statement"),
        (
            "    limits: [{single: {amount: 1, unit: mg}, statements: [], basis: x}]\n",
            "a limit needs the statement that supports it; without a source it is left out",
        ),
        (f"    limits: [{{route: intravenous, {LIMIT}}}]\n", "unknown route 'intravenous'"),
        (f"    limits: [{{{LIMIT.replace('10', '-10')}}}]\n", "4:32: expected more than 0, found -10"),
        (f"    limits: [{{{LIMIT.replace('10', '1e1')}}}]\n", "plain digits"),
        (f"    limits: [{{{LIMIT.replace('mg', 'mg/d')}}}]\n", "'mg/d': a limit is an amount, and 'daily' says"),
        (f"    limits: [{{{LIMIT.replace('mg', 'h')}}}]\n", "'h' is no amount of a drug"),
    ],
)
def test_a_mistake_of_the_register_is_named_where_it_stands(register, more, words):
    with pytest.raises(ContentError) as caught:
        read_register(register(drug(more)))
    assert "vocabulary/drugs.yml:" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        ("{route: orall, basis: x}", "unknown route 'orall' (did you mean 'oral'?)"),
        ("{route: oral, basis: x}, {route: oral, basis: x}", "the route 'oral' stands twice"),
        ("{route: oral}", "expected 'statements' that name this route, or a 'basis'"),
    ],
)
def test_a_route_of_the_register_is_known_and_says_how(register, routes, words):
    with pytest.raises(ContentError) as caught:
        read_register(register(f"drugs:\n  - name: examplin\n    routes: [{routes}]\n"))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ("exampel:S02", "unknown protocol 'exampel' (did you mean 'example'?)"),
        ("example:S03", "of protocol 'example'"),
        ("example:S02", "10 mg neither stands in example:S02 nor follows from a dose of examplin that cites it"),
    ],
)
def test_a_source_that_is_none_is_named(register, workshop, cited, words):
    docs = register(drug(f"    limits: [{{{LIMIT.replace('example:S02', cited)}}}]\n"))
    write_skeleton(workshop, "example")
    _, problems = read_content(docs)
    assert [words in str(problem) and "drugs.yml:4:" in str(problem) for problem in problems] == [True]


def test_a_protocol_whose_limit_it_is_exists(register, workshop):
    docs = register(drug(f"    limits: [{{protocols: [example, exampel], {LIMIT}}}]\n"))
    write_skeleton(workshop, "example")
    told = [str(problem) for problem in read_content(docs)[1]]
    assert ["4:36: unknown protocol 'exampel' (did you mean 'example'?)" in each for each in told] == [True]


def test_a_protocol_sees_no_limit_of_another(register):
    limits = f"{{protocols: [one], {LIMIT}}}, {{{LIMIT.replace('10', '5')}}}"
    found = read_register(register(drug(f"    names: [x]\n    limits: [{limits}]\n")))
    seen = [[limit.single for limit in found.named_in(toy(id=name))[0].limits] for name in ("one", "two")]
    ten, five = (DrugAmount(amount=Decimal(number), unit="mg") for number in (10, 5))
    assert seen == [[ten, five], [five]]


def test_a_limit_may_stand_in_its_statement(register, workshop):
    docs = register(drug(f"    limits: [{{{LIMIT}}}]\n"))
    file = write_skeleton(workshop, "example") / "protocol.yml"
    figures = "figures: [{says: up to 10 mg, at: [S02], why: The largest dose in the register.}]\nstatements:"
    text = file.read_text().replace("do what the example says.\n", "give up to 10 mg.\n")
    file.write_text(text.replace("\nstatements:", f"\n{figures}"))
    assert read_content(docs)[1] == []
    file.write_text(file.read_text().replace("up to 10 mg", "up to 10.5 mg"))
    assert [problem.file.name for problem in read_content(docs)[1]] == ["drugs.yml"]


def test_a_faulty_register_is_reported_once_beside_the_faults_of_protocols(register, workshop):
    docs = register(drug("    kind: class\n"))
    for name in ("one", "two"):
        write_skeleton(workshop, name)
    file = docs / "protocols" / "two" / "protocol.yml"
    file.write_text(file.read_text().replace("[S02]\n\n# inv", "[S03]\n\n# inv"))
    with pytest.raises(ContentError) as caught:
        load_content(docs)
    told = [(problem.file.name, problem.message) for problem in caught.value.problems]
    assert [name for name, _ in told] == ["protocol.yml", "drugs.yml"]


def test_what_is_kept_of_a_protocol_is_read_anew_when_the_register_changes(register, workshop):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    file.write_text(
        file.read_text()
        .replace("    # drugs: [name] ", "    drugs: [examplin] #")
        .replace("Do what", "With examplin, do what")
        .replace("suspected, do what", "suspected, with examplin, do what")
    )
    store = Store(workshop.cache)
    docs = register(drug("    names: [exa]\n"))
    (loaded,) = load_content(docs, store).protocols
    assert ("examplin", "exa") in loaded.protocol.synonyms
    assert [each.name for each in loaded.drugs] == ["examplin"]
    register(drug("    names: [amplo]\n"))
    (loaded,) = load_content(docs, store).protocols
    assert ("examplin", "amplo") in loaded.protocol.synonyms
    register("drugs:\n  - name: another\n")
    with pytest.raises(ContentError, match=r"unknown drug 'examplin'; a drug is listed in docs/vocabulary/drugs\.yml"):
        load_content(docs, store)


def test_names_of_the_register_join_what_is_found():
    register = DrugRegister(
        (RegisteredDrug(name="x", names=("examplin", "Exa")), RegisteredDrug(name="unnamed", names=("u",)))
    )
    protocol = with_names(toy(synonyms=[["exa", "sample"], ["sign", "symptom"]]), register)
    assert protocol.synonyms == (("sign", "symptom"), ("x", "examplin", "Exa", "sample"))


def test_the_register_is_no_page_of_the_site(first, project):
    from build_scripts.pages.authored import written_pages
    from build_scripts.words.site_language import ENGLISH

    assert not [name for name in written_pages(project.docs, ENGLISH) if name.startswith("vocabulary")]
    assert [drug.name for drug in first.drugs if drug.limits] == [
        "dexamethasone",
        "hydroxyurea",
        "idarubicin",
        "gemtuzumab ozogamicin",
    ]
