"""The revision is 1,000,000."""
from forge import *

accepted(Package(agreement=agreement(revision=1_000_000, supersedes=seeded("before").hex())), "6.2/1c", "6.2/1d")
