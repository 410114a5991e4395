"""The paths of two tables differ by case alone."""
from forge import *

refused(Package(agreement=agreement(tables=[table(), table(path="Households.csv")])), "6.2/8b")
