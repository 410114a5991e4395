"""Folders that no entry lists; only a writer has to list them."""
from forge import *

accepted(Package(Entry("a/b/c.txt", b"x"), Entry("a/d.txt", b"y")), section="11.6")
