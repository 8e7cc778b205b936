"""A tutorial as a SCORM 1.2 package: one HTML page that tells the platform when it was read."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from kb.tutorials.exports.material import Material
from kb.tutorials.exports.single_file import html_of

# Times of the files in the package: the same tutorial gives the same bytes.
_DAY = (2020, 1, 1, 0, 0, 0)

_SCRIPT = """
(() => {
  const find = (view) => {
    for (let depth = 0; view && depth < 12; depth += 1) {
      if (view.API) return view.API;
      if (view.parent === view) return view.opener ? find(view.opener) : null;
      view = view.parent;
    }
    return null;
  };
  const api = find(window);
  if (!api) return;
  api.LMSInitialize("");
  if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") {
    api.LMSSetValue("cmi.core.lesson_status", "incomplete");
    api.LMSCommit("");
  }
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watcher.disconnect();
    api.LMSSetValue("cmi.core.lesson_status", "completed");
    api.LMSCommit("");
  }).observe(document.querySelector("#fin"));
  window.addEventListener("pagehide", () => api.LMSFinish(""));
})();
"""
"""Reading to the end is what counts as done: there are no marks."""

_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={identifier} version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="ORG">
    <organization identifier="ORG">
      <title>{title}</title>
      <item identifier="ITEM" identifierref="RES"><title>{title}</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="RES" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
    </resource>
  </resources>
</manifest>
"""


def scorm(material: Material) -> bytes:
    """The package, pictures included; without the video, which platforms seldom take."""
    tutorial = material.tutorial
    manifest = _MANIFEST.format(
        identifier=quoteattr(f"TUTORIEL-{tutorial.page_id}"), title=escape(tutorial.title)
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in (
            ("imsmanifest.xml", manifest),
            ("index.html", html_of(material, script=_SCRIPT)),
        ):
            about = zipfile.ZipInfo(name, _DAY)
            package.writestr(about, text, compress_type=zipfile.ZIP_DEFLATED)
    return held.getvalue()
