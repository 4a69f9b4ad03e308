-- The catalogue in bits, for score-facts: one says that a product is a current account, fifteen which universe it is of,
-- and each product has one of its own.
SELECT code, set_bit(set_bit(set_bit(repeat('0', 16 + (count(*) OVER ())::int)::varbit, 0, is_dav::int),
                             array_position(enum_range(NULL::universe), universe), 1),
                     15 + (row_number() OVER (ORDER BY code))::int, 1) AS bits
FROM product
