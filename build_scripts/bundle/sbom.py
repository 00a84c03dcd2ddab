"""The bill of materials (CycloneDX): each component of the bundle, its licence, and the files that hold it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

import checker
from build_scripts.bundle.sums import SUMS
from build_scripts.project.digests import sha256


@dataclass(frozen=True, slots=True)
class _Part:
    """A component, and the files of the site that hold it."""

    name: str
    version: str
    licence: str
    """An SPDX identifier."""
    purl: PackageURL
    files: str
    """A pattern for the paths of these files below the site."""
    about: str
    type: ComponentType = ComponentType.LIBRARY


def bill_of_materials(root: Path, site: Mapping[str, bytes], moment: datetime) -> bytes:
    """Return the bill of materials as CycloneDX 1.6 in JSON, with the same bytes for the same site.

    Args:
        root: The folder of the project; versions of npm packages are those installed in it.
        site: Path below the site → content.
        moment: The time of the sources.
    """
    licences = LicenseFactory()
    wardbook = Component(
        name="wardbook",
        version=checker.__version__,
        type=ComponentType.APPLICATION,
        bom_ref="wardbook",
        description="Clinical protocols with a checker inside, as a static site",
        licenses=[licences.make_with_expression("Apache-2.0 AND CC-BY-4.0")],
        purl=PackageURL("generic", name="wardbook", version=checker.__version__),
    )
    components = [made for part in _parts(root) if (made := _component(part, site, licences))]
    bom = Bom(components=components, metadata=BomMetaData(component=wardbook, timestamp=moment))
    # The serial number comes from the content, so that the same site has the same number.
    content = "".join(f"{name}\0{sha256(data)}\n" for name, data in sorted(site.items()))
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, content)
    bom.register_dependency(wardbook, components)
    text = JsonV1Dot6(bom).output_as_string()
    return (json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _component(part: _Part, site: Mapping[str, bytes], licences: LicenseFactory) -> Component | None:
    held = [name for name in sorted(site) if name != SUMS and re.match(part.files, name)]
    if not held:
        return None
    return Component(
        name=part.name,
        version=part.version,
        type=part.type,
        bom_ref=part.name,
        description=part.about,
        licenses=[licences.make_with_expression(part.licence)],
        purl=part.purl,
        components=[
            Component(
                name=name,
                type=ComponentType.FILE,
                bom_ref=f"{part.name}:{name}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256(site[name]))],
            )
            for name in held
        ],
    )


def _parts(root: Path) -> list[_Part]:
    pyodide = root / "node_modules" / "pyodide"
    python = str(json.loads((pyodide / "pyodide-lock.json").read_bytes())["info"]["python"])
    material = version("mkdocs-material")
    font = _npm_version(root, "@fontsource-variable/atkinson-hyperlegible-next")
    workbox = _npm_version(root, "workbox-core")
    return [
        _Part(
            "wardbook-site",
            checker.__version__,
            "Apache-2.0 AND CC-BY-4.0",
            PackageURL("generic", name="wardbook-site", version=checker.__version__),
            r"(?!assets/|sitemap).*|assets/(?!fonts/|runtime/|javascripts/bundle\.|stylesheets/(main|palette)\.).*",
            "Wardbook's pages, scripts and styles",
            ComponentType.APPLICATION,
        ),
        _Part(
            "wardbook-checker",
            checker.__version__,
            "Apache-2.0",
            PackageURL("generic", name="wardbook-checker", version=checker.__version__),
            r"assets/runtime/(library|checker\.snapshot|disk)\.",
            "The checker, as byte code in the library and in the memory snapshot",
        ),
        _Part(
            "pyodide",
            _npm_version(root, "pyodide"),
            "MPL-2.0",
            PackageURL("npm", name="pyodide", version=_npm_version(root, "pyodide")),
            r"assets/runtime/",
            "CPython for the browser",
        ),
        _Part(
            "cpython",
            python,
            "PSF-2.0",
            PackageURL("generic", name="cpython", version=python),
            r"assets/runtime/(?!pyodide\.asm\.[0-9a-f]+\.js)",
            "Python itself, inside Pyodide, and the part of its standard library that the checker uses",
        ),
        _Part(
            "mkdocs-material",
            material,
            "MIT",
            PackageURL("pypi", name="mkdocs-material", version=material),
            r"assets/javascripts/(bundle\.|lunr/|workers/)|assets/stylesheets/(main|palette)\.",
            "The theme; page markup is made from its templates",
        ),
        _Part(
            "atkinson-hyperlegible-next",
            font,
            "OFL-1.1",
            PackageURL("npm", "@fontsource-variable", "atkinson-hyperlegible-next", font),
            r"assets/fonts/",
            "The typeface",
        ),
        _Part(
            "workbox-core",
            workbox,
            "MIT",
            PackageURL("npm", name="workbox-core", version=workbox),
            r"service-worker\.js",
            "Of the service worker, with its modules for precaching, routing and strategies",
        ),
        *(
            _Part(
                name,
                _npm_version(root, name),
                "MIT",
                PackageURL("npm", name=name, version=_npm_version(root, name)),
                r"assets/javascripts/(ask|search)\.",
                what,
            )
            for name, what in (("stemmer", "Porter's stems of English words, for questions and the search"),)
        ),
    ]


def _npm_version(root: Path, package: str) -> str:
    return str(json.loads((root / "node_modules" / package / "package.json").read_bytes())["version"])
