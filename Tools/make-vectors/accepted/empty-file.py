"""One file of no bytes."""
from forge import *

accepted(Package(Entry("empty.txt", b"")))
