"""usage: unnoticed.py PROTOCOL  -> mutants of rules and acts that neither checks nor cases notice (no proofs asked)."""
import sys, time; sys.path.insert(0, ".")
from pathlib import Path
from build_scripts.content.load import load_content
from build_scripts.project.store import Store
import build_scripts.evidence.mutation.trial as t
from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.mutation.act_mutants import act_mutants
content = load_content(Path("docs"), Store(Path("build/cache")))
loaded = next(x for x in content.protocols if x.protocol.id == sys.argv[1])
trial = t._Tryout(loaded.protocol, loaded.cases, loaded.drugs)
print("covered", trial.covered, "checks", list(trial.checks))
def stop(*a, **k): raise KeyError
class Hit(Exception): ...
t.in_another_unit = lambda *a: None
def nope(*a, **k): raise Hit
t.differ = nope
n = left = 0; begin = time.time()
for maker, notice in ((mutants, trial.notice_rule), (act_mutants, trial.notice_act)):
    for m in maker(loaded.protocol):
        n += 1
        try:
            if notice(m) is None: print("ACT ", m.path, m.change); left += 1
        except Hit:
            left += 1; print("RULE", m.path, m.change[:200])
print(n, "mutants,", left, "left for the solver or unnoticed,", round(time.time()-begin), "s")
