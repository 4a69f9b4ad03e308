-- The same rules, written so that the server can put them into the statement that calls them: called as functions, the
-- profiles of a million clients took twenty seconds, and take one.

-- Age changes on a birthday: who was born after that day so many years ago has not had it. Twin: ageBandOf().
CREATE OR REPLACE FUNCTION age_band(birth_on date, today date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN birth_on IS NULL THEN '?'
    WHEN birth_on > (today - interval '18 years')::date THEN '0-17'
    WHEN birth_on > (today - interval '25 years')::date THEN '18-24'
    WHEN birth_on > (today - interval '35 years')::date THEN '25-34'
    WHEN birth_on > (today - interval '45 years')::date THEN '35-44'
    WHEN birth_on > (today - interval '55 years')::date THEN '45-54'
    WHEN birth_on > (today - interval '65 years')::date THEN '55-64'
    WHEN birth_on > (today - interval '75 years')::date THEN '65-74'
    ELSE '75+'
  END
$$;

-- The text of an enum is not immutable to the server, so its values are written out. Twin: profileKey().
CREATE OR REPLACE FUNCTION profile_key(c client, today date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT income_band(c.income_cents) || '|' || age_band(c.birth_on, today) || '|' || coalesce(c.occupation::text, '?')
    || CASE c.zone WHEN 'URBAN' THEN '|URBAN|' WHEN 'PERI_URBAN' THEN '|PERI_URBAN|' WHEN 'RURAL' THEN '|RURAL|' ELSE '|?|' END
    || CASE c.marital_status WHEN 'SINGLE' THEN 'SINGLE|' WHEN 'COUPLE' THEN 'COUPLE|' WHEN 'DIVORCED' THEN 'DIVORCED|'
                             WHEN 'WIDOWED' THEN 'WIDOWED|' ELSE '?|' END
    || replace(coalesce(c.region, '?'), '|', ' ')
$$;

-- 1 and one more for each quartile of the peers that is passed. Twin: scorePnb().
CREATE FUNCTION pnb_score(pnb_cents bigint, q25_cents bigint, q50_cents bigint, q75_cents bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN pnb_cents <= 0 THEN 1
    -- Strictly above: where half the peers bring nothing, a client who brings nothing must not score 3.
    ELSE 1 + (pnb_cents > q25_cents)::int + (pnb_cents > q50_cents)::int + (pnb_cents > q75_cents)::int END
$$;
