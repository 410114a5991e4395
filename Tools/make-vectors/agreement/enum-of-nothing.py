"""An `enum` is empty."""
from forge import *

schema = {"fieldsMatch": "exact", "fields": [field(constraints={"enum": []})]}
refused(Package(agreement=agreement(tables=[table(schema=schema)])), "6.2/8h")
