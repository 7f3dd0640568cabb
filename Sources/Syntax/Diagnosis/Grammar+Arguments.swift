// Python's grammar in CPython's order: arguments and parameters. `Grammar+Statements.swift` explains the
// notation.

extension Grammar {
  static let arguments: StaticString = #"""
    arguments (memo): args ','? &')' | invalid_arguments
    args:
      | ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ (',' kwargs)?
      | kwargs
    kwargs:
      | ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+
      | ','.kwarg_or_starred+
      | ','.kwarg_or_double_starred+
    starred_expression: invalid_starred_expression_unpacking | '*' expression | invalid_starred_expression
    invalid_starred_expression_unpacking:
      | a='*' expression '=' b=expression -> range(a, b) "cannot assign to iterable argument unpacking"
    invalid_starred_expression: '*' -> last() "Invalid star expression"
    kwarg_or_starred: invalid_kwarg | NAME '=' expression | starred_expression
    kwarg_or_double_starred: invalid_kwarg | NAME '=' expression | '**' expression
    invalid_arguments:
      | ((','.(starred_expression | (assignment_expression | expression !':=') !'=')+
        ',' kwargs) | kwargs) a=',' ','.starred_expression+
        -> from(a) "iterable argument unpacking follows keyword argument unpacking"
      | a=expression b=for_if_clauses ',' (args | expression for_if_clauses)?
        -> generatorRange(a, b) "Generator expression must be parenthesized"
      | a=NAME b='=' expression for_if_clauses
        -> range(a, b) "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
      | (args ',')? a=NAME b='=' &(',' | ')') -> range(a, b) "expected argument value expression"
      | a=args b=for_if_clauses -> generatorArguments(a, b) "Generator expression must be parenthesized"
      | args ',' a=expression b=for_if_clauses
        -> generatorTarget(a, b) "Generator expression must be parenthesized"
      | a=args ',' args -> positionalAfterKeyword(a)
    invalid_kwarg:
      | a=('True' | 'False' | 'None') b='=' -> keywordTarget(a, b) "cannot assign to %s"
      | a=NAME b='=' expression for_if_clauses
        -> range(a, b) "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
      | !(NAME '=') a=expression b='='
        -> range(a, b) "expression cannot contain assignment, perhaps you meant \"==\"?"
      | a='**' expression '=' b=expression -> range(a, b) "cannot assign to keyword argument unpacking"

