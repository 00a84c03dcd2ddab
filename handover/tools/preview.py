import sys; sys.path.insert(0, ".")
from pathlib import Path
from build_scripts.site.serve import _preview
from build_scripts.project.paths import Project
p = Project(Path.cwd())
_preview(p, p.build / "preview", lambda *a: print(*a, flush=True))
