"""The path of a table is a folder of one before."""
from forge import *

refused(Package(agreement=agreement(tables=[table(path="a/b.csv"), table(path="a")])), "6.2/8c")
