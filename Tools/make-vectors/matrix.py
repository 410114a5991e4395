"""Tests/Vectors/MATRIX.md: which vector breaks which check."""
from forge.checks import CHECKS

HEAD = """# Checks and vectors

Made by Tools/make-vectors: {vectors} vectors, {refused} of them refused; {checks} checks, {covered} of them with a vector.

Numbers are those of docs/format.md: in 6.2, 9.6, 11.7, 11.8 and 17.3 its own, with a letter for each part of a rule; in other sections
they are counted from 1. A vector in *italics* opens, or is taken: it stands at what a check still permits. MISSING says why none can be.
"""


def text(made):
    """The page, and the checks that have neither a vector nor a reason."""
    by_check = {number: [] for number in CHECKS}
    for name, vector in sorted(made.items()):
        for number in vector.covers:
            by_check[number].append((name, vector.header["status"] != 0))
    gaps = [number for number, names in by_check.items() if not any(bad for _, bad in names) and not CHECKS[number].gap]
    refused = sum(vector.header["status"] != 0 for vector in made.values())
    covered = sum(any(bad for _, bad in names) for names in by_check.values())
    lines = [HEAD.format(vectors=len(made), refused=refused, checks=len(CHECKS), covered=covered)]
    heading = ""
    for number, names in by_check.items():
        check = CHECKS[number]
        if check.heading != heading:
            heading = check.heading
            lines += [f"\n## {heading}\n", "| check | step | status | protects | what has to be so | vectors |",
                      "|---|---|---|---|---|---|"]
        cells = [name if bad else f"*{name}*" for name, bad in names]
        if not any(bad for _, bad in names):
            cells.insert(0, f"MISSING: {check.gap}")
        lines.append(f"| {number} | {check.step} | {check.status} {check.expect} | {check.protects} | {check.text} "
                     f"| {', '.join(cells)} |")
    others = [name for name, vector in sorted(made.items()) if not vector.covers]
    lines += ["\n## Others that open, or are taken\n", ", ".join(others)]
    return "\n".join(lines) + "\n", gaps
