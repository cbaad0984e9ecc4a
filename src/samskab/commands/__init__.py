"""The words after `samskab` that are not Django's: each module has `configure(parser)` and `run(args) ->
int`.
"""
