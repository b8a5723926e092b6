-- Patients, prescriptions, products and days are searched for.
CREATE INDEX attachment_patient ON attachment (patient) WHERE patient <> '';
CREATE INDEX attachment_prescription ON attachment (prescription) WHERE prescription <> '';
CREATE INDEX attachment_products ON attachment (products);
CREATE INDEX attachment_day ON attachment ("when");
