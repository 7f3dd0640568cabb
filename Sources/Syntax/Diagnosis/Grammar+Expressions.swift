// Python's grammar in CPython's order: expressions. `Grammar+Statements.swift` explains the notation.

extension Grammar {
  static let expressions: StaticString = #"""
    expressions: expression (',' expression)+ ','? | expression ',' | expression
    expression (memo):
      | invalid_expression
      | invalid_legacy_expression
      | disjunction 'if' disjunction 'else' expression
      | disjunction
      | lambdef
    invalid_legacy_expression:
      | a=NAME !'(' b=star_expressions
        -> legacyStatement(a, b) "Missing parentheses in call to '%s'. Did you mean %s(...)?"
    invalid_expression:
      | STRING a=unquoted_expressions STRING
        -> at(a) "invalid syntax. Is this intended to be part of the string?"
      | !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid
        -> missingComma(a, b) "invalid syntax. Perhaps you forgot a comma?"
      | a=disjunction 'if' b=disjunction !('else' | ':') -> range(a, b) "expected 'else' after 'if' expression"
      | disjunction 'if' disjunction 'else' !expression
        -> next() "expected expression after 'else', but statement is given"
      | a=(pass_stmt | break_stmt | continue_stmt) 'if' disjunction 'else' simple_stmt
        -> at(a) "expected expression before 'if', but statement is given"
      | a='lambda' lambda_params? b=':' &FSTRING_MIDDLE
        -> range(a, b) "f-string: lambda expressions are not allowed without parentheses"
      | a='lambda' lambda_params? b=':' &TSTRING_MIDDLE
        -> range(a, b) "t-string: lambda expressions are not allowed without parentheses"
    unquoted_expressions: (!STRING expression_without_invalid)+
    expression_without_invalid:
      | disjunction 'if' disjunction 'else' expression
      | disjunction
      | lambdef
    yield_expr: 'yield' 'from' expression | 'yield' star_expressions?
    star_expressions: star_expression (',' star_expression)+ ','? | star_expression ',' | star_expression
    star_expression (memo): '*' bitwise_or | expression
    star_named_expressions: ','.star_named_expression+ ','?
    star_named_expression: '*' bitwise_or | named_expression
    assignment_expression: NAME ':=' ~ expression -> require(8) "Assignment expressions are"
    named_expression: assignment_expression | invalid_named_expression | expression !':='
    invalid_named_expression (memo):
      | a=expression ':=' expression -> named(a) "cannot use assignment expressions with %s"
      | a=NAME '=' b=bitwise_or !('=' | ':=')
        -> range(a, b) "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
      | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=')
        -> comparisonInstead(a) "cannot assign to %s here. Maybe you meant '==' instead of '='?"

