SELECT anon_1.match, anon_1.rank, CAST(%s AS VARCHAR) AS anon_2, entity_1.id, entity_1.label, entity_1.type, entity_1.key 
FROM (SELECT 0 AS match, anon_3.rank AS rank 
FROM (SELECT search.rank AS rank 
FROM search 
WHERE search.vector @@ CAST(%s AS TSQUERY) ORDER BY search.rank ASC 
 LIMIT %s) AS anon_3 UNION ALL SELECT 1 AS match, anon_4.rank AS rank 
FROM (SELECT search.rank AS rank 
FROM search 
WHERE search.vector @@ CAST(%s AS TSQUERY) ORDER BY search.rank ASC 
 LIMIT %s) AS anon_4 
 LIMIT %s) AS anon_1 JOIN entity AS entity_1 ON entity_1.key = (anon_1.rank & 1099511627775) ORDER BY anon_1.match ASC, anon_1.rank ASC;

SELECT count(*) AS count_1 
FROM (SELECT search.rank AS rank 
FROM search 
WHERE search.vector @@ CAST(%s AS TSQUERY)) AS anon_1;

WITH owners AS 
(SELECT parents.p0 AS key 
FROM (SELECT anon_3.p0 AS p0 
FROM unnest(CAST(%s AS BIGINT[])) AS anon_3(p0)) AS parents)
 SELECT anon_1.key, anon_1.number, anon_1.position, anon_1.text, anon_1.language, CAST(%s AS VARCHAR) AS anon_2 
