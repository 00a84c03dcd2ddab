import sys
from pathlib import Path
from bs4 import BeautifulSoup
src=Path("build/preview/protocols"); out=Path("/tmp/i/pages")
for name in ("crs","icans","tumour-lysis-syndrome"):
    for f in sorted((src/name).glob("*.html")):
        if f.stem in ("quality","history","verify"): continue
        soup=BeautifulSoup(f.read_text(),"html.parser"); m=soup.select_one("article") or soup
        for s in m.select("script,style,template"): s.decompose()
        for el in m.select("[data-finding], fieldset, input, select"):
            pass
        t=m.get_text("\n", strip=True); d=out/name; d.mkdir(exist_ok=True)
        (d/f"{f.stem}.txt").write_text(t); print(name,f.stem,len(t))
    soup=BeautifulSoup((src/name/"checker.html").read_text(),"html.parser")
    with (out/name/"findings.txt").open("w") as h:
        for el in soup.select("[name]"):
            h.write(f"{el.get('name')}\t{el.name}\t{el.get('type','')}\t{el.get('value','')}\t{el.get('min','')}-{el.get('max','')}\t{(el.find_parent('label') or el).get_text(' ',strip=True)[:80]}\n")
