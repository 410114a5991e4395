"""Records have a sparse map."""
from forge import *

sparse = [("GNU.sparse.size", "4096"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "3584,512")]
refused(Package(Entry("a.txt", b"x" * 512, pax=sparse)), "11.6/20", "11.6/35")
