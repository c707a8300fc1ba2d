SELECT project_1.title, project_1.key 
FROM project AS project_1 
WHERE project_1.title_folded LIKE %s::VARCHAR COLLATE "C" ESCAPE '\' ORDER BY project_1.key ASC 
 LIMIT %s;

SELECT %s::BIGINT AS anon_1, participant_group_1.count, participant_group_1.text, participant_group_1.key 
FROM participant_group AS participant_group_1 
WHERE participant_group_1.project_key = %s::BIGINT AND true ORDER BY participant_group_1.count DESC, participant_group_1.key DESC 
 LIMIT %s;

SELECT parents.p0, place_1.name 
FROM (SELECT anon_1.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_1(p0)) AS parents JOIN LATERAL (SELECT place_2.key AS key 
FROM place AS place_2 
WHERE place_2.key IN (SELECT participant_group_places_1.value_key 
FROM participant_group_places AS participant_group_places_1 
WHERE participant_group_places_1.key = parents.p0) AND true ORDER BY place_2.key ASC 
 LIMIT %s) AS anon_2 ON true JOIN place AS place_1 ON place_1.key = anon_2.key ORDER BY parents.p0, place_1.key ASC;
