"""The name of a folder ends with two slashes."""
from forge import *

refused(Package(folder("a", name=b"a//")), "11.6/32")
