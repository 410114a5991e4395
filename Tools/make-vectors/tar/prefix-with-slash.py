"""The prefix ends with a slash, so that two slashes stand in the path."""
from forge import *

refused(Package(Entry("p/a.txt", b"x", name=b"a.txt", prefix=b"p/")), "11.6/32")
