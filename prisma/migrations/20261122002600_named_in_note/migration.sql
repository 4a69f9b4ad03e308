-- A note on a day of unusual reading loses its words with any client whom it names, not only with those of its day.
-- Rules: decision 0027.

-- The words of a text without accents, case or signs, one space between them.
CREATE FUNCTION plain_words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT btrim(regexp_replace(search_text(coalesce(value, '')), '[^[:alnum:]]+', ' ', 'g')) $$;

-- Is someone of this name, or with this number of the bank, spoken of? A last name alone is nobody's: it may be a colleague's, or
-- an ordinary word (Petit, Vu, Le). It is the client's with their first name or its initial beside it, or after a title; after
-- "client" or "file" too, unless it is so short a word that it may just go on. A number short enough to count something
-- needs such a word before it.
CREATE FUNCTION names_person(said text, first_name text, last_name text, ref text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(
      w.last <> '' AND (w.said ~ format(' (%s) %s ', concat_ws('|', w.titles, CASE WHEN length(w.last) > 3 THEN w.about END, w.first, w.called, w.initial, w.initials), w.last) OR w.said ~ format(' %s (%s) ', w.last, concat_ws('|', w.first, w.called, w.initial, w.initials)))
      OR w.ref <> '' AND w.said ~ format(CASE WHEN length(w.ref) < 5 THEN ' (%2$s) %1$s ' ELSE ' %1$s ' END, w.ref, w.numbers), false)
  FROM (
    SELECT ' ' || plain_words(names_person.said) || ' ' AS said, plain_words(names_person.last_name) AS last, plain_words(names_person.ref) AS ref,
      nullif(f.first, '') AS first, nullif(split_part(f.first, ' ', 1), '') AS called, nullif(left(f.first, 1), '') AS initial, nullif(regexp_replace(f.first, '(\w)\w*', '\1', 'g'), '') AS initials,
      'm|mr|mme|mlle|mrs|ms|miss|monsieur|madame|mademoiselle|messieurs|mesdames|famille|family' AS titles,
      'client|cliente|clients|clientes|customer|couple|epoux|epouse|dossier|fiche|compte|file|account' AS about,
      'client|cliente|customer|n|no|nr|numero|number|ref|reference|dossier|fiche|compte|file|account' AS numbers
    FROM (SELECT plain_words(names_person.first_name) AS first) f) w
$$;

-- While a client is erased, and not after: their name is there until the end of it.
CREATE FUNCTION names_someone_erased(said text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM client_erasure e JOIN client c ON c.id = e.client_id WHERE c.erased_at IS NULL AND names_person(said, c.first_name, c.last_name, c.external_ref)) $$;
REVOKE EXECUTE ON FUNCTION names_person(text, text, text, text), names_someone_erased(text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION keep_unusual_day_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) = to_jsonb(OLD) || '{"text": "…"}' AND (is_erased_note(OLD.user_id, OLD.day) OR names_someone_erased(OLD.text)) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE FUNCTION blank_unusual_day_notes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE unusual_day_note n SET text = '…'
  WHERE n.text <> '…' AND (
    EXISTS (SELECT 1 FROM client c WHERE c.id = NEW.client_id AND names_person(n.text, c.first_name, c.last_name, c.external_ref))
    OR EXISTS (
      SELECT 1 FROM audit_entry a WHERE (a.client_id = NEW.client_id OR a.shown @> ARRAY[NEW.client_id]) AND a.user_id = n.user_id
        AND a.at >= n.day::timestamp AT TIME ZONE 'Europe/Paris' AND a.at < (n.day + 1)::timestamp AT TIME ZONE 'Europe/Paris'));
  RETURN NULL;
END $$;
