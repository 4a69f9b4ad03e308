-- An absence that a decision noted lasts as long as the decision.
GRANT UPDATE (until_on) ON work_absence TO mireille_app;
