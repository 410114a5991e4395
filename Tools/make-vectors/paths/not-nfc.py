"""A path is not NFC."""
from forge import *

path = "cafe\u0301.csv"
refused(Package(Entry(path, b"", pax=[("path", path)])), "11.7/5")
