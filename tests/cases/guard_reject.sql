-- title: empty text
-- rule: empty

-- title: only a comment
-- rule: empty
-- SELECT name FROM indicators

-- title: only semicolons
-- rule: empty
; ;

-- title: an unclosed comment
-- rule: syntax
SELECT name FROM indicators WHERE /* 1

-- title: a second statement
-- rule: one-statement
SELECT name FROM indicators; DROP TABLE indicators

-- title: a second query
-- rule: one-statement
SELECT 1; SELECT 2

-- title: a second statement behind a comment
-- rule: one-statement
SELECT 1; -- that was it
DELETE FROM indicators

-- title: a second statement behind an empty one
-- rule: one-statement
SELECT 1;; ATTACH 'x.db' AS x

-- title: a comment that ends early
-- rule: one-statement
SELECT 1 /* /* */ ; DELETE FROM indicators

-- title: DELETE
-- rule: not-a-query
DELETE FROM indicators

-- title: UPDATE
-- rule: not-a-query
UPDATE indicators SET value = 0

-- title: INSERT
-- rule: not-a-query
INSERT INTO indicators (name) VALUES ('x')

-- title: REPLACE
-- rule: not-a-query
REPLACE INTO indicators (name) VALUES ('x')

-- title: DROP behind a comment
-- rule: not-a-query
/* SELECT */ DROP TABLE indicators

-- title: CREATE from a query
-- rule: not-a-query
CREATE TABLE copy AS SELECT name FROM indicators

-- title: a temporary trigger
-- rule: not-a-query
CREATE TEMP TRIGGER t AFTER INSERT ON indicators BEGIN SELECT 1

-- title: ATTACH
-- rule: not-a-query
ATTACH DATABASE '/tmp/other.db' AS other

-- title: DETACH
-- rule: not-a-query
DETACH DATABASE main

-- title: PRAGMA
-- rule: not-a-query
PRAGMA query_only = OFF

-- title: VACUUM INTO a file
-- rule: not-a-query
VACUUM INTO '/tmp/copy.db'

-- title: EXPLAIN
-- rule: not-a-query
EXPLAIN SELECT name FROM indicators

-- title: EXPLAIN QUERY PLAN
-- rule: not-a-query
EXPLAIN QUERY PLAN SELECT name FROM indicators

-- title: BEGIN
-- rule: not-a-query
BEGIN IMMEDIATE

-- title: VALUES alone
-- rule: not-a-query
VALUES (1), (2)

-- title: a query in parentheses
-- rule: not-a-query
(SELECT name FROM indicators)

-- title: a sentence
-- rule: not-a-query
列出所有指标

-- title: WITH in front of DELETE
-- rule: not-a-query
WITH a AS (SELECT 1 AS n) DELETE FROM indicators

-- title: WITH in front of INSERT
-- rule: not-a-query
WITH a AS (SELECT 'x' AS n) INSERT INTO indicators (name) SELECT n FROM a

-- title: a deletion as a WITH query
-- rule: not-a-query
WITH a AS (DELETE FROM indicators RETURNING name) SELECT name FROM a

-- title: SELECT INTO
-- rule: table
SELECT name INTO copy FROM indicators

-- title: VALUES in FROM
-- rule: construct
SELECT * FROM (VALUES (1))

-- title: VALUES in a union
-- rule: construct
SELECT name FROM indicators UNION VALUES ('x')

-- title: nothing selected
-- rule: syntax
SELECT FROM indicators

-- title: a WITH query that is no query
-- rule: not-a-query
WITH a AS (name) SELECT 1 FROM indicators

-- title: a query as an argument without its parentheses
-- rule: syntax
SELECT substr(SELECT name, 1, 2) FROM indicators

-- title: EXISTS without a query
-- rule: not-a-query
SELECT name FROM indicators WHERE EXISTS (name)

-- title: not SQL after SELECT
-- rule: syntax
SELECT FROM WHERE

-- title: an unclosed text
-- rule: syntax
SELECT 'name FROM indicators

