"""Keys stand in an order that does not look at case: `maximum` before `maxLength`."""
from forge import *

limits = {"maxLength": 8, "maximum": "99"}
p = Package(agreement=agreement(tables=[table(schema={"fieldsMatch": "exact", "fields": [field(constraints=limits)]})]))
one, other = b'"maxLength":8', b'"maximum":"99"'
p.terms_bytes = replaced(p.terms_bytes, one + b"," + other, other + b"," + one)
refused(p, "2.1/6")
