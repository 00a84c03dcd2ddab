"""time of try_out on a protocol and what survives"""
import sys, time; sys.path.insert(0, ".")
from pathlib import Path
from build_scripts.content.load import load_content
from build_scripts.project.store import Store
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.mutation import try_out
content = load_content(Path("docs"), Store(Path("build/cache")))
l = next(x for x in content.protocols if x.protocol.id == sys.argv[1])
c=time.process_time(); r=prove(l.protocol); print("prove", len(r.proved), len(r.tried), len(r.faults), round(time.process_time()-c,1), flush=True)
c=time.process_time(); s=try_out(l.protocol,l.cases,l.drugs); print("try_out", round(time.process_time()-c,1))
print(s.made, s.caught, len(s.survivors), s.undecided)
for x in s.survivors: print(x)
