"""tables: from grids to facts of cells: what is a table of figures, its heads, scale and rows, and what each cell says.

`layout` finds heads, labels and columns in a grid; `heads` reads columns, `periods` and `calendar` their times; `scale`
reads captions; `rows` finds what a row measures; `cells` reads one cell; `facts` puts it together.
"""
