"""A folder is listed behind a file that is in it."""
from forge import *

accepted(Package(Entry("a/b", b"x"), folder("a")), "11.8/4b", "11.8/5")
