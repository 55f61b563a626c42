"""Facts that add up: series of a measure by period, and the figures that contradict them, as SQL.

A *point* is a fact that states the level of a keyed measure of a keyed entity in known days. Points of one entity,
measure, segment, unit and period are one line of the view `series`: its best figure is the most exact one of those
that agree with the newest release; rows of statements go before other tables and prose. Points that do not agree with
it are lines of `conflicts`. Where one release gives several figures for one line in its prose, or in one of its tables,
they are figures of parts that it does not name apart: none of them is a point.

The statements are written for SQLite; `{days}` and `{real}` stand for what differs in PostgreSQL.
"""

from collections.abc import Sequence

__all__ = ["GROUP", "INDEXES", "SERIES_COLUMNS", "VIEWS", "conflicts_sql", "series_sql"]

GROUP = "subject_key, metric_key, segment_key, unit, per, span, period_end"
"""What makes two points figures of the same thing."""

_SPAN = """CASE WHEN {days} <= 1 THEN 'day' WHEN {days} BETWEEN 27 AND 36 THEN 'month'
    WHEN {days} BETWEEN 83 AND 100 THEN 'quarter' WHEN {days} BETWEEN 174 AND 192 THEN 'half'
    WHEN {days} BETWEEN 265 AND 285 THEN 'nine months' WHEN {days} BETWEEN 357 AND 378 THEN 'year'
    ELSE {days} || ' days' END"""
"""How long a period is: 13 weeks and a quarter are one, and so are 52 or 53 weeks and a year."""

_LEVELS = f"""SELECT f.subject_key, f.metric_key, COALESCE(LOWER(f.segment), '') AS segment_key, f.unit,
    COALESCE(f.per, '') AS per, {_SPAN} AS span, f.period_start, f.period_end,
    CASE f.negated WHEN 1 THEN -f.value ELSE f.value END AS value, f.value_exact, f.negated, f.decimals,
    COALESCE(CAST('5e' || (-1 - f.decimals) AS {{real}}), 0) AS margin,
    CASE f.comparator WHEN 'eq' THEN 0 ELSE 1 END AS hedged, f.subject, f.ticker, f.cik, f.metric, f.segment,
    CASE WHEN f.table_kind IN ('income', 'balance_sheet', 'cash_flow') THEN 0 ELSE 1 END AS loose,
    CASE f.table_kind WHEN 'reconciliation' THEN 1 ELSE 0 END AS reconciled, f.relation, f.relation_to,
    COALESCE(f."table", -1) AS place, LOWER(f.metric) AS words, f.basis_of_accounting, f.text, f.section, f.fact,
    f.fact_key, f.start_offset, f.release, r.release_id, r.name, r.source, r.published, r.version, r.latest
    FROM facts f JOIN releases r ON r.release = f.release
    WHERE f.metric_key IS NOT NULL AND f.subject_key IS NOT NULL AND f.period_end IS NOT NULL
    AND f.value IS NOT NULL AND f.status = 'actual' AND f.direction IS NULL AND f.basis IS NULL
    AND f.comparator IN ('eq', 'approx')
    AND COALESCE(f.relation, '') NOT IN ('change_of', 'share_of', 'part_of', 'equivalent_of')
    AND (f.section <> 'table' OR f.table_kind IN ('income', 'balance_sheet', 'cash_flow', 'key_figures')
        OR (f.table_kind = 'reconciliation' AND f.basis_of_accounting = 'non_gaap'))"""
"""Levels only: no changes, shares, parts, bounds or forecasts, and no rows of tables that take measures to pieces."""

_POINTS = f"""SELECT l.* FROM (SELECT v.*, MAX(v.value) OVER alike - MIN(v.value) OVER alike AS spread,
    MAX(v.margin) OVER alike AS widest
    FROM levels v WINDOW alike AS (PARTITION BY {GROUP}, release, place)) l WHERE l.spread <= 2 * l.widest"""

_RANKED = f"""ranked AS (
    SELECT n.*,
        ROW_NUMBER() OVER (PARTITION BY {GROUP} ORDER BY n.latest DESC,
            CASE WHEN ABS(n.value - n.newest) <= n.margin + n.newest_margin THEN 0 ELSE 1 END,
            n.hedged, n.decimals DESC NULLS LAST, n.loose, n.published DESC NULLS LAST, n.release DESC, n.start_offset
        ) AS standing,
        COUNT(CASE WHEN n.latest = 1 THEN 1 END) OVER (PARTITION BY {GROUP}) AS figures
    FROM (SELECT p.*,
        FIRST_VALUE(p.value) OVER newest_first AS newest, FIRST_VALUE(p.margin) OVER newest_first AS newest_margin
        FROM points p
        WINDOW newest_first AS (PARTITION BY {GROUP} ORDER BY
            p.latest DESC, p.loose, p.published DESC NULLS LAST, p.release DESC, p.hedged, p.decimals DESC NULLS LAST,
            p.start_offset)) n)"""
"""The points of a line by how good they are; those of older versions of a release stand behind all others."""

