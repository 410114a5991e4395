"""The name in the header is that of the catalogue, in another form."""
from forge import *

refused(Package(Entry("é.txt", b"x", name="e\u0301.txt".encode())), "11.6/32")
