"""The checks that docs/format.md asks of a reader, from checks.txt."""
import pathlib


class Check:
    def __init__(self, line, heading):
        self.number, step, outcome, self.protects, self.text, *gap = (cell.strip() for cell in line.split("|"))
        self.expect, status = outcome.split()
        self.section, _, _ = self.number.partition("/")
        self.step, self.status, self.heading = int(step), int(status), heading
        self.gap = gap[0] if gap else None                  # why there is no vector


def read_checks(path):
    checks, heading = {}, ""
    for line in path.read_text().splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            check = Check(line, heading)
            assert check.number not in checks, check.number
            checks[check.number] = check
    return checks


CHECKS = read_checks(pathlib.Path(__file__).parent.parent / "checks.txt")
