SELECT project_1.title, project_1."key" 
FROM project AS project_1 
WHERE project_1.title_folded LIKE ? ESCAPE '\' ORDER BY project_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT ? AS anon_1, participant_group_1.count, participant_group_1.text, participant_group_1."key" 
FROM participant_group AS participant_group_1 
WHERE participant_group_1.project_key = ? AND 1 = 1 ORDER BY participant_group_1.count DESC, participant_group_1."key" DESC
 LIMIT ? OFFSET ?;

SELECT parents.p0, place_1.name 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN place AS place_1 ON place_1."key" IN (SELECT place_2."key" 
FROM place AS place_2 
WHERE place_2."key" IN (SELECT participant_group_places_1.value_key 
FROM participant_group_places AS participant_group_places_1 
WHERE participant_group_places_1."key" = parents.p0) AND 1 = 1 ORDER BY place_2."key" ASC
 LIMIT ? OFFSET ?) ORDER BY parents.p0, place_1."key" ASC;
