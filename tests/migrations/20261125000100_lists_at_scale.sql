UPDATE applications SET enterprise_name = '（Ｍｅｓ）智能装备';
DO $$ BEGIN
    ASSERT EXISTS (SELECT FROM applications
                   WHERE bigrams(searchable) @> bigrams(folded('(MES)')) AND searchable LIKE '%智能%');
END $$;