-- title: an unclosed parenthesis
-- rule: syntax
SELECT (name FROM indicators

-- title: full-width parentheses
-- rule: column
SELECT count（*） FROM indicators

-- title: a full-width semicolon does not end a statement
-- rule: syntax
SELECT name FROM indicators；DELETE FROM indicators

-- title: sqlite_master
-- rule: system-table
SELECT name FROM sqlite_master

-- title: sqlite_schema in another case
-- rule: system-table
SELECT sql FROM SQLite_Schema

-- title: sqlite_master as a text
-- rule: system-table
SELECT * FROM 'sqlite_master'

-- title: sqlite_master in brackets, under an alias
-- rule: system-table
SELECT x.name FROM [sqlite_master] AS x

-- title: sqlite_master with a database
-- rule: system-table
SELECT name FROM main.sqlite_master

-- title: sqlite_temp_master
-- rule: system-table
SELECT name FROM sqlite_temp_master

-- title: sqlite_sequence
-- rule: system-table
SELECT name FROM sqlite_sequence

-- title: a union into sqlite_master
-- rule: system-table
SELECT name FROM indicators UNION SELECT sql FROM sqlite_master

-- title: sqlite_master in a subquery of the results
-- rule: system-table
SELECT name, (SELECT group_concat(sql) FROM sqlite_master) FROM indicators

-- title: sqlite_master in WHERE
-- rule: system-table
SELECT name FROM indicators WHERE EXISTS (SELECT 1 FROM sqlite_master)

-- title: sqlite_master in IN
-- rule: system-table
SELECT name FROM indicators WHERE name IN (SELECT name FROM sqlite_master)

-- title: a table as the right side of IN
-- rule: construct
SELECT 'indicators' IN sqlite_master

-- title: sqlite_master in HAVING
-- rule: system-table
SELECT unit FROM indicators GROUP BY unit HAVING count(*) > (SELECT count(*) FROM sqlite_master)

-- title: sqlite_master in ORDER BY
-- rule: system-table
SELECT name FROM indicators ORDER BY (SELECT count(*) FROM sqlite_master)

-- title: sqlite_master in LIMIT
-- rule: system-table
SELECT name FROM indicators LIMIT (SELECT count(*) FROM sqlite_master)

-- title: sqlite_master in a join condition
-- rule: system-table
SELECT i.name FROM indicators AS i JOIN duties AS d ON (SELECT count(*) FROM sqlite_master) > 0

-- title: sqlite_master in CASE, in a function, in a window
-- rule: system-table
SELECT sum(CASE WHEN (SELECT count(*) FROM sqlite_master) > 0 THEN 1 END) OVER () FROM indicators

-- title: sqlite_master in FROM behind a comma
-- rule: system-table
SELECT i.name FROM indicators AS i, sqlite_master AS m

-- title: the file's pages
-- rule: system-table
SELECT sum(pgsize) FROM dbstat

-- title: a pragma as a table
-- rule: system-table
SELECT name FROM pragma_table_list

-- title: a pragma as a table function
-- rule: table-function
SELECT name FROM pragma_table_info('indicators')

-- title: json_each
-- rule: table-function
SELECT value FROM json_each('[1, 2]')

-- title: json_tree behind a table
-- rule: table-function
SELECT i.name FROM indicators AS i, json_tree(i.name)

-- title: generate_series
-- rule: table-function
SELECT value FROM generate_series(1, 1000000000)

-- title: a table function on the right side of IN
-- rule: construct
SELECT 1 IN generate_series(1, 10)

-- title: an unknown table
-- rule: table
SELECT word FROM secrets

-- title: an unknown table behind a union
-- rule: table
SELECT name FROM indicators UNION ALL SELECT word FROM secrets

-- title: a known table in another database
-- rule: table
SELECT name FROM temp.indicators

-- title: a known table with a database
-- rule: table
SELECT name FROM main.indicators

-- title: a table name with a Cyrillic letter
-- rule: table
SELECT name FROM indicаtors

-- title: a table name with a zero-width space
-- rule: table
SELECT name FROM "indicators​"

-- title: an index by name
-- rule: table
SELECT name FROM indicators INDEXED BY secret_index

-- title: a column name with the Kelvin sign
-- rule: column
SELECT Kind FROM indicators

-- title: an unknown column
-- rule: column
SELECT salary FROM indicators

-- title: an unknown column with its table
-- rule: column
SELECT indicators.salary FROM indicators

-- title: a column that the table has and the schema does not list
-- rule: column
SELECT note FROM indicators

-- title: a hidden column in WHERE
-- rule: column
SELECT name FROM indicators WHERE note LIKE 'a%'

-- title: a hidden column in ORDER BY
-- rule: column
SELECT name FROM indicators ORDER BY note

-- title: a hidden column in USING
-- rule: column
SELECT a.name FROM indicators AS a JOIN indicators AS b USING (note)

-- title: a hidden column of a correlated subquery
-- rule: column
SELECT name FROM indicators AS i WHERE EXISTS (SELECT 1 FROM duties WHERE actor = i.note)

-- title: a name in double quotes that SQLite would read as a text
-- rule: column
SELECT name FROM indicators WHERE name = "GDP"

-- title: a text in double quotes among the results
-- rule: column
SELECT "hello" FROM indicators

-- title: a text in double quotes in ORDER BY
-- rule: column
SELECT name FROM indicators ORDER BY "hello"

-- title: a text in double quotes in GROUP BY
-- rule: column
SELECT count(*) FROM indicators GROUP BY "hello"

-- title: a column that two tables have
-- rule: column
SELECT clause_id FROM indicators, duties

-- title: a column of a table that is not in FROM
-- rule: column
SELECT duties.actor FROM indicators

-- title: the name of the table as a column
-- rule: column
SELECT indicators FROM indicators

-- title: an alias among its own results
-- rule: column
SELECT value AS v, v * 2 AS w FROM indicators

-- title: aliases that would double with every name
-- rule: column
SELECT value + value AS a, a + a AS b, b + b AS c, c + c AS d, d + d AS e FROM indicators

-- title: a field of a column
-- rule: construct
SELECT indicators.name.x.y FROM indicators

-- title: a WITH query outside its place
-- rule: table
SELECT x.n FROM (WITH a AS (SELECT name AS n FROM indicators) SELECT n FROM a) AS x, a

-- title: rowid
-- rule: rowid
SELECT rowid FROM indicators

-- title: rowid in quotes and capitals
-- rule: rowid
SELECT "ROWID" FROM indicators

-- title: _rowid_ with its table
-- rule: rowid
SELECT i._rowid_ FROM indicators AS i

-- title: oid in WHERE
-- rule: rowid
SELECT name FROM indicators WHERE oid = 1

-- title: WITH RECURSIVE without an end
-- rule: recursive
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n

-- title: WITH RECURSIVE with LIMIT
-- rule: recursive
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10) SELECT i FROM n