    disjunction (memo): conjunction ('or' conjunction)+ | conjunction
    conjunction (memo): inversion ('and' inversion)+ | inversion
    inversion (memo): 'not' inversion | comparison
    comparison: bitwise_or compare_op_bitwise_or_pair+ | bitwise_or
    compare_op_bitwise_or_pair:
      | '==' bitwise_or
      | noteq bitwise_or
      | '<=' bitwise_or
      | '<' bitwise_or
      | '>=' bitwise_or
      | '>' bitwise_or
      | 'not' 'in' bitwise_or
      | 'in' bitwise_or
      | 'is' 'not' bitwise_or
      | 'is' bitwise_or
      | invalid_less_greater
    invalid_less_greater:
      | a='<' b='>' -> lessGreater(a, b) "invalid syntax.  Maybe you meant '!=' instead of '<>'?"
    noteq: a='!=' -> notEqual(a) "with Barry as BDFL, use '<>' instead of '!='"
    bitwise_or (left): bitwise_xor ('|' bitwise_xor)*
    bitwise_xor (left): bitwise_and ('^' bitwise_and)*
    bitwise_and (left): shift_expr ('&' shift_expr)*
    shift_expr (left): invalid_arithmetic | sum (('<<' | '>>') sum)*
    invalid_arithmetic:
      | sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a='not' b=inversion
        -> range(a, b) "'not' after an operator must be parenthesized"
    sum (left): term (('+' | '-') term)*
    term (left): invalid_factor | factor (('*' | '/' | '//' | '%') factor | matmul)*
    matmul: '@' factor -> require(5) "The '@' operator is"
    invalid_factor:
      | ('+' | '-' | '~') a='not' b=factor -> range(a, b) "'not' after an operator must be parenthesized"
    factor (memo): '+' factor | '-' factor | '~' factor | power
    power: await_primary '**' factor | await_primary
    await_primary (memo): 'await' primary -> require(5) "Await expressions are" | primary
    primary (left): atom ('.' NAME | genexp | '(' arguments? ')' | '[' slices ']')*
    slices: slice !',' | ','.(slice | starred_expression)+ ','?
    slice: expression? ':' expression? (':' expression?)? | named_expression
    atom:
      | NAME
      | 'True'
      | 'False'
      | 'None'
      | &(STRING | FSTRING_START | TSTRING_START) strings
      | number
      | &'(' (tuple | group | genexp)
      | &'[' (list | listcomp)
      | &'{' (dict | set | dictcomp | setcomp)
      | '...'
    number: a=NUMBER -> number(a)
    group: '(' (yield_expr | named_expression) ')' | invalid_group
    invalid_group:
      | '(' a=starred_expression ')' -> at(a) "cannot use starred expression here"
      | '(' a='**' expression ')' -> at(a) "cannot use double starred expression here"

    list: '[' star_named_expressions? ']'
    tuple: '(' (star_named_expression ',' star_named_expressions?)? ')'
    set: '{' star_named_expressions '}'
    dict: '{' double_starred_kvpairs? '}' | '{' invalid_double_starred_kvpairs '}'
    double_starred_kvpairs: ','.double_starred_kvpair+ ','?
    double_starred_kvpair: '**' bitwise_or | kvpair
    kvpair: expression ':' expression
    invalid_double_starred_kvpairs:
      | ','.double_starred_kvpair+ ',' invalid_kvpair
      | expression ':' a='*' bitwise_or -> from(a) "cannot use a starred expression in a dictionary value"
      | expression a=':' &('}' | ',') -> at(a) "expression expected after dictionary key and ':'"
    invalid_kvpair:
      | a=expression !':' -> missingDictColon(a) "':' expected after dictionary key"
      | expression ':' a='*' bitwise_or -> from(a) "cannot use a starred expression in a dictionary value"
      | expression a=':' &('}' | ',') -> at(a) "expression expected after dictionary key and ':'"

    for_if_clauses: for_if_clause+
    for_if_clause:
      | 'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)* -> require(6) "Async comprehensions are"
      | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
      | invalid_for_if_clause
      | invalid_for_target
    invalid_for_if_clause:
      | 'async'? 'for' (bitwise_or (',' bitwise_or)* ','?) !'in' -> last() "'in' expected after for-loop variables"
    listcomp: '[' named_expression for_if_clauses ']' | invalid_comprehension
    setcomp: '{' named_expression for_if_clauses '}' | invalid_comprehension
    genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' | invalid_comprehension
    dictcomp: '{' kvpair for_if_clauses '}' | invalid_dict_comprehension
    invalid_comprehension:
      | ('[' | '(' | '{') a=starred_expression for_if_clauses
        -> at(a) "iterable unpacking cannot be used in comprehension"
      | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses
        -> range(a, b) "did you forget parentheses around the comprehension target?"
      | ('[' | '{') a=star_named_expression b=',' for_if_clauses
        -> range(a, b) "did you forget parentheses around the comprehension target?"
    invalid_dict_comprehension:
      | '{' a='**' bitwise_or for_if_clauses '}' -> at(a) "dict unpacking cannot be used in dict comprehension"
    """#
}
