SELECT entity_1.weight, entity_1."key", entity_1.id, entity_1.label, entity_1.type 
FROM (SELECT search.rowid AS "key" 
FROM search 
WHERE search MATCH ?) AS anon_1 JOIN entity AS entity_1 ON entity_1."key" = anon_1."key" 
WHERE entity_1.state = ? ORDER BY entity_1.weight ASC, entity_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT count(*) AS count_1 
FROM (SELECT search.rowid AS "key" 
FROM search 
WHERE search MATCH ?) AS anon_1 JOIN entity AS entity_1 ON entity_1."key" = anon_1."key" 
WHERE entity_1.state = ?;