FROM (SELECT owners.key AS key, 0 AS number, entity_identifiers_1.position AS position, entity_identifiers_1.value AS text, 'und' AS language 
FROM owners JOIN entity_identifiers AS entity_identifiers_1 ON entity_identifiers_1.key = owners.key UNION ALL SELECT owners.key AS key, 1 AS number, 0 AS position, activity_1.name AS text, activity_1.name_language AS language 
FROM owners JOIN activity AS activity_1 ON activity_1.key = owners.key 
WHERE activity_1.name IS NOT NULL UNION ALL SELECT owners.key AS key, 1 AS number, 1 AS position, translation_1.text AS text, translation_1.language AS language 
FROM owners JOIN activity AS activity_1 ON activity_1.key = owners.key JOIN translation AS translation_1 ON translation_1.entity_key = owners.key 
WHERE translation_1.property = 'name' UNION ALL SELECT owners.key AS key, 2 AS number, 0 AS position, activity_2.kind AS text, 'und' AS language 
FROM owners JOIN activity AS activity_2 ON activity_2.key = owners.key 
WHERE activity_2.kind IS NOT NULL UNION ALL SELECT owners.key AS key, 3 AS number, 0 AS position, activity_3.description AS text, activity_3.description_language AS language 
FROM owners JOIN activity AS activity_3 ON activity_3.key = owners.key 
WHERE activity_3.description IS NOT NULL UNION ALL SELECT owners.key AS key, 3 AS number, 1 AS position, translation_2.text AS text, translation_2.language AS language 
FROM owners JOIN activity AS activity_3 ON activity_3.key = owners.key JOIN translation AS translation_2 ON translation_2.entity_key = owners.key 
WHERE translation_2.property = 'description' UNION ALL SELECT owners.key AS key, 4 AS number, activity_topics_1.position AS position, activity_topics_1.text AS text, activity_topics_1.language AS language 
FROM owners JOIN activity_topics AS activity_topics_1 ON activity_topics_1.key = owners.key UNION ALL SELECT owners.key AS key, 5 AS number, 0 AS position, document_1.title AS text, document_1.title_language AS language 
FROM owners JOIN document AS document_1 ON document_1.key = owners.key 
WHERE document_1.title IS NOT NULL UNION ALL SELECT owners.key AS key, 5 AS number, 1 AS position, translation_3.text AS text, translation_3.language AS language 
FROM owners JOIN document AS document_1 ON document_1.key = owners.key JOIN translation AS translation_3 ON translation_3.entity_key = owners.key 
WHERE translation_3.property = 'title' UNION ALL SELECT owners.key AS key, 6 AS number, 0 AS position, document_2.note AS text, document_2.note_language AS language 
FROM owners JOIN document AS document_2 ON document_2.key = owners.key 
WHERE document_2.note IS NOT NULL UNION ALL SELECT owners.key AS key, 6 AS number, 1 AS position, translation_4.text AS text, translation_4.language AS language 
FROM owners JOIN document AS document_2 ON document_2.key = owners.key JOIN translation AS translation_4 ON translation_4.entity_key = owners.key 
WHERE translation_4.property = 'note' UNION ALL SELECT owners.key AS key, 7 AS number, 0 AS position, goal_1.text AS text, goal_1.text_language AS language 
FROM owners JOIN goal AS goal_1 ON goal_1.key = owners.key 
WHERE goal_1.text IS NOT NULL UNION ALL SELECT owners.key AS key, 7 AS number, 1 AS position, translation_5.text AS text, translation_5.language AS language 
FROM owners JOIN goal AS goal_1 ON goal_1.key = owners.key JOIN translation AS translation_5 ON translation_5.entity_key = owners.key 
WHERE translation_5.property = 'text' UNION ALL SELECT owners.key AS key, 8 AS number, 0 AS position, goal_2.kind AS text, 'und' AS language 
FROM owners JOIN goal AS goal_2 ON goal_2.key = owners.key 
WHERE goal_2.kind IS NOT NULL UNION ALL SELECT owners.key AS key, 9 AS number, 0 AS position, organization_1.name AS text, organization_1.name_language AS language 
FROM owners JOIN organization AS organization_1 ON organization_1.key = owners.key 
WHERE organization_1.name IS NOT NULL UNION ALL SELECT owners.key AS key, 9 AS number, 1 AS position, translation_6.text AS text, translation_6.language AS language 
FROM owners JOIN organization AS organization_1 ON organization_1.key = owners.key JOIN translation AS translation_6 ON translation_6.entity_key = owners.key 
WHERE translation_6.property = 'name' UNION ALL SELECT owners.key AS key, 10 AS number, 0 AS position, organization_2.abbreviation AS text, 'und' AS language 
FROM owners JOIN organization AS organization_2 ON organization_2.key = owners.key 
WHERE organization_2.abbreviation IS NOT NULL UNION ALL SELECT owners.key AS key, 11 AS number, 0 AS position, organization_3.kind AS text, 'und' AS language 
FROM owners JOIN organization AS organization_3 ON organization_3.key = owners.key 
WHERE organization_3.kind IS NOT NULL UNION ALL SELECT owners.key AS key, 12 AS number, 0 AS position, place_1.name AS text, place_1.name_language AS language 
FROM owners JOIN organization AS organization_4 ON organization_4.key = owners.key JOIN place AS place_1 ON place_1.key = organization_4.place_key 
WHERE place_1.name IS NOT NULL UNION ALL SELECT owners.key AS key, 12 AS number, 1 AS position, translation_7.text AS text, translation_7.language AS language 
FROM owners JOIN organization AS organization_4 ON organization_4.key = owners.key JOIN place AS place_1 ON place_1.key = organization_4.place_key JOIN translation AS translation_7 ON translation_7.entity_key = place_1.key 
WHERE translation_7.property = 'name' UNION ALL SELECT owners.key AS key, 13 AS number, 0 AS position, outcome_1.kind AS text, 'und' AS language 
FROM owners JOIN outcome AS outcome_1 ON outcome_1.key = owners.key 
WHERE outcome_1.kind IS NOT NULL UNION ALL SELECT owners.key AS key, 14 AS number, 0 AS position, outcome_2.text AS text, outcome_2.text_language AS language 
FROM owners JOIN outcome AS outcome_2 ON outcome_2.key = owners.key 
WHERE outcome_2.text IS NOT NULL UNION ALL SELECT owners.key AS key, 14 AS number, 1 AS position, translation_8.text AS text, translation_8.language AS language 
FROM owners JOIN outcome AS outcome_2 ON outcome_2.key = owners.key JOIN translation AS translation_8 ON translation_8.entity_key = owners.key 
WHERE translation_8.property = 'text' UNION ALL SELECT owners.key AS key, 15 AS number, 0 AS position, outcome_3.unit AS text, outcome_3.unit_language AS language 
FROM owners JOIN outcome AS outcome_3 ON outcome_3.key = owners.key 
WHERE outcome_3.unit IS NOT NULL UNION ALL SELECT owners.key AS key, 15 AS number, 1 AS position, translation_9.text AS text, translation_9.language AS language 
FROM owners JOIN outcome AS outcome_3 ON outcome_3.key = owners.key JOIN translation AS translation_9 ON translation_9.entity_key = owners.key 
WHERE translation_9.property = 'unit' UNION ALL SELECT owners.key AS key, 16 AS number, 0 AS position, participant_group_1.text AS text, participant_group_1.text_language AS language 
FROM owners JOIN participant_group AS participant_group_1 ON participant_group_1.key = owners.key 
WHERE participant_group_1.text IS NOT NULL UNION ALL SELECT owners.key AS key, 16 AS number, 1 AS position, translation_10.text AS text, translation_10.language AS language 
FROM owners JOIN participant_group AS participant_group_1 ON participant_group_1.key = owners.key JOIN translation AS translation_10 ON translation_10.entity_key = owners.key 
WHERE translation_10.property = 'text' UNION ALL SELECT owners.key AS key, 17 AS number, 0 AS position, participation_1.role AS text, 'und' AS language 
FROM owners JOIN participation AS participation_1 ON participation_1.key = owners.key 
WHERE participation_1.role IS NOT NULL UNION ALL SELECT owners.key AS key, 18 AS number, 0 AS position, partnership_1.kind AS text, 'und' AS language 
FROM owners JOIN partnership AS partnership_1 ON partnership_1.key = owners.key 
WHERE partnership_1.kind IS NOT NULL UNION ALL SELECT owners.key AS key, 19 AS number, 0 AS position, partnership_2.reason AS text, partnership_2.reason_language AS language 
FROM owners JOIN partnership AS partnership_2 ON partnership_2.key = owners.key 
WHERE partnership_2.reason IS NOT NULL UNION ALL SELECT owners.key AS key, 19 AS number, 1 AS position, translation_11.text AS text, translation_11.language AS language 
FROM owners JOIN partnership AS partnership_2 ON partnership_2.key = owners.key JOIN translation AS translation_11 ON translation_11.entity_key = owners.key 
WHERE translation_11.property = 'reason' UNION ALL SELECT owners.key AS key, 20 AS number, 0 AS position, place_2.name AS text, place_2.name_language AS language 
FROM owners JOIN place AS place_2 ON place_2.key = owners.key 
WHERE place_2.name IS NOT NULL UNION ALL SELECT owners.key AS key, 20 AS number, 1 AS position, translation_12.text AS text, translation_12.language AS language 
FROM owners JOIN place AS place_2 ON place_2.key = owners.key JOIN translation AS translation_12 ON translation_12.entity_key = owners.key 
WHERE translation_12.property = 'name' UNION ALL SELECT owners.key AS key, 21 AS number, 0 AS position, place_3.code AS text, 'und' AS language 
FROM owners JOIN place AS place_3 ON place_3.key = owners.key 
WHERE place_3.code IS NOT NULL UNION ALL SELECT owners.key AS key, 22 AS number, 0 AS position, programme_1.name AS text, programme_1.name_language AS language 
FROM owners JOIN programme AS programme_1 ON programme_1.key = owners.key 
WHERE programme_1.name IS NOT NULL UNION ALL SELECT owners.key AS key, 22 AS number, 1 AS position, translation_13.text AS text, translation_13.language AS language 
FROM owners JOIN programme AS programme_1 ON programme_1.key = owners.key JOIN translation AS translation_13 ON translation_13.entity_key = owners.key 
WHERE translation_13.property = 'name' UNION ALL SELECT owners.key AS key, 23 AS number, 0 AS position, programme_2.code AS text, 'und' AS language 
FROM owners JOIN programme AS programme_2 ON programme_2.key = owners.key 
WHERE programme_2.code IS NOT NULL UNION ALL SELECT owners.key AS key, 24 AS number, 0 AS position, programme_3.level AS text, 'und' AS language 
FROM owners JOIN programme AS programme_3 ON programme_3.key = owners.key 
WHERE programme_3.level IS NOT NULL UNION ALL SELECT owners.key AS key, 25 AS number, 0 AS position, project_1.title AS text, project_1.title_language AS language 
FROM owners JOIN project AS project_1 ON project_1.key = owners.key 
WHERE project_1.title IS NOT NULL UNION ALL SELECT owners.key AS key, 25 AS number, 1 AS position, translation_14.text AS text, translation_14.language AS language 
FROM owners JOIN project AS project_1 ON project_1.key = owners.key JOIN translation AS translation_14 ON translation_14.entity_key = owners.key 
WHERE translation_14.property = 'title' UNION ALL SELECT owners.key AS key, 26 AS number, 0 AS position, project_2.acronym AS text, 'und' AS language 
FROM owners JOIN project AS project_2 ON project_2.key = owners.key 
WHERE project_2.acronym IS NOT NULL UNION ALL SELECT owners.key AS key, 27 AS number, 0 AS position, project_3.objective AS text, project_3.objective_language AS language 
FROM owners JOIN project AS project_3 ON project_3.key = owners.key 
WHERE project_3.objective IS NOT NULL UNION ALL SELECT owners.key AS key, 27 AS number, 1 AS position, translation_15.text AS text, translation_15.language AS language 
FROM owners JOIN project AS project_3 ON project_3.key = owners.key JOIN translation AS translation_15 ON translation_15.entity_key = owners.key 
WHERE translation_15.property = 'objective' UNION ALL SELECT owners.key AS key, 28 AS number, 0 AS position, project_4.status AS text, 'und' AS language 
FROM owners JOIN project AS project_4 ON project_4.key = owners.key 
WHERE project_4.status IS NOT NULL UNION ALL SELECT owners.key AS key, 29 AS number, project_remarks_1.position AS position, project_remarks_1.text AS text, project_remarks_1.language AS language 
FROM owners JOIN project_remarks AS project_remarks_1 ON project_remarks_1.key = owners.key UNION ALL SELECT owners.key AS key, 30 AS number, 0 AS position, target_group_1.text AS text, target_group_1.text_language AS language 
FROM owners JOIN target_group AS target_group_1 ON target_group_1.key = owners.key 
WHERE target_group_1.text IS NOT NULL UNION ALL SELECT owners.key AS key, 30 AS number, 1 AS position, translation_16.text AS text, translation_16.language AS language 
FROM owners JOIN target_group AS target_group_1 ON target_group_1.key = owners.key JOIN translation AS translation_16 ON translation_16.entity_key = owners.key 
WHERE translation_16.property = 'text') AS anon_1 ORDER BY anon_1.key;
