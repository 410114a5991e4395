"""A package with a folder and two files, sealed for one card."""
from forge import *

accepted(Package())
