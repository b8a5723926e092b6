"""A FHIR R4 server as the store of records: documents beside the dispenses that they belong to."""
