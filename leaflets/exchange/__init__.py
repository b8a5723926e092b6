"""Other systems: FHIR and HL7, in and out.

In come dispense records in FHIR. Out go attachments to a FHIR server, which is a store like those
of `records`, and HL7 v2 messages. `open_store` opens a store of any kind by its address.
"""
