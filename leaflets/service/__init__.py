"""The service: leaflets over HTTP, for dispensing systems and for the counter of a pharmacy.

In come requests; out go leaflets, lists and findings, by the functions that the commands run.
Litestar declares the handlers, because its values are msgspec Structs, as ours are, and the OpenAPI
document comes out of the same declarations. Uvicorn serves them, because its protocol is a Python
class, so that the time of headers, bodies and slow readers can be bounded there; servers whose
protocol is compiled bound headers alone. Nothing else in the program imports either of them.
"""
