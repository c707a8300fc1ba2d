SELECT project_1.title, project_1."key" 
FROM project AS project_1 
WHERE project_1.title_folded LIKE ? ESCAPE '\' ORDER BY project_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT ? AS anon_1, participation_1.role, participation_1.organization_key, entity_1.label, organization_1.kind, organization_1.place_key, entity_2.label AS label_1, participation_1."key" 
FROM participation AS participation_1 LEFT OUTER JOIN entity AS entity_1 ON entity_1."key" = participation_1.organization_key LEFT OUTER JOIN organization AS organization_1 ON organization_1."key" = participation_1.organization_key LEFT OUTER JOIN entity AS entity_2 ON entity_2."key" = organization_1.place_key 
WHERE participation_1.project_key = ? AND 1 = 1 ORDER BY participation_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, evidence_1.exact, evidence_1.implied 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN evidence AS evidence_1 ON evidence_1.subject_key = parents.p0 
WHERE ((? || evidence_1.property || ?) LIKE '%' || ? || '%') ORDER BY parents.p0, evidence_1."key";