-- title: a recursive query without the word
-- rule: recursive
WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n

-- title: a recursive query without the word, in another case, in a subquery
-- rule: recursive
WITH n AS (SELECT 1 AS i UNION ALL SELECT (SELECT max(i) + 1 FROM "N")) SELECT i FROM n

-- title: two WITH queries that read each other
-- rule: recursive
WITH a AS (SELECT i FROM b), b AS (SELECT 1 AS i UNION ALL SELECT i FROM a) SELECT i FROM a

-- title: a WITH query that hides a table
-- rule: shadow
WITH indicators AS (SELECT actor AS name FROM duties) SELECT name FROM indicators

-- title: a WITH query that hides the table it reads
-- rule: shadow
WITH indicators AS (SELECT name FROM indicators) SELECT name FROM indicators

-- title: a WITH query named like sqlite_master that reads it
-- rule: shadow
WITH sqlite_master AS (SELECT name, sql FROM sqlite_master) SELECT sql FROM sqlite_master

-- title: a WITH query named like a forbidden table that reads it
-- rule: recursive
WITH secrets AS (SELECT word FROM secrets) SELECT word FROM secrets

-- title: an inner WITH query lends its name to a forbidden table outside
-- rule: table
SELECT a.n, b.word FROM (WITH secrets AS (SELECT 1 AS n) SELECT n FROM secrets) AS a, secrets AS b

-- title: two WITH queries of one name
-- rule: shadow
WITH a AS (SELECT name FROM indicators) SELECT n FROM (WITH a AS (SELECT actor AS n FROM duties) SELECT n FROM a) AS x

-- title: an alias that is the name of another table
-- rule: shadow
SELECT duties.name FROM indicators AS duties

-- title: an alias like a system table
-- rule: shadow
SELECT sqlite_master.name FROM indicators AS sqlite_master

-- title: an unknown function
-- rule: function
SELECT reveal(name) FROM indicators

