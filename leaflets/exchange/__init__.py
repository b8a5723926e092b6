"""Other systems: dispensing records in, attachments out, in FHIR and HL7 v2.

`fhir.reading` turns MedicationDispense resources into values. `fhir.record_store` is a `Store` on a
FHIR server. `hl7` sends attachments as messages. `open_store` opens a store of any kind by its
address. Network access goes only to a server that the user named.
"""
