"""Guidance over time, as SQL: what each release says of a measure and period, held against the one before.

Where a release says itself what it does (`stated`), that holds; else its ends are compared with those of the subject's
last release that spoke of the same measure and period. Written for SQLite and PostgreSQL alike.
"""

__all__ = ["GUIDANCE_INDEX", "GUIDANCE_VIEW", "guidance_sql"]

_MEASURE = "COALESCE(f.metric_key, LOWER(f.metric))"
"""What makes two figures one measure: its key, else the words themselves."""
_GROUP = "subject_key, measure, segment_key, unit, per, direction, period_start, period_end"


def guidance_sql(conditions: str = "") -> str:
    """One line a release, measure and period; `conditions` (`AND f.subject_key = ?`) narrow the facts looked at."""
    return f"""WITH said AS (SELECT f.subject_key, f.metric_key, {_MEASURE} AS measure,
    COALESCE(LOWER(f.segment), '') AS segment_key, f.unit, COALESCE(f.per, '') AS per,
    COALESCE(f.direction, '') AS direction, f.period, f.period_start, f.period_end,
    f.guidance_low AS low, f.guidance_high AS high, f.guidance AS stated, f.prior_low, f.prior_high, f.subject,
    f.ticker, f.metric, f.text, f.fact_key, f.release, r.release_id, r.source, r.published,
    ROW_NUMBER() OVER (PARTITION BY f.release, f.subject_key, {_MEASURE}, f.segment, f.unit, f.per, f.direction,
        f.period_start, f.period_end ORDER BY CASE WHEN f.guidance IS NULL THEN 1 ELSE 0 END,
        CASE WHEN f.guidance_low < f.guidance_high THEN 0 ELSE 1 END, f.start_offset) AS standing
    FROM facts f JOIN releases r ON r.release = f.release
    WHERE f.guidance_low IS NOT NULL AND f.subject_key IS NOT NULL AND r.latest = 1 {conditions}),
    held AS (SELECT s.*, LAG(s.low) OVER before AS last_low, LAG(s.high) OVER before AS last_high,
        LAG(s.release_id) OVER before AS last_release_id
        FROM said s WHERE s.standing = 1
        WINDOW before AS (PARTITION BY {_GROUP} ORDER BY s.published, s.release))
    SELECT h.subject_key, h.metric_key, h.segment_key, h.unit, h.per, h.direction, h.period, h.period_start,
    h.period_end, h.low, h.high,
    CASE WHEN h.stated IS NOT NULL THEN h.stated WHEN h.last_low IS NULL OR h.period_end IS NULL THEN NULL
        WHEN h.low = h.last_low AND h.high = h.last_high THEN 'maintained'
        WHEN h.low >= h.last_low AND h.high <= h.last_high THEN 'narrowed'
        WHEN h.low + h.high > h.last_low + h.last_high THEN 'raised' ELSE 'lowered' END AS action,
    h.stated,
    CASE WHEN h.prior_low IS NULL AND h.period_end IS NOT NULL THEN h.last_low ELSE h.prior_low END AS prior_low,
    CASE WHEN h.prior_high IS NULL AND h.period_end IS NOT NULL THEN h.last_high ELSE h.prior_high END AS prior_high,
    h.subject, h.ticker, h.metric, h.text, h.fact_key, h.release_id, h.source, h.published,
    CASE WHEN h.period_end IS NOT NULL THEN h.last_release_id END AS last_release_id FROM held h"""


GUIDANCE_INDEX = "CREATE INDEX facts_guidance ON facts (subject_key) WHERE guidance_low IS NOT NULL"
GUIDANCE_VIEW = f"CREATE VIEW guidance AS {guidance_sql()}"
