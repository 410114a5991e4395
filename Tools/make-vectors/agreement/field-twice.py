"""Two fields of a table have one name."""
from forge import *

schema = {"fieldsMatch": "exact", "fields": [field(), field(type="string")]}
refused(Package(agreement=agreement(tables=[table(schema=schema)])), "6.2/8e")
