-- title: one column
SELECT name FROM indicators

-- title: identifiers in any case, as SQLite reads them
SELECT NAME, "Value", [Unit] FROM Indicators WHERE `DOMAIN` = '儿童与健康'

-- title: a Chinese alias
SELECT name AS 指标, value AS 目标值 FROM indicators ORDER BY 目标值 DESC, 指标

-- title: a named parameter
SELECT name, value FROM indicators WHERE name = :name

-- title: a parameter in LIMIT
SELECT name FROM indicators ORDER BY id LIMIT :many OFFSET 1

-- title: one trailing semicolon
SELECT count(*) FROM indicators;

-- title: comments are dropped
SELECT /* how many */ count(*) -- of them
FROM indicators

-- title: a semicolon, a comment and quotes inside a text
SELECT name FROM indicators WHERE name <> 'a; DROP TABLE indicators -- /* it''s "text" */'

-- title: every star is spelled out
SELECT * FROM duties

-- title: a star of one table in a join
SELECT d.*, i.name FROM indicators AS i JOIN duties AS d ON d.clause_id = i.clause_id

-- title: the highest
SELECT name, value, unit FROM indicators WHERE unit = '%' ORDER BY value DESC NULLS LAST, name LIMIT 1

-- title: how many in each domain, by alias
SELECT domain AS d, count(*) AS n FROM indicators GROUP BY d HAVING n >= 1 ORDER BY n DESC, d

-- title: by position
SELECT domain, kind, count(*) FROM indicators GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2

-- title: an alias in WHERE
SELECT lower(name) AS small FROM indicators WHERE small LIKE '%率%'

-- title: an alias that has the name of a column
SELECT upper(unit) AS unit, sum(value) AS value FROM indicators GROUP BY unit HAVING value > 1 ORDER BY unit

-- title: aggregates
SELECT count(DISTINCT unit), sum(value), avg(value), min(value), max(value), group_concat(name, '、')
FROM indicators

-- title: an aggregate with a filter
SELECT count(*) FILTER (WHERE kind = 'target') AS targets, count(*) AS rows FROM indicators

-- title: scalar functions
SELECT coalesce(per, '无'), nullif(unit, '%'), iif(value > 50, '高', '低'), round(value, 1), abs(-value),
  substr(name, 1, 2), instr(name, '率'), replace(name, '率', ''), trim(name), length(name), ifnull(per, ''),
  max(value, 1), min(value, 1), typeof(value)
FROM indicators ORDER BY id

-- title: casts
SELECT cast(value AS TEXT), cast(value AS INTEGER), cast(target_year AS REAL) FROM indicators ORDER BY id

-- title: a case
SELECT name, CASE WHEN comparator = '>=' THEN '以上' WHEN comparator = '<=' THEN '以下' ELSE comparator END
FROM indicators ORDER BY id

-- title: comparisons of every kind
SELECT id FROM indicators
WHERE (value BETWEEN 1 AND 99 OR value IS NULL) AND unit IN ('%', '‰', '小时') AND name NOT LIKE '%x!%%' ESCAPE '!'
  AND name GLOB '*率*' AND NOT kind = 'standard' AND per IS NOT 'x' AND target_year IS NOT NULL
ORDER BY id

-- title: arithmetic
SELECT name, (value + 1) * 2 - value / 4 % 3, -value, name || unit FROM indicators ORDER BY id

-- title: row values
SELECT name FROM indicators WHERE (unit, target_year) IN (SELECT unit, max(target_year) FROM indicators GROUP BY unit)
ORDER BY id

-- title: an order without regard to case
SELECT name COLLATE NOCASE AS n FROM indicators ORDER BY n COLLATE NOCASE

-- title: a left join
SELECT i.name, d.actor FROM indicators i LEFT JOIN duties d ON d.clause_id = i.clause_id ORDER BY i.id, d.actor

-- title: a join with USING
SELECT clause_id, name, actor FROM indicators JOIN duties USING (clause_id) ORDER BY 1, 2, 3

-- title: a natural join, made explicit
SELECT name, actor FROM indicators NATURAL JOIN duties ORDER BY 1, 2

-- title: a table with itself
SELECT a.name, b.name, a.value - b.value AS gap
FROM indicators AS a, indicators AS b WHERE a.unit = b.unit AND a.value > b.value ORDER BY gap DESC, 1, 2

-- title: a subquery in WHERE
SELECT name FROM indicators WHERE value = (SELECT max(value) FROM indicators WHERE unit = '%') ORDER BY id

-- title: a correlated subquery
SELECT name FROM indicators AS i WHERE EXISTS (SELECT 1 FROM duties AS d WHERE d.clause_id = i.clause_id) ORDER BY id

-- title: a subquery in FROM
SELECT t.unit, t.n FROM (SELECT unit, count(*) AS n FROM indicators GROUP BY unit) AS t WHERE t.n > 1 ORDER BY 1

-- title: a subquery among the results
SELECT name, (SELECT count(*) FROM duties AS d WHERE d.clause_id = i.clause_id) AS duties_found
FROM indicators AS i ORDER BY id

-- title: WITH
WITH percent AS (SELECT name, value FROM indicators WHERE unit = '%')
SELECT name FROM percent WHERE value > (SELECT avg(value) FROM percent) ORDER BY name

