"""A folder differs from a file by case alone."""
from forge import *

refused(Package(Entry("a", b""), folder("A")), "11.8/3")
