"""The report is for the revision before."""
from forge import *

p = screened(agreement=full_agreement(), agreement_hash=full_agreement()["supersedes"])
refused(p, "17.3/2b")
