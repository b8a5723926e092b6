"""A FHIR R4 server as a store of records: documents linked to the dispenses on the server.

`store.FhirStore` is the `Store`. `address` parses its address and token, `client` speaks HTTP,
`dispense_target` finds the dispense, `resources` and `transaction` build what is sent, `errors`
words what the server refuses. Only `client` uses httpx (an extra).
"""
