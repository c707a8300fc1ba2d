SELECT project_1.title, project_1.key 
FROM project AS project_1 
WHERE project_1.title_folded LIKE %s::VARCHAR COLLATE "C" ESCAPE '\' ORDER BY project_1.key ASC 
 LIMIT %s;

SELECT %s::BIGINT AS anon_1, funding_1.programme_key, programme_1.level, programme_1.code, programme_1.name 
FROM funding AS funding_1 LEFT OUTER JOIN programme AS programme_1 ON programme_1.key = funding_1.programme_key 
WHERE funding_1.project_key = %s::BIGINT AND true ORDER BY funding_1.key ASC 
 LIMIT %s;

SELECT %s::BIGINT AS anon_1, programme_1.level, programme_1.code, programme_1.name 
FROM programme AS programme_1 
WHERE programme_1.key IN (WITH RECURSIVE anon_2(key) AS 
(SELECT programme_2.parent_key AS key 
FROM programme AS programme_2 
WHERE programme_2.key = %s::BIGINT AND programme_2.parent_key IS NOT NULL UNION SELECT programme_3.parent_key AS parent_key 
FROM programme AS programme_3 JOIN anon_2 ON anon_2.key = programme_3.key 
WHERE programme_3.parent_key IS NOT NULL)
 SELECT anon_2.key 
FROM anon_2) AND true ORDER BY (WITH RECURSIVE anon_3(key) AS 
(SELECT programme_4.parent_key AS key 
FROM programme AS programme_4 
WHERE programme_4.key = programme_1.key AND programme_4.parent_key IS NOT NULL UNION SELECT programme_5.parent_key AS parent_key 
FROM programme AS programme_5 JOIN anon_3 ON anon_3.key = programme_5.key 
WHERE programme_5.parent_key IS NOT NULL)
 SELECT count(*) AS count_1 
FROM anon_3) ASC, programme_1.key ASC 
 LIMIT %s;
