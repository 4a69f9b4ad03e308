-- Supervisors take the public keys along, to verify a log elsewhere.
CREATE POLICY known ON proof_key FOR SELECT TO mireille_app USING (cardinality((SELECT app_supervised_branches())::int[]) > 0);
GRANT SELECT ON proof_key TO mireille_app;
