"""Files of 1970, of 2038 and of 2106."""
from forge import *

accepted(Package(Entry("a", b"", mtime=0), Entry("b", b"", mtime=2**31), Entry("c", b"", mtime=2**32)))
