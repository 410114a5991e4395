"""`minLength` is above `maxLength`."""
from forge import *

schema = {"fieldsMatch": "exact", "fields": [field(constraints={"minLength": 9, "maxLength": 8})]}
refused(Package(agreement=agreement(tables=[table(schema=schema)])), "6.2/8i")
