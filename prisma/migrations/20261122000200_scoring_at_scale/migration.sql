-- What lets a scoring read only what it must, and lose nothing that is logged while it runs.

-- Clients whose scores rest on something that changed since the bank was last scored. Whoever changes a client, a
-- holding or a month in bulk adds the client here in the same transaction; the next scoring empties it.
-- No foreign key: a million marks are written at once, and a mark without a client is passed over.
CREATE TABLE "score_due" (
    "client_id" INTEGER NOT NULL,

    CONSTRAINT "score_due_pkey" PRIMARY KEY ("client_id")
);

-- Clients whose scores a logged interaction has written. A scoring empties it as it begins; what it finds there at its
-- end was written while it ran, and knows more than it does.
CREATE TABLE "score_logged" (
    "client_id" INTEGER NOT NULL,
    "interaction_id" UUID NOT NULL,

    CONSTRAINT "score_logged_pkey" PRIMARY KEY ("client_id","interaction_id")
);

-- What the stored facts of all clients rest on. One row; `facts_key` is null until a scoring has come to its end, and
-- while one runs: a scoring that was killed leaves everything due.
CREATE TABLE "score_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "facts_key" TEXT,
    "scored_on" DATE,

    CONSTRAINT "score_state_pkey" PRIMARY KEY ("id")
);

INSERT INTO score_state DEFAULT VALUES;

-- The jobs' own, but for the note that a logged interaction leaves: its advisor may add it, and nobody may read.
ALTER TABLE score_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE score_logged ENABLE ROW LEVEL SECURITY;
ALTER TABLE score_state ENABLE ROW LEVEL SECURITY;
GRANT INSERT ON score_logged TO mireille_app;
CREATE POLICY added ON score_logged FOR INSERT TO mireille_app
  WITH CHECK (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_portfolio_holder())));
