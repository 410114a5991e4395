"""A card has 16 signatures, the last of them by the site."""
from forge import *

keys = [SigningKey(f"co-signer {number}") for number in range(15)] + [SITE]
accepted(Package(cards=[statement("card", card_body(), *keys)]), "9.6/5f", "9.6/5n")
