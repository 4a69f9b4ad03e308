-- The catalogue in bits, for a client's holdings as one value: one bit says that a product is a current account, fifteen
-- which universe it is of, and each product has one of its own, at its place.
SELECT code, place,
       set_bit(set_bit(set_bit(repeat('0', 16 + products)::varbit, 0, is_dav::int), array_position(enum_range(NULL::universe), universe), 1), place, 1) AS bits
FROM (SELECT *, 15 + (row_number() OVER (ORDER BY code))::int AS place, (count(*) OVER ())::int AS products FROM product) p
