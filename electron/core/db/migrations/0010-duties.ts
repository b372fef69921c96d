/** 责任: units and people, what each unit owes for an indicator beyond its name, and signed 责任状. */
export const duties = `
-- Only units a person said something about; every other unit is known by its name in indicators.lead_unit and indicators.units.
-- former_names, abbreviations: JSON arrays. parent: the name of the unit above, '' for none.
CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent TEXT NOT NULL DEFAULT '',
  former_names TEXT NOT NULL DEFAULT '[]',
  abbreviations TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- since, until: YYYY-MM-DD or ''. A person who left stays, with the day.
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  phone TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX people_unit ON people (unit);

-- What an indicator's unit was given beyond its name; who leads stays in indicators.lead_unit. due: YYYY-MM-DD, words (长期), or ''
-- for the indicator's own. task, progress, responsibility, appraisal, reward: 五定.
CREATE TABLE duties (
  id INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
  unit TEXT NOT NULL,
  leader TEXT NOT NULL,
  person TEXT NOT NULL,
  office TEXT NOT NULL,
  due TEXT NOT NULL,
  task TEXT NOT NULL,
  progress TEXT NOT NULL,
  responsibility TEXT NOT NULL,
  appraisal TEXT NOT NULL,
  reward TEXT NOT NULL,
  UNIQUE (indicator_id, unit)
) STRICT;

-- 责任状 a unit signed. deposit_yuan: 风险抵押金, NULL for none. document_id: the scan among the 材料.
CREATE TABLE pledges (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  signed_on TEXT NOT NULL,
  document_id INTEGER REFERENCES documents (id) ON DELETE SET NULL,
  deposit_yuan REAL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX pledges_unit ON pledges (unit);
CREATE INDEX pledges_document ON pledges (document_id) WHERE document_id IS NOT NULL;
`;
