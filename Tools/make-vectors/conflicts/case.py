"""Two paths differ by case alone."""
from forge import *

refused(Package(Entry("a.txt", b""), Entry("A.TXT", b"")), "11.8/3")
