"""Entries in descending order; only a writer has to sort them."""
from forge import *

accepted(Package(Entry("b.txt", b"x"), Entry("a.txt", b"y")), section="11.6")
