"""Two parents that no entry lists differ by case alone."""
from forge import *

refused(Package(Entry("data/a", b""), Entry("Data/b", b"")), "11.8/2")