-- title: load_extension
-- rule: function
SELECT load_extension('/tmp/evil.so')

-- title: load_extension in quotes
-- rule: function
SELECT "load_extension"('/tmp/evil.so')

-- title: load_extension deep inside
-- rule: function
SELECT coalesce(upper(trim(load_extension('x'))), '') FROM indicators

-- title: writefile
-- rule: function
SELECT writefile('/tmp/x', name) FROM indicators

-- title: readfile in WHERE
-- rule: function
SELECT name FROM indicators WHERE readfile('/etc/passwd') IS NOT NULL

-- title: edit
-- rule: function
SELECT edit(name) FROM indicators

-- title: fts3_tokenizer
-- rule: function
SELECT fts3_tokenizer('simple')

-- title: a window over a function that is not allowed
-- rule: function
SELECT json_group_array(name) OVER (ORDER BY id) FROM indicators

-- title: a large value from a small one
-- rule: function
SELECT zeroblob(1000000000)

-- title: a wide format
-- rule: function
SELECT printf('%1000000000d', 1)

-- title: the version
-- rule: function
SELECT sqlite_version()

-- title: chance
-- rule: function
SELECT name FROM indicators ORDER BY random()

-- title: a function that would be written as another one
-- rule: function
SELECT date_diff('2021-01-01', '2022-01-01')

-- title: the time, which has no parentheses
-- rule: construct
SELECT current_timestamp

-- title: a JSON operator
-- rule: construct
SELECT name -> 'a' FROM indicators

-- title: MATCH
-- rule: construct
SELECT name FROM indicators WHERE name MATCH 'a'

-- title: REGEXP
-- rule: construct
SELECT name FROM indicators WHERE name REGEXP '(a+)+$'

-- title: an unknown collation
-- rule: construct
SELECT name FROM indicators ORDER BY name COLLATE evil

-- title: a cast to a binary type
-- rule: type
SELECT cast(name AS BLOB) FROM indicators

-- title: a cast to an unknown type
-- rule: type
SELECT cast(name AS evil) FROM indicators

-- title: a binary value
-- rule: construct
SELECT x'53514c'

-- title: a lock
-- rule: construct
SELECT name FROM indicators FOR UPDATE

-- title: an unnamed parameter
-- rule: parameter
SELECT name FROM indicators WHERE id = ?

-- title: a parameter of another kind
-- rule: parameter
SELECT name FROM indicators WHERE id = @id

-- title: more parentheses than anyone needs
-- rule: depth
SELECT ((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))

-- title: a long chain of signs
-- rule: depth
SELECT - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - 1

-- title: more tables than anyone needs
-- rule: complexity
SELECT 1 FROM duties a, duties b, duties c, duties d, duties e, duties f, duties g, duties h, duties i, duties j,
  duties k, duties l, duties m, duties n, duties o, duties p, duties q

-- title: stars that multiply
-- rule: complexity
WITH a AS (SELECT * FROM duties x, duties y, duties z), b AS (SELECT * FROM a x, a y, a z),
  c AS (SELECT * FROM b x, b y, b z), d AS (SELECT * FROM c x, c y, c z), e AS (SELECT * FROM d x, d y, d z),
  f AS (SELECT * FROM e x, e y, e z)
SELECT 1 FROM f

-- title: one grouping term over and over
-- rule: complexity
SELECT count(*) FROM indicators GROUP BY 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1

-- title: WITH RECURSIVE that counts without an end, behind a table
-- rule: recursive
WITH RECURSIVE c(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c) SELECT name FROM indicators, c

-- title: WITH RECURSIVE that doubles a text
-- rule: recursive
WITH RECURSIVE t(s) AS (SELECT 'a' UNION ALL SELECT s || s FROM t) SELECT length(s) FROM t

-- title: WITH RECURSIVE in a subquery of WHERE
-- rule: recursive
SELECT name FROM indicators WHERE value IN (WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n) SELECT i FROM n)

-- title: a recursive query through a join
-- rule: recursive
WITH n AS (SELECT 1 AS i UNION ALL SELECT a.i FROM n AS a JOIN indicators AS b ON 1 = 1) SELECT i FROM n

-- title: json_each over a column, with an alias
-- rule: table-function
SELECT j.value FROM indicators AS i JOIN json_each(i.name) AS j ON 1 = 1

