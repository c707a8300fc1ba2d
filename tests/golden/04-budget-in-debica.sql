SELECT project_1.title, project_1.budget_amount, project_1.budget_currency, project_1."key" 
FROM project AS project_1 
WHERE project_1.title_folded LIKE ? ESCAPE '\' ORDER BY project_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, evidence_1.exact, evidence_1.implied, evidence_1.document_key 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN evidence AS evidence_1 ON evidence_1.subject_key = parents.p0 
WHERE ((? || evidence_1.property || ?) LIKE '%' || ? || '%') ORDER BY parents.p0, evidence_1."key";

SELECT parents.p0, document_1.title, document_1.published_first, document_1.published_last, document_1.publisher_key, entity_1.label 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN document AS document_1 ON document_1."key" = parents.p0 LEFT OUTER JOIN entity AS entity_1 ON entity_1."key" = document_1.publisher_key ORDER BY parents.p0;
