import sys; sys.path.insert(0,'.')
from pathlib import Path
from build_scripts.content.load import load_content
from build_scripts.project.store import Store
from build_scripts.evidence.reviews.answers import answers_to, base_of
from build_scripts.evidence.reviews.bench import Bench
for l in load_content(Path('docs'),Store(Path('build/cache'))).protocols:
    b=Bench(l.protocol); print(l.protocol.id, base_of(b,answers_to(b)))
