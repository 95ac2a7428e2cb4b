"""What doctor found: one finding a line, what to do below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mwslink.authorization.causes import render_causes
from mwslink.authorization.diagnosis import Finding, Verdict
from mwslink.messages import _
from mwslink.present.answer import Answer

_MARKS = {Verdict.GOOD: "ok", Verdict.WARNING: "!", Verdict.BAD: "✗", Verdict.UNKNOWN: "?"}


def findings_answer(findings: Sequence[Finding]) -> Answer:
    """The answer of `doctor`."""
    data = [
        {
            "check": finding.check,
            "connection": finding.subject or None,
            "verdict": finding.verdict.value,
            "text": finding.text,
            "action": finding.action or None,
            "page": finding.page or None,
            "causes": [cause.value for cause in finding.causes],
            "evidence": list(finding.evidence),
            "code": getattr(finding.error, "code", "") or None,
        }
        for finding in findings
    ]
    return Answer({"findings": data}, [line for finding in findings for line in _lines(finding)])


def _lines(finding: Finding) -> Iterator[str]:
    subject = f"{finding.subject}: " if finding.subject else ""
    yield f"{_MARKS[finding.verdict]:<3}{subject}{finding.text}"
    if possible := render_causes(finding.causes):
        yield f"     {possible}"
    for fact in finding.evidence:
        yield f"     · {fact}"
    if finding.action:
        yield f"     → {finding.action}"
    if finding.page and finding.verdict is not Verdict.GOOD:
        yield "     " + _("Page: {page}").format(page=finding.page)
