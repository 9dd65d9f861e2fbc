"""The till: what is still to be paid by who stands at the desk, taken by staff who may take money."""
