import subprocess,re,sys
branch,path=sys.argv[1:3]
def show(r): return subprocess.run(["git","show",f"{r}:{path}"],capture_output=True,text=True,check=True).stdout
ours,theirs=show("HEAD"),show(branch)
base=show(subprocess.run(["git","merge-base","HEAD",branch],capture_output=True,text=True).stdout.strip())
def split(s):
    parts=re.split(r'(?m)^(?=  - name: )',s); return parts[0],parts[1:]
name=lambda c:c.split('\n',1)[0]
norm=lambda t:re.sub(r',\s+half-way\s+to\s+the\s+even\s+multiple','',t)
h2,b=split(theirs); _,a=split(ours); _,o=split(base)
tb={name(c) for c in b}; nb={name(c):c for c in o}
extra=[c for c in a if name(c) not in tb and name(c) not in nb]
strip=lambda t:norm(t).strip()
changed=[name(c) for c in a if name(c) in nb and strip(nb[name(c)])!=strip(c)]
print(len(a),len(b),len(o),"extra",len(extra),"changed here",changed)
out=h2+''.join(b)
if not out.endswith('\n'): out+='\n'
extra=[c if c.endswith('\n') else c+'\n' for c in extra]
open(path,"w").write(norm(out.rstrip('\n')+'\n'+''.join(extra)))
