"""A name like the one that is not defined."""


def function(parameter_name):
    return paramter_name


function(1)
