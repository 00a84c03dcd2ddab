"""What is kept between builds: whole or not at all, and under a key of all that it depends on."""

import ast
import pickle
import threading

import pytest

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence.quality import quality_of
from build_scripts.evidence.reviews.kept import reviewed
from build_scripts.evidence.reviews.review import pairs_between
from build_scripts.evidence.uncovered import covered_content
from build_scripts.project import digests
from build_scripts.project.digests import code_of, imported_by, key_of, module_file
from build_scripts.project.store import BYTES, JSON, PICKLE, TEXT, Store, write_whole
from checker import Checker

FORMS = {"pickle": (PICKLE, {"a": (1, 2)}), "text": (TEXT, "ä"), "json": (JSON, {"a": [1]}), "bytes": (BYTES, b"\0\1")}
DAMAGE = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-1],
    "half": lambda data: data[: len(data) // 2],
    "another bit": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "garbage": lambda data: b"\xff\xfe garbage \n\n",
    "of another make": lambda data: pickle.dumps(object),
}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "kept", lambda line: pytest.fail(line))


@pytest.mark.parametrize(("form", "value"), FORMS.values(), ids=FORMS)
def test_a_result_is_made_once_for_each_key(store, form, value):
    made = []

    def make():
        made.append(1)
        return value

    assert [store.get("kind", "k" * 32, make, form) for _ in range(3)] == [value] * 3
    assert store.get("kind", "l" * 32, make, form) == value
    assert len(made) == 2
    assert [path.name for path in store.folder.iterdir()] == [f"kind-{'l' * 32}.{form.suffix}"]


def test_results_of_which_several_are_of_use_are_all_kept(store):
    for key in "abc":
        store.get("br", key * 32, bytes, BYTES, several=True)
    assert len(list(store.folder.iterdir())) == 3


def test_what_fails_is_not_kept(store):
    def fails():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.get("kind", "k" * 32, fails)
    assert store.find("kind", "k" * 32) is None


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize(("form", "value"), FORMS.values(), ids=FORMS)
def test_a_damaged_entry_is_made_again_with_one_line_said(tmp_path, form, value, damage):
    told: list[str] = []
    store = Store(tmp_path, told.append)
    store.get("kind", "k" * 32, lambda: value, form)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert store.get("kind", "k" * 32, lambda: value, form) == value
    assert told == [f"{file.name} in {tmp_path.name}/ is damaged; it is made again."]
    assert store.get("kind", "k" * 32, lambda: pytest.fail("made again"), form) == value


def test_an_interrupted_write_leaves_what_was_there(tmp_path, monkeypatch):
    file = tmp_path / "entry"
    write_whole(file, b"old")

    def interrupted(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("entry", b"old")]


def test_builders_side_by_side_do_not_disturb_each_other(store):
    results: list[bool] = []

    def work(number):
        results.extend(store.get("kind", str(number % 2) * 32, lambda: number % 2) == number % 2 for _ in range(50))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 400


def test_a_project_that_cannot_be_written_is_only_slower(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert Store(blocked / "kept").get("kind", "k" * 32, lambda: 1) == 1


# Keys


def test_a_key_changes_with_every_part(tmp_path):
    file = tmp_path / "a"
    file.write_text("1")
    keys = [key_of(parts) for parts in (["a"], ["b"], [b"a"], ["a", ""], ["", "a"], [file])]
    file.write_text("2")
    keys.append(key_of([file]))
    assert len(set(keys)) == len(keys)


def imports_by_the_parser(module):
    """The modules of ours that a module imports, by Python's own parser."""
    found = set()
    file = module_file(module)
    assert file is not None
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] in digests.PACKAGES and module_file(name) is not None}


