"""The revision is 1,000,001."""
from forge import *

refused(Package(agreement=agreement(revision=1_000_001, supersedes=seeded("before").hex())), "6.2/1c")