    params: invalid_parameters | parameters
    parameters:
      | slash_no_default param_no_default* param_with_default* star_etc?
        -> require(8) "Positional-only parameters are"
      | slash_with_default param_with_default* star_etc?
        -> require(8) "Positional-only parameters are"
      | param_no_default+ param_with_default* star_etc?
      | param_with_default+ star_etc?
      | star_etc
    slash_no_default:
      | param_no_default+ '/' ','
      | param_no_default+ '/' &')'
    slash_with_default:
      | param_no_default* param_with_default+ '/' ','
      | param_no_default* param_with_default+ '/' &')'
    star_etc:
      | invalid_star_etc
      | '*' param_no_default param_maybe_default* kwds?
      | '*' param_no_default_star_annotation param_maybe_default* kwds?
      | '*' ',' param_maybe_default+ kwds?
      | kwds
    kwds: invalid_kwds | '**' param_no_default
    param_no_default: param ',' TYPE_COMMENT? | param TYPE_COMMENT? &')'
    param_no_default_star_annotation:
      | param_star_annotation ',' TYPE_COMMENT?
      | param_star_annotation TYPE_COMMENT? &')'
    param_with_default: param default ',' TYPE_COMMENT? | param default TYPE_COMMENT? &')'
    param_maybe_default: param default? ',' TYPE_COMMENT? | param default? TYPE_COMMENT? &')'
    param: NAME annotation?
    param_star_annotation: NAME star_annotation
    annotation: ':' expression
    star_annotation: ':' star_expression
    default: '=' expression | invalid_default
    invalid_default: a='=' &(')' | ',') -> at(a) "expected default value expression"
    invalid_parameters:
      | a='/' ',' -> at(a) "at least one argument must precede /"
      | (slash_no_default | slash_with_default) param_maybe_default* a='/' -> at(a) "/ may appear only once"
      | slash_no_default? param_no_default* invalid_parameters_helper a=param_no_default
        -> at(a) "parameter without a default follows parameter with a default"
      | param_no_default* a='(' param_no_default+ ','? b=')'
        -> range(a, b) "Function parameters cannot be parenthesized"
      | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default)
        param_maybe_default* a='/' -> at(a) "/ must be ahead of *"
      | param_maybe_default+ '/' a='*' -> at(a) "expected comma between / and *"
    invalid_parameters_helper: slash_with_default | param_with_default+
    invalid_star_etc:
      | a='*' (')' | ',' (')' | '**')) -> at(a) "named arguments must follow bare *"
      | '*' ',' TYPE_COMMENT -> last() "bare * has associated type comment"
      | '*' param a='=' -> at(a) "var-positional argument cannot have default value"
      | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',')
        -> at(a) "* argument may appear only once"
    invalid_kwds:
      | '**' param a='=' -> at(a) "var-keyword argument cannot have default value"
      | '**' param ',' a=param -> at(a) "arguments cannot follow var-keyword argument"
      | '**' param ',' a=('*' | '**' | '/') -> at(a) "arguments cannot follow var-keyword argument"

    lambdef: 'lambda' lambda_params? ':' expression
    lambda_params: invalid_lambda_parameters | lambda_parameters
    lambda_parameters:
      | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* lambda_star_etc?
        -> require(8) "Positional-only parameters are"
      | lambda_slash_with_default lambda_param_with_default* lambda_star_etc?
        -> require(8) "Positional-only parameters are"
      | lambda_param_no_default+ lambda_param_with_default* lambda_star_etc?
      | lambda_param_with_default+ lambda_star_etc?
      | lambda_star_etc
    lambda_slash_no_default:
      | lambda_param_no_default+ '/' ','
      | lambda_param_no_default+ '/' &':'
    lambda_slash_with_default:
      | lambda_param_no_default* lambda_param_with_default+ '/' ','
      | lambda_param_no_default* lambda_param_with_default+ '/' &':'
    lambda_star_etc:
      | invalid_lambda_star_etc
      | '*' lambda_param_no_default lambda_param_maybe_default* lambda_kwds?
      | '*' ',' lambda_param_maybe_default+ lambda_kwds?
      | lambda_kwds
    lambda_kwds: invalid_lambda_kwds | '**' lambda_param_no_default
    lambda_param_no_default: lambda_param ',' | lambda_param &':'
    lambda_param_with_default: lambda_param default ',' | lambda_param default &':'
    lambda_param_maybe_default: lambda_param default? ',' | lambda_param default? &':'
    lambda_param: NAME
    invalid_lambda_parameters:
      | a='/' ',' -> at(a) "at least one argument must precede /"
      | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/'
        -> at(a) "/ may appear only once"
      | lambda_slash_no_default? lambda_param_no_default* invalid_lambda_parameters_helper a=lambda_param_no_default
        -> at(a) "parameter without a default follows parameter with a default"
      | lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')'
        -> range(a, b) "Lambda expression parameters cannot be parenthesized"
      | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*'
        (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' -> at(a) "/ must be ahead of *"
      | lambda_param_maybe_default+ '/' a='*' -> at(a) "expected comma between / and *"
    invalid_lambda_parameters_helper: lambda_slash_with_default | lambda_param_with_default+
    invalid_lambda_star_etc:
      | '*' (':' | ',' (':' | '**')) -> last() "named arguments must follow bare *"
      | '*' lambda_param a='=' -> at(a) "var-positional argument cannot have default value"
      | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',')
        -> at(a) "* argument may appear only once"
    invalid_lambda_kwds:
      | '**' lambda_param a='=' -> at(a) "var-keyword argument cannot have default value"
      | '**' lambda_param ',' a=lambda_param -> at(a) "arguments cannot follow var-keyword argument"
      | '**' lambda_param ',' a=('*' | '**' | '/') -> at(a) "arguments cannot follow var-keyword argument"
    """#
}
