SELECT count(*) AS count_1 
FROM (SELECT project_places_1."key" AS "key" 
FROM project_places AS project_places_1 
WHERE project_places_1.value_key IN (WITH RECURSIVE anon_2("key") AS 
(SELECT place_1."key" AS "key" 
FROM place AS place_1 
WHERE place_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT place_2."key" AS "key" 
FROM place AS place_2 JOIN anon_2 ON anon_2."key" = place_2.parent_key)
 SELECT anon_2."key" 
FROM anon_2)
 LIMIT ? OFFSET ?) AS anon_1;

SELECT project_1.title, project_1."key" 
FROM project AS project_1 
WHERE project_1."key" IN (SELECT project_places_1."key" AS "key" 
FROM project_places AS project_places_1 
WHERE project_places_1.value_key IN (WITH RECURSIVE anon_1("key") AS 
(SELECT place_1."key" AS "key" 
FROM place AS place_1 
WHERE place_1."key" = (SELECT coalesce(merged_1.kept_key, entity_1."key") AS coalesce_1 
FROM entity AS entity_1 LEFT OUTER JOIN merged AS merged_1 ON merged_1."key" = entity_1."key" 
WHERE entity_1.id = ?) UNION SELECT place_2."key" AS "key" 
FROM place AS place_2 JOIN anon_1 ON anon_1."key" = place_2.parent_key)
 SELECT anon_1."key" 
FROM anon_1)) ORDER BY (+ project_1."key") ASC
 LIMIT ? OFFSET ?;

SELECT ? AS anon_1, activity_1.name, activity_1.hours, activity_1."key" 
FROM activity AS activity_1 
WHERE activity_1.project_key = ? AND activity_1.kind = ? ORDER BY activity_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, activity_topics_1.text 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN activity_topics AS activity_topics_1 ON activity_topics_1."key" = parents.p0 ORDER BY parents.p0, activity_topics_1.position;

SELECT ? AS anon_1, outcome_1.count, outcome_1.unit, outcome_1.text 
FROM outcome AS outcome_1 
WHERE outcome_1.project_key = ? AND outcome_1.unit = ? ORDER BY outcome_1."key" ASC
 LIMIT ? OFFSET ?;
