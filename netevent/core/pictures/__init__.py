"""Photos that people send: checked by their content, decoded in a process of its own, made into squares.

`process` is the way in, `kinds` looks at the first bytes, `reading` decodes (the child), `problems` says what
is wrong with a file.
"""
