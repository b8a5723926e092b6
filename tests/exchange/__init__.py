"""Against programs of others: a FHIR server and an HL7 v2 peer, both from npm."""
