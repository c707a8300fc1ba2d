SELECT project_1.title, project_1.start_date_first, project_1.start_date_last, project_1.end_date_first, project_1.end_date_last, project_1.end_planned 
FROM project AS project_1 
WHERE (project_1.start_date_first IS NULL OR project_1.start_date_first <= ?) AND (project_1.end_date_last IS NULL OR project_1.end_date_last >= ?) AND (project_1.start_date_first IS NOT NULL OR project_1.end_date_last IS NOT NULL) ORDER BY project_1.start_date_first DESC NULLS LAST, project_1.start_date_last DESC NULLS LAST, project_1."key" DESC
 LIMIT ? OFFSET ?;
