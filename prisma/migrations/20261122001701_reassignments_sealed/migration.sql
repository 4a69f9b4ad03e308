-- Each change of advisor is an entry of the chain of the client's branch.
SELECT proof_attach('assignment', 'assignment_change', '{kind,from_advisor_id,to_advisor_id,until_on,reassignment_id,user_id,changed_at}');
