"""63 acceptances, one for each of 63 findings."""
from forge import *

findings = [finding(f"e-mail-{number}") for number in range(63)]
p = screened(*findings)
for one in findings:
    accept(p, one["id"])
accepted(p, "17.3/1b")