def every_module():
    for package in digests.PACKAGES:
        for path in sorted((digests.ROOT / package).rglob("*.py")):
            yield ".".join(path.relative_to(digests.ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("module", list(every_module()))
def test_the_imports_of_a_module_are_all_found(module):
    assert imports_by_the_parser(module) <= imported_by(module)


def test_proofs_depend_on_what_they_run_and_not_on_how_the_site_is_served(monkeypatch):
    names = imported_by(quality_of.__module__)
    for needed in ("prove", "mutants", "crossed", "model", "traversal", "truth"):
        assert any(name.rpartition(".")[2] == needed for name in names), needed
    for other in ("serve", "cli", "finish", "verify", "card"):
        assert not any(name.rpartition(".")[2] == other for name in names), other


def test_the_key_of_code_changes_with_a_module_deep_below(tmp_path, monkeypatch):
    for name, text in {
        "build_scripts/__init__.py": "",
        "build_scripts/maker.py": "def f():\n    from build_scripts.deep.down import (\n        one,  # a\n    )\n",
        "build_scripts/deep/__init__.py": "",
        "build_scripts/deep/down.py": "one = 1\n",
        "build_scripts/site/serve.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(digests, "ROOT", tmp_path)

    def key():
        for function in (code_of, digests._imports, module_file):
            function.cache_clear()
        return code_of("build_scripts.maker")

    first = key()
    (tmp_path / "build_scripts" / "serve.py").write_text("changed = True\n")
    assert key() == first
    (tmp_path / "build_scripts" / "deep" / "down.py").write_text("one = 2\n")
    assert key() != first
    monkeypatch.undo()
    for function in (code_of, digests._imports, module_file):
        function.cache_clear()


# A site of several protocols


@pytest.fixture
def three(workshop):
    for name in ("first", "second", "third"):
        write_skeleton(workshop, name)
    return workshop


def made_by(monkeypatch, function):
    """What a function is called for, by the id of the protocol."""
    module, _, name = function.rpartition(".")
    calls = []
    whole = getattr(__import__(module, fromlist=[name]), name)

    def counted(first, *more):
        calls.append(getattr(first, "protocol", first).id if not hasattr(first, "name") else first.name)
        return whole(first, *more)

    monkeypatch.setattr(function, counted)
    return calls


def test_editing_one_protocol_touches_one_protocol(three, monkeypatch, store):
    quality_of(covered_content(three.docs, store), store)
    read = made_by(monkeypatch, f"{load_content.__module__}.load_alone")
    proved = made_by(monkeypatch, f"{quality_of.__module__}._establish")
    quality_of(covered_content(three.docs, store), store)
    assert (read, proved) == ([], [])
    file = three.docs / "protocols" / "second" / "protocol.yml"
    file.write_text(file.read_text().replace("label: Example sign", "label: An example sign"))
    quality_of(covered_content(three.docs, store), store)
    assert (read, proved) == (["second"], ["second"])


def test_editing_one_protocol_compares_it_with_the_others_and_not_these_with_each_other(three, monkeypatch, store):
    quality_of(covered_content(three.docs, store), store)
    pairs: list[tuple[str, str]] = []

    def counted(one, other):
        pairs.append((one.id, other.id))
        return pairs_between(one, other)

    monkeypatch.setattr(f"{reviewed.__module__}.pairs_between", counted)
    file = three.docs / "protocols" / "second" / "protocol.yml"
    file.write_text(file.read_text().replace("label: Example sign", "label: An example sign"))
    quality_of(covered_content(three.docs, store), store)
    assert pairs == [("first", "second"), ("second", "first"), ("second", "third"), ("third", "second")]


def test_content_that_is_kept_takes_one_checker_for_each_protocol(three, monkeypatch, store):
    """The worked cases are run at every build; a checker for each protocol does it, however many there are."""
    covered_content(three.docs, store)
    made = []
    whole = Checker.__init__

    def counted(self, protocol):
        made.append(protocol.id)
        whole(self, protocol)

    monkeypatch.setattr(Checker, "__init__", counted)
    assert len(covered_content(three.docs, store).protocols) == 3
    assert made == ["first", "second", "third"]
