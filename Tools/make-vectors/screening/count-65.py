"""64 acceptances follow the report."""
from forge import *

findings = [finding(f"e-mail-{number}") for number in range(64)]
p = screened(*findings)
for one in findings:
    accept(p, one["id"])
refused(p, "17.3/1b")