-- title: WITH, one reading the one above it, columns named in front
WITH a(n, v) AS (SELECT name, value FROM indicators), b AS (SELECT n, v FROM a WHERE v > 1)
SELECT b.n, b.v FROM b ORDER BY v, n

-- title: WITH of which nothing but the number of rows is read
WITH a AS (SELECT name FROM indicators) SELECT count(*) FROM a

-- title: WITH inside a subquery
SELECT n FROM (WITH inner_one AS (SELECT count(*) AS n FROM duties) SELECT n FROM inner_one) AS x

-- title: a union of two tables
SELECT name AS what FROM indicators UNION ALL SELECT actor FROM duties ORDER BY what LIMIT 5

-- title: set operations are taken from left to right
SELECT clause_id FROM indicators UNION SELECT clause_id FROM duties INTERSECT SELECT clause_id FROM duties
EXCEPT SELECT 'none'

-- title: a window
SELECT name, row_number() OVER (PARTITION BY unit ORDER BY value DESC, id) AS place FROM indicators ORDER BY id

-- title: a named window and a frame
SELECT name, sum(value) OVER w, lag(value, 1) OVER w FROM indicators
WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY id

-- title: no table at all
SELECT 1 + 1 AS two

-- title: WITH named by a word that is a table elsewhere
WITH secrets AS (SELECT name FROM indicators) SELECT name FROM secrets ORDER BY 1

-- title: ranks with ties, the whole over a subquery
SELECT name, place FROM (SELECT name, rank() OVER (PARTITION BY unit, per ORDER BY value DESC) AS place FROM indicators) AS r
WHERE place <= 1 ORDER BY name

-- title: two ranks side by side
SELECT id, dense_rank() OVER (ORDER BY unit) AS d, ntile(2) OVER (ORDER BY id) AS half FROM indicators ORDER BY id

-- title: a window with a filter and an excluded row
SELECT id, count(*) FILTER (WHERE value > 1) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS others
FROM indicators ORDER BY id

-- title: first and last value of a frame
SELECT id, first_value(name) OVER (ORDER BY id) AS a, last_value(name) OVER (ORDER BY id RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS z
FROM indicators ORDER BY id

-- title: a share of all
SELECT domain, round(count(*) / (sum(count(*)) OVER () / 100.0), 1) AS share FROM indicators GROUP BY domain ORDER BY domain

-- title: LIKE with an escaped sign
SELECT id FROM indicators WHERE name LIKE '%\_%' ESCAPE '\' OR name LIKE '%率' ORDER BY id

-- title: a percent sign that is text, found by INSTR
SELECT id FROM indicators WHERE instr(unit, '%') > 0 ORDER BY id

-- title: identifiers in three kinds of quotes, with blanks and Chinese
SELECT "name" AS "指 标", [value] AS [数-值], `unit` AS `select` FROM "indicators" ORDER BY "id"

-- title: an alias that holds a quote
SELECT name AS "a""b" FROM indicators ORDER BY "a""b"

-- title: a text that looks like a table function
SELECT id, 'json_each(pragma_table_info)' AS note_text FROM indicators ORDER BY id

-- title: a text of full-width quotes and a semicolon
SELECT id FROM indicators WHERE name <> '“；DROP”' ORDER BY id

-- title: no row matches
SELECT name FROM indicators WHERE unit = '吨'

-- title: IS DISTINCT FROM
SELECT id FROM indicators WHERE per IS NOT DISTINCT FROM NULL ORDER BY id

-- title: NOT IN a subquery
SELECT id FROM indicators WHERE clause_id NOT IN (SELECT clause_id FROM duties) ORDER BY id

-- title: NOT EXISTS, correlated
SELECT i.id FROM indicators AS i WHERE NOT EXISTS (SELECT 1 FROM duties WHERE duties.clause_id = i.clause_id) ORDER BY i.id

-- title: a CASE with an operand inside an aggregate
SELECT sum(CASE kind WHEN 'target' THEN 1 ELSE 0 END) AS targets FROM indicators

-- title: HAVING on a distinct count
SELECT domain FROM indicators GROUP BY domain HAVING count(DISTINCT unit) > 1 ORDER BY domain

-- title: the difference of two subqueries
SELECT (SELECT value FROM indicators WHERE id = '2') - (SELECT value FROM indicators WHERE id = '1') AS gap

-- title: WITH three deep, each from the one above
WITH a AS (SELECT unit, value FROM indicators), b AS (SELECT unit, max(value) AS top FROM a GROUP BY unit), c AS (SELECT count(*) AS n FROM b)
SELECT n FROM c

-- title: WITH MATERIALIZED
WITH a AS MATERIALIZED (SELECT name, value FROM indicators WHERE value > 5) SELECT name FROM a ORDER BY name

-- title: a right side of a union with its own parameter
SELECT name FROM indicators WHERE name = :name UNION ALL SELECT actor FROM duties WHERE length(actor) > :many ORDER BY 1

-- title: bit operators and a shift
SELECT id, target_year & 3, target_year | 1, target_year >> 1, ~target_year FROM indicators ORDER BY id
