"""Anonymised data are not personal."""
from forge import *

accepted(Package(agreement=agreement(de_identification="anonymised", personal_data=False)), "6.2/9c")
