import sys,re,collections,textwrap; sys.path.insert(0,'.')
from pathlib import Path
from dataclasses import replace
from build_scripts.content.load import load_content
from build_scripts.project.store import Store
from build_scripts.evidence.reviews.alone import try_alone
from build_scripts.evidence.reviews.answers import answers_to, base_of
from build_scripts.evidence.reviews.bench import Bench
name=sys.argv[1]
try:
    c=load_content(Path('docs'),Store(Path('build/cache')))
except Exception as e: print(str(e)[:2000]); raise SystemExit(1)
p=next(l.protocol for l in c.protocols if l.protocol.id==name)
b=Bench(p); a=answers_to(b); base=base_of(b,a); print("base",base)
f=try_alone(b,a,base)
found=collections.OrderedDict()
for row in f.rows:
    for mark in row.marks:
        for one in mark.open:
            found.setdefault(row.answer.finding,[])
            if one not in found[row.answer.finding]: found[row.answer.finding].append(one)
whys={}
for e in p.accepted:
    if e.review=="alone":
        for x in e.findings: whys.setdefault(x,e.why)
DEFAULT="It matters only together with other answers, which are asked. What saves a life does not read it."
groups=collections.OrderedDict()
for x,recs in found.items():
    order=[r.id for r in p.recommendations if r.id in recs]
    if x not in whys: print("no reason yet:",x,order)
    groups.setdefault((whys.get(x,DEFAULT),tuple(order)),[]).append(x)
path=Path(f'docs/protocols/{name}/protocol.yml'); s=path.read_text()
i=s.index('\naccepted:\n')+len('\naccepted:\n'); j=re.compile(r'^(?=\S)',re.M).search(s,i).start()
block=s[i:j]; entries=re.split(r'(?m)^(?=  - review: )',block); kept=[e for e in entries if not e.startswith('  - review: alone')]
tail=''
out=''.join(kept)
if not out.endswith('\n') and out: out+='\n'
for (why,recs),xs in groups.items():
    out+='  - review: alone\n    recommendations:\n'+''.join(f'      - {r}\n' for r in recs)
    out+=f"    findings: [{', '.join(xs)}]\n" if len(', '.join(xs))<95 else '    findings:\n'+''.join(f'      - {x}\n' for x in xs)
    out+='    why: >-\n'+textwrap.fill(why,112,initial_indent='      ',subsequent_indent='      ')+'\n'
print(len(entries),'->',len(kept)+len(groups)); m=re.search(r'\n(#[^\n]*\n)*$',block)
path.write_text(s[:i]+out.rstrip('\n')+'\n\n'+s[j:])
