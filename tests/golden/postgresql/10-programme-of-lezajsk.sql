SELECT project_1.key, project_1.title 
FROM project AS project_1 
WHERE project_1.title_folded LIKE %s::VARCHAR COLLATE "C" ESCAPE '\' ORDER BY project_1.key ASC 
 LIMIT %s;

SELECT parents.p0, funding_1.key, funding_1.programme_key, programme_1.level, programme_1.code, programme_1.name 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN LATERAL (SELECT funding_2.key AS key 
FROM funding AS funding_2 
WHERE funding_2.project_key = parents.p0 AND true ORDER BY funding_2.key ASC 
 LIMIT %s) AS anon_2 ON true JOIN funding AS funding_1 ON funding_1.key = anon_2.key LEFT OUTER JOIN programme AS programme_1 ON programme_1.key = funding_1.programme_key ORDER BY parents.p0, funding_1.key ASC;

SELECT parents.p0, (WITH RECURSIVE anon_2(key) AS 
(SELECT programme_1.parent_key AS key 
FROM programme AS programme_1 
WHERE programme_1.key = programme_2.key AND programme_1.parent_key IS NOT NULL UNION SELECT programme_3.parent_key AS parent_key 
FROM programme AS programme_3 JOIN anon_2 ON anon_2.key = programme_3.key 
WHERE programme_3.parent_key IS NOT NULL)
 SELECT count(*) AS count_1 
FROM anon_2) AS anon_1, programme_2.key, programme_2.level, programme_2.code, programme_2.name 
FROM (SELECT anon_3.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_3(p0)) AS parents JOIN LATERAL (SELECT programme_4.key AS key 
FROM programme AS programme_4 
WHERE programme_4.key IN (WITH RECURSIVE anon_5(key) AS 
(SELECT programme_5.parent_key AS key 
FROM programme AS programme_5 
WHERE programme_5.key = parents.p0 AND programme_5.parent_key IS NOT NULL UNION SELECT programme_6.parent_key AS parent_key 
FROM programme AS programme_6 JOIN anon_5 ON anon_5.key = programme_6.key 
WHERE programme_6.parent_key IS NOT NULL)
 SELECT anon_5.key 
FROM anon_5) AND true ORDER BY (WITH RECURSIVE anon_6(key) AS 
(SELECT programme_7.parent_key AS key 
FROM programme AS programme_7 
WHERE programme_7.key = programme_4.key AND programme_7.parent_key IS NOT NULL UNION SELECT programme_8.parent_key AS parent_key 
FROM programme AS programme_8 JOIN anon_6 ON anon_6.key = programme_8.key 
WHERE programme_8.parent_key IS NOT NULL)
 SELECT count(*) AS count_2 
FROM anon_6) ASC, programme_4.key ASC 
 LIMIT %s) AS anon_4 ON true JOIN programme AS programme_2 ON programme_2.key = anon_4.key ORDER BY parents.p0, (WITH RECURSIVE anon_2(key) AS 
(SELECT programme_1.parent_key AS key 
FROM programme AS programme_1 
WHERE programme_1.key = programme_2.key AND programme_1.parent_key IS NOT NULL UNION SELECT programme_3.parent_key AS parent_key 
FROM programme AS programme_3 JOIN anon_2 ON anon_2.key = programme_3.key 
WHERE programme_3.parent_key IS NOT NULL)
 SELECT count(*) AS count_1 
FROM anon_2) ASC, programme_2.key ASC;
