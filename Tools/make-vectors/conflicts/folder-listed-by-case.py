"""A parent differs from a listed folder by case alone."""
from forge import *

refused(Package(folder("data"), Entry("Data/b", b"")), "11.8/2")
