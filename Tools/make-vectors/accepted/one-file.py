"""The archive of docs/format.md, section 11.9: one file, `hello`."""
from forge import *

accepted(Package(Entry("a.csv", b"hello\n")), section="11.9")
