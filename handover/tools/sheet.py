import sys
from PIL import Image
ims=[Image.open(f).convert("RGB") for f in sys.argv[2:]]
h=max(i.height for i in ims); w=sum(i.width for i in ims)+10*(len(ims)-1)
o=Image.new("RGB",(w,h),"grey"); x=0
for i in ims: o.paste(i,(x,0)); x+=i.width+10
k=min(1,2000/w,2400/h); o.resize((int(w*k),int(h*k))).save(sys.argv[1])
