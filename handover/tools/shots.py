import sys, threading, http.server, functools, socketserver
from pathlib import Path
from playwright.sync_api import sync_playwright
site=sys.argv[1]; out=Path(sys.argv[2]); out.mkdir(exist_ok=True)
pages=sys.argv[3:]
class H(http.server.SimpleHTTPRequestHandler):
    def log_message(self,*a): pass
h=functools.partial(H,directory=site)
s=socketserver.ThreadingTCPServer(("127.0.0.1",0),h); s.daemon_threads=True
threading.Thread(target=s.serve_forever,daemon=True).start()
base=f"http://127.0.0.1:{s.server_address[1]}/"
with sync_playwright() as p:
    b=p.chromium.launch(executable_path="/usr/bin/chromium-headless-shell",args=["--no-sandbox","--disable-gpu"])
    for spec in pages:
        name,_,opt=spec.partition("@"); dark="d" in opt; desk="w" in opt
        pg=b.new_page(viewport={"width":1280 if desk else 390,"height":900 if desk else 844},color_scheme="dark" if dark else "light",service_workers="block") if True else None
        pg.goto(base+name); pg.wait_for_timeout(900)
        f=out/(name.replace("/","_").removesuffix(".html")+(opt and "_"+opt)+".png")
        hgt=pg.evaluate("document.documentElement.scrollHeight")
        pg.screenshot(path=f,clip={"x":0,"y":0,"width":1280 if desk else 390,"height":min(hgt,1700 if desk else 3400)},full_page=True)
        print(f.name,hgt); pg.close()
    b.close()
