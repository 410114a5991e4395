"""A path of 150 bytes is in prefix and name."""
from forge import *

path = "p" * 80 + "/" + "n" * 69
accepted(Package(Entry(path, b"x", prefix=b"p" * 80, name=b"n" * 69)), "11.6/32")
