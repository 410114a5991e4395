"""The path of a table is a folder of another's."""
from forge import *

refused(Package(agreement=agreement(tables=[table(path="a"), table(path="a/b.csv")])), "6.2/8c")
