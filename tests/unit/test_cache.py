"""What is kept between builds costs no more for many protocols than for one."""

from build_scripts.cache import Cache
from build_scripts.skeleton import write_skeleton
from checker import Checker


def test_content_that_is_kept_takes_one_checker_for_each_protocol(workshop, tmp_path, monkeypatch):
    for name in ("first", "second", "third"):
        write_skeleton(workshop, name)
    cache = Cache(tmp_path / "kept")
    cache.content(workshop.docs)
    made = []
    whole = Checker.__init__

    def counted(self, protocol):
        made.append(protocol.id)
        whole(self, protocol)

    monkeypatch.setattr(Checker, "__init__", counted)
    assert len(cache.content(workshop.docs).protocols) == 3
    assert made == ["first", "second", "third"]
