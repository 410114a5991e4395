"""`minLength` is `maxLength`."""
from forge import *

schema = {"fieldsMatch": "exact", "fields": [field(constraints={"minLength": 8, "maxLength": 8})]}
accepted(Package(agreement=agreement(tables=[table(schema=schema)])), "6.2/8i")
