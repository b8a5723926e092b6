"""FHIR: `reading` takes dispensing records in; `record_store` keeps attachments on a server."""
