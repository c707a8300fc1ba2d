CREATE TABLE analysis (
	measure VARCHAR(40) NOT NULL, 
	revision INTEGER NOT NULL, 
	nodes BIGINT NOT NULL, 
	edges BIGINT NOT NULL, 
	found BIGINT NOT NULL, 
	is_estimate BOOLEAN NOT NULL, 
	modularity DOUBLE, 
	PRIMARY KEY (measure)
);

CREATE TABLE bridge (
	number INTEGER NOT NULL, 
	near_key INTEGER NOT NULL, 
	far_key INTEGER NOT NULL, 
	near_size BIGINT NOT NULL, 
	far_size BIGINT NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE centrality (
	metric VARCHAR(40) NOT NULL, 
	number INTEGER NOT NULL, 
	entity_key INTEGER NOT NULL, 
	score DOUBLE NOT NULL, 
	PRIMARY KEY (metric, number)
);

CREATE TABLE community (
	number INTEGER NOT NULL, 
	size BIGINT NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE community_member (
	community INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	entity_key INTEGER NOT NULL, 
	PRIMARY KEY (community, number)
);

CREATE TABLE import (
	document VARCHAR(200) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	state TEXT NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE import_seen (
	document VARCHAR(200) NOT NULL, 
	entity_key INTEGER NOT NULL, 
	proof VARCHAR(401) NOT NULL, 
	PRIMARY KEY (document, entity_key, proof)
);

CREATE TABLE revision (
	number INTEGER NOT NULL, 
	time VARCHAR(20) NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (number)
);

CREATE TABLE version (
	entity_key INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	body BLOB, 
	PRIMARY KEY (entity_key, revision)
);

CREATE TABLE entity (
	"key" INTEGER NOT NULL, 
	id VARCHAR(200) NOT NULL, 
	type VARCHAR(40) NOT NULL, 
	label TEXT NOT NULL, 
	weight BIGINT NOT NULL, 
	revision INTEGER NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(revision) REFERENCES revision (number)
);

CREATE TABLE change (
	revision INTEGER NOT NULL, 
	entity_key INTEGER NOT NULL, 
	PRIMARY KEY (revision, entity_key), 
	FOREIGN KEY(revision) REFERENCES revision (number), 
	FOREIGN KEY(entity_key) REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE entity_identifiers (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	scheme VARCHAR(40) NOT NULL, 
	value VARCHAR(255) NOT NULL, 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE merged (
	"key" INTEGER NOT NULL, 
	into_key INTEGER NOT NULL, 
	kept_key INTEGER NOT NULL, 
	type VARCHAR(40) NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(into_key) REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(kept_key) REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE place (
	"key" INTEGER NOT NULL, 
	type VARCHAR(40), 
	name TEXT NOT NULL, 
	name_language VARCHAR(35) NOT NULL, 
	name_folded TEXT NOT NULL, 
	country_key INTEGER, 
	parent_key INTEGER, 
	code TEXT, 
	code_folded TEXT, 
	latitude BIGINT, 
	longitude BIGINT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(country_key) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent_key) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE programme (
	"key" INTEGER NOT NULL, 
	name TEXT, 
	name_language VARCHAR(35), 
	name_folded TEXT, 
	code TEXT, 
	code_folded TEXT, 
	level VARCHAR(40), 
	parent_key INTEGER, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent_key) REFERENCES programme ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project (
	"key" INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	title_language VARCHAR(35) NOT NULL, 
	title_folded TEXT NOT NULL, 
	acronym TEXT, 
	acronym_folded TEXT, 
	objective TEXT, 
	objective_language VARCHAR(35), 
	objective_folded TEXT, 
	status VARCHAR(40), 
	start_date_first VARCHAR(10), 
	start_date_last VARCHAR(10), 
	end_date_first VARCHAR(10), 
	end_date_last VARCHAR(10), 
	end_planned BOOLEAN, 
	year BIGINT, 
	budget_amount BIGINT, 
	budget_currency VARCHAR(3), 
	eu_contribution_amount BIGINT, 
	eu_contribution_currency VARCHAR(3), 
	co_financing_rate BIGINT GENERATED ALWAYS AS (CASE WHEN budget_amount > 0 AND budget_currency = eu_contribution_currency AND eu_contribution_amount BETWEEN 0 AND 900000000000000 THEN (eu_contribution_amount * 10000 + budget_amount / 2) / budget_amount * 100 END) STORED, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE translation (
	entity_key INTEGER NOT NULL, 
	property VARCHAR(40) NOT NULL, 
	language VARCHAR(35) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (entity_key, property, language), 
	FOREIGN KEY(entity_key) REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE goal (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	text_language VARCHAR(35) NOT NULL, 
	text_folded TEXT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE organization (
	"key" INTEGER NOT NULL, 
	type VARCHAR(40), 
	name TEXT NOT NULL, 
	name_language VARCHAR(35) NOT NULL, 
	name_folded TEXT NOT NULL, 
	abbreviation TEXT, 
	abbreviation_folded TEXT, 
	kind VARCHAR(40), 
	place_key INTEGER, 
	website TEXT, 
	parent_key INTEGER, 
	telephone TEXT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(place_key) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent_key) REFERENCES organization ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE outcome (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	kind VARCHAR(40), 
	text TEXT NOT NULL, 
	text_language VARCHAR(35) NOT NULL, 
	text_folded TEXT NOT NULL, 
	count BIGINT, 
	unit TEXT, 
	unit_language VARCHAR(35), 
	unit_folded TEXT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participant_group (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	count BIGINT NOT NULL, 
	text TEXT, 
	text_language VARCHAR(35), 
	text_folded TEXT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE partnership (
	"key" INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	start_date_first VARCHAR(10), 
	start_date_last VARCHAR(10), 
	end_date_first VARCHAR(10), 
	end_date_last VARCHAR(10), 
	signed_first VARCHAR(10), 
	signed_last VARCHAR(10), 
	project_key INTEGER, 
	reason TEXT, 
	reason_language VARCHAR(35), 
	reason_folded TEXT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project_places (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	value_key INTEGER NOT NULL, 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(value_key) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project_remarks (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	language VARCHAR(35) NOT NULL, 
	_folded TEXT NOT NULL, 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE target_group (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	text_language VARCHAR(35) NOT NULL, 
	text_folded TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE activity (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	name TEXT, 
	name_language VARCHAR(35), 
	name_folded TEXT, 
	kind VARCHAR(40), 
	description TEXT, 
	description_language VARCHAR(35), 
	description_folded TEXT, 
	hours BIGINT, 
	rounds BIGINT, 
	duration TEXT, 
	participants BIGINT, 
	organizer_key INTEGER, 
	start_date_first VARCHAR(10), 
	start_date_last VARCHAR(10), 
	end_date_first VARCHAR(10), 
	end_date_last VARCHAR(10), 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(organizer_key) REFERENCES organization ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE document (
	"key" INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	title_language VARCHAR(35) NOT NULL, 
	title_folded TEXT NOT NULL, 
	url TEXT, 
	published_first VARCHAR(10), 
	published_last VARCHAR(10), 
	publisher_key INTEGER, 
	origin_key INTEGER, 
	language TEXT, 
	checksum TEXT, 
	licence TEXT, 
	archived BOOLEAN, 
	note TEXT, 
	note_language VARCHAR(35), 
	note_folded TEXT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(publisher_key) REFERENCES organization ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(origin_key) REFERENCES organization ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE funding (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	programme_key INTEGER NOT NULL, 
	disburser_key INTEGER, 
	amount_amount BIGINT, 
	amount_currency VARCHAR(3), 
	rate BIGINT, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(programme_key) REFERENCES programme ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(disburser_key) REFERENCES organization ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participant_group_places (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	value_key INTEGER NOT NULL, 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES participant_group ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(value_key) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE participation (
	"key" INTEGER NOT NULL, 
	project_key INTEGER NOT NULL, 
	organization_key INTEGER NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	start_date_first VARCHAR(10), 
	start_date_last VARCHAR(10), 
	end_date_first VARCHAR(10), 
	end_date_last VARCHAR(10), 
	contribution_amount BIGINT, 
	contribution_currency VARCHAR(3), 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_key) REFERENCES project ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(organization_key) REFERENCES organization ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE partnership_parties (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entity_key INTEGER NOT NULL, 
	role VARCHAR(40), 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES partnership ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(entity_key) REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE target_group_organization_kinds (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES target_group ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE activity_topics (
	"key" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	language VARCHAR(35) NOT NULL, 
	_folded TEXT NOT NULL, 
	PRIMARY KEY ("key", position), 
	FOREIGN KEY("key") REFERENCES activity ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE evidence (
	"key" INTEGER NOT NULL, 
	subject_key INTEGER NOT NULL, 
	document_key INTEGER NOT NULL, 
	property VARCHAR(400) NOT NULL, 
	value TEXT, 
	language VARCHAR(35), 
	exact TEXT, 
	prefix TEXT, 
	suffix TEXT, 
	record_table VARCHAR(200), 
	record_row VARCHAR(200), 
	implied BOOLEAN NOT NULL, 
	preferred BOOLEAN NOT NULL, 
	stated_key INTEGER, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(subject_key) REFERENCES entity ("key") DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(document_key) REFERENCES document ("key") DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_entity_revision ON entity (revision);

CREATE INDEX ix_change_entity_key ON change (entity_key);

CREATE INDEX ix_entity_identifiers_value ON entity_identifiers (value, "key");

CREATE INDEX ix_merged_into_key ON merged (into_key);

CREATE INDEX ix_merged_kept_key ON merged (kept_key);

CREATE INDEX ix_place_country_key ON place (country_key, "key");

CREATE INDEX ix_place_name ON place (name_folded, "key");

CREATE INDEX ix_place_parent_key ON place (parent_key, "key");

CREATE INDEX ix_place_type ON place (type);

CREATE INDEX ix_programme_parent_key ON programme (parent_key, "key");

CREATE INDEX ix_project_budget ON project (budget_currency, budget_amount, "key");

CREATE INDEX ix_project_end_date ON project (end_date_first, end_date_last, "key");

CREATE INDEX ix_project_eu_contribution ON project (eu_contribution_currency, eu_contribution_amount, "key");

CREATE INDEX ix_project_start_date ON project (start_date_first, start_date_last, "key");

CREATE INDEX ix_project_title ON project (title_folded, "key");

CREATE INDEX ix_goal_project_key ON goal (project_key, "key");

CREATE INDEX ix_organization_name ON organization (name_folded, "key");

CREATE INDEX ix_organization_parent_key ON organization (parent_key, "key");

CREATE INDEX ix_organization_place_key ON organization (place_key, "key");

CREATE INDEX ix_organization_type ON organization (type);

CREATE INDEX ix_outcome_project_key ON outcome (project_key, "key");

CREATE INDEX ix_participant_group_project_key ON participant_group (project_key, "key");

CREATE INDEX ix_partnership_project_key ON partnership (project_key, "key");

CREATE INDEX ix_partnership_signed ON partnership (signed_first, signed_last, "key");

CREATE INDEX ix_partnership_start_date ON partnership (start_date_first, start_date_last, "key");

CREATE INDEX ix_project_places_value_key ON project_places (value_key, "key");

CREATE INDEX ix_target_group_project_key ON target_group (project_key, "key");

CREATE INDEX ix_activity_organizer_key ON activity (organizer_key, "key");

CREATE INDEX ix_activity_project_key ON activity (project_key, "key");

CREATE INDEX ix_document_origin_key ON document (origin_key, "key");

CREATE INDEX ix_document_publisher_key ON document (publisher_key, "key");

CREATE INDEX ix_funding_amount ON funding (amount_currency, amount_amount, "key");

CREATE INDEX ix_funding_disburser_key ON funding (disburser_key, "key", project_key, programme_key);

CREATE INDEX ix_funding_programme_key ON funding (programme_key, "key", project_key);

CREATE INDEX ix_funding_project_key ON funding (project_key, "key", programme_key);

CREATE INDEX ix_participant_group_places_value_key ON participant_group_places (value_key, "key");

CREATE INDEX ix_participation_organization_key ON participation (organization_key, "key", project_key, role);

CREATE INDEX ix_participation_project_key ON participation (project_key, "key", organization_key, role);

CREATE INDEX ix_partnership_parties_entity_key ON partnership_parties (entity_key, "key");

CREATE INDEX ix_evidence_document_key ON evidence (document_key);

CREATE INDEX ix_evidence_subject_key_property ON evidence (subject_key, property);

CREATE VIRTUAL TABLE search USING fts5(words, tokenize='ascii', detail=none, columnsize=0, prefix='1 2 3 4 5 6 7 8');
