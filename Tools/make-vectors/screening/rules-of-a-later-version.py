"""The rules that were followed have a version that nobody knows."""
from forge import *

p = screened(rules=2**53 - 1)
accepted(p, "17.3/1g")