SERIES_COLUMNS = (
    "subject_key", "metric_key", "segment_key", "unit", "per", "span", "period_start", "period_end", "value",
    "value_exact", "negated", "decimals", "margin", "figures", "subject", "ticker", "metric", "segment",
    "basis_of_accounting", "text", "fact", "fact_key", "release", "release_id", "name", "source", "published",
)  # fmt: skip
"""Of the view `series`."""
_OF_THE_BEST = (
    "value", "text", "fact_key", "release", "release_id", "name", "source", "published", "period_start", "decimals",
    "margin", "words", "place", "loose", "reconciled", "latest",
)  # fmt: skip
"""What a conflict tells of the best figure of its line, and what it is found by."""


def _with(conditions: str) -> str:
    """The common part: the points that the conditions leave, and their ranks."""
    return f"WITH levels AS ({_LEVELS} {conditions}), points AS ({_POINTS}), {_RANKED}"


def series_sql(conditions: str = "") -> str:
    """The series; `conditions` (`AND f.subject_key = ?`) narrow the facts that are looked at."""
    return f"{_with(conditions)} SELECT {', '.join(SERIES_COLUMNS)} FROM ranked WHERE standing = 1 AND latest = 1"


def conflicts_sql(conditions: str = "") -> str:
    """The points that do not agree with their line of the series, however both are rounded.

    Within a release only prose and table under the same words are held against each other: two of its tables, or other
    words, seldom speak of one thing. Prose that is less than half or more than double is not either: it is a part of
    the measure, or what moved it. Between releases rows of statements are compared, and rows of reconciliations under
    the same words. `kind` says where the other figure stands: `within` the same release, in an older version of it
    (`correction`), or in another release (`restated`).

    What was misread contradicts nothing: a figure that the other release gives as well, but for another time, stands in
    a column whose time is in doubt; so does one that is compared against and has the time of what it is compared with.
    """
    best = ", ".join(f"FIRST_VALUE(r.{name}) OVER best_first AS best_{name}" for name in _OF_THE_BEST)
    doubtful = " AND ".join(f"NOT EXISTS ({_elsewhere(*pair)})" for pair in (("best_", ""), ("", "best_")))
    return f"""{_with(conditions)},
        held AS (SELECT r.*, {best} FROM ranked r WINDOW best_first AS (PARTITION BY {GROUP} ORDER BY r.standing)),
        pairs AS (SELECT o.*,
        CASE WHEN o.release = o.best_release THEN 'within' WHEN o.name = o.best_name THEN 'correction'
            ELSE 'restated' END AS kind
        FROM held o WHERE o.standing > 1 AND o.best_latest = 1 AND (o.latest = 1 OR o.name = o.best_name)
        AND o.best_decimals IS NOT NULL AND o.decimals IS NOT NULL
        AND ABS(o.value - o.best_value) > (o.margin + o.best_margin) * 1.000001
        AND CASE WHEN o.release = o.best_release THEN o.words = o.best_words AND (o.place < 0) <> (o.best_place < 0)
                AND o.value * o.best_value > 0
                AND ABS(o.value) BETWEEN ABS(o.best_value) / 2 AND ABS(o.best_value) * 2
            ELSE o.loose + o.best_loose = 0
                OR (o.reconciled = 1 AND o.best_reconciled = 1 AND o.words = o.best_words) END)
        SELECT subject_key, metric_key, segment_key, unit, per, span, best_period_start AS period_start, period_end,
        best_value AS value, best_text AS text, best_fact_key AS fact_key, best_release_id AS release_id,
        best_source AS source, best_published AS published, kind, value AS other_value, text AS other_text,
        fact_key AS other_fact_key, release_id AS other_release_id, source AS other_source,
        published AS other_published
        FROM pairs p WHERE {doubtful} AND NOT EXISTS (
            SELECT 1 FROM facts s WHERE p.relation = 'prior_of' AND s.release = p.release AND s.fact = p.relation_to
            AND s.period_end = p.period_end)"""


def _elsewhere(one: str, other: str) -> str:
    """Where the release of one point of a pair gives the figure of the other one for another time."""
    return f"""SELECT 1 FROM facts s WHERE s.subject_key = p.subject_key AND s.metric_key = p.metric_key
        AND s.release = p.{one}release AND p.{one}release <> p.{other}release AND s.section = 'table'
        AND s.unit = p.unit AND ABS(s.value) = ABS(p.{other}value) AND s.period_end <> p.period_end"""


INDEXES: Sequence[str] = (
    "CREATE INDEX facts_points ON facts (subject_key, metric_key) WHERE metric_key IS NOT NULL",
    "CREATE INDEX facts_ticker ON facts (ticker) WHERE ticker IS NOT NULL",
    "CREATE INDEX facts_cik ON facts (cik) WHERE cik IS NOT NULL",
    "CREATE INDEX facts_key ON facts (fact_key)",
)

VIEWS: Sequence[str] = (f"CREATE VIEW series AS {series_sql()}", f"CREATE VIEW conflicts AS {conflicts_sql()}")