-- title: json_each in capitals, quoted
-- rule: table-function
SELECT value FROM "JSON_EACH"('[1]')

-- title: json_tree inside a WITH query
-- rule: table-function
WITH a AS (SELECT value FROM json_tree('{}')) SELECT value FROM a

-- title: a pragma function with a schema name
-- rule: table-function
SELECT name FROM main.pragma_table_info('secrets')

-- title: pragma_database_list with an alias
-- rule: system-table
SELECT p.file FROM pragma_database_list AS p

-- title: pragma_function_list in a subquery
-- rule: system-table
SELECT name FROM indicators WHERE name IN (SELECT name FROM pragma_function_list)

-- title: pragma_compile_options in capitals and quotes
-- rule: system-table
SELECT * FROM "PRAGMA_compile_options"

-- title: a scalar pragma
-- rule: function
SELECT pragma_page_size()

-- title: sqlite_stat1
-- rule: system-table
SELECT tbl FROM sqlite_stat1

-- title: a window over a table that is not listed
-- rule: table
SELECT row_number() OVER (ORDER BY word) FROM secrets

-- title: a window ordered by a hidden column
-- rule: column
SELECT name, rank() OVER (ORDER BY note) FROM indicators

-- title: a window partitioned by rowid
-- rule: rowid
SELECT count(*) OVER (PARTITION BY rowid) FROM indicators

-- title: a named window on a hidden column
-- rule: column
SELECT sum(value) OVER w FROM indicators WINDOW w AS (ORDER BY note)

-- title: a frame whose bound asks another table
-- rule: table
SELECT sum(value) OVER (ORDER BY id ROWS (SELECT count(*) FROM secrets) PRECEDING) FROM indicators

-- title: LIKE with an escape that asks another table
-- rule: syntax
SELECT name FROM indicators WHERE name LIKE 'a' ESCAPE (SELECT word FROM secrets)

-- title: the likelihood of a call hidden in LIKE
-- rule: function
SELECT name FROM indicators WHERE name LIKE hex(randomblob(8))

-- title: a quoted identifier with a quote, of no column
-- rule: column
SELECT "na""me" FROM indicators

-- title: a table in back quotes with a stray blank
-- rule: table
SELECT name FROM `indicators `

-- title: brackets around table and database
-- rule: table
SELECT [name] FROM [main].[indicators]

-- title: a text as the name of a column
-- rule: column
SELECT indicators.'note' FROM indicators

-- title: a filter of an aggregate on a hidden column
-- rule: column
SELECT count(*) FILTER (WHERE note = 'n1') FROM indicators

-- title: a group_concat ordered by a hidden column
-- rule: construct
SELECT group_concat(name ORDER BY note) FROM indicators

-- title: LIMIT that counts a forbidden table
-- rule: table
SELECT name FROM indicators LIMIT (SELECT count(*) FROM secrets)

-- title: an order by a case over a forbidden table
-- rule: table
SELECT name FROM indicators ORDER BY CASE WHEN (SELECT substr(word, 1, 1) FROM secrets) = 'h' THEN name ELSE id END

-- title: RETURNING
-- rule: not-a-query
UPDATE indicators SET value = 1 RETURNING name

-- title: an upsert
-- rule: not-a-query
INSERT INTO indicators (id) VALUES ('1') ON CONFLICT DO NOTHING

-- title: TABLESAMPLE, of another dialect
-- rule: construct
SELECT name FROM indicators TABLESAMPLE (10 PERCENT)

-- title: TOP, of another dialect
-- rule: syntax
SELECT TOP 1 name FROM indicators

-- title: a delay, of another dialect
-- rule: function
SELECT pg_sleep(10)

-- title: a second statement behind a full stop of another dialect
-- rule: syntax
SELECT name FROM indicators GO DROP TABLE indicators

-- title: a comment of another dialect that would run
-- rule: table
SELECT name FROM indicators UNION SELECT /*!50000 word */ word FROM secrets

-- title: INTO OUTFILE, of another dialect
-- rule: syntax
SELECT name INTO OUTFILE '/tmp/x' FROM indicators

-- title: a lateral subquery
-- rule: construct
SELECT i.name FROM indicators AS i, LATERAL (SELECT 1) AS x
