SELECT organization_1."key", entity_1.id, organization_1.name, organization_1.place_key, place_1.name AS name_1 
FROM organization AS organization_1 JOIN entity AS entity_1 ON entity_1."key" = organization_1."key" LEFT OUTER JOIN place AS place_1 ON place_1."key" = organization_1.place_key 
WHERE organization_1."key" IN (SELECT entity_2."key" 
FROM entity AS entity_2 
WHERE entity_2."key" = organization_1."key" AND entity_2.type = ?) AND organization_1.kind = ? AND organization_1.place_key IN (SELECT place_2."key" 
FROM place AS place_2 
WHERE place_2.name_folded LIKE ? ESCAPE '\') ORDER BY organization_1."key" ASC
 LIMIT ? OFFSET ?;

SELECT parents.p0, entity_identifiers_1.scheme, entity_identifiers_1.value 
FROM (SELECT anon_1.value AS p0 
FROM json_each(?) AS anon_1) AS parents JOIN entity_identifiers AS entity_identifiers_1 ON entity_identifiers_1."key" = parents.p0 ORDER BY parents.p0, entity_identifiers_1.position;
