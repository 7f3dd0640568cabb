// Python's grammar in CPython's order: compound statements and definitions. `Grammar+Statements.swift`
// explains the notation.

extension Grammar {
  static let compoundStatements: StaticString = #"""
    block (memo): NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block
    invalid_block: NEWLINE !INDENT -> block() "expected an indented block"

    decorators: ('@' named_expression NEWLINE)+
    class_def: decorators class_def_raw | class_def_raw
    class_def_raw: invalid_class_def_raw | 'class' NAME type_params? ('(' arguments? ')')? ':' block
    invalid_class_def_raw:
      | 'class' NAME type_params? ('(' arguments? ')')? NEWLINE -> last() "expected ':'"
      | a='class' NAME type_params? ('(' arguments? ')')? ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after class definition on line %d"
    function_def: decorators function_def_raw | function_def_raw
    function_def_raw:
      | invalid_def_raw
      | 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' func_type_comment? block
      | 'async' 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' func_type_comment? block
        -> require(5) "Async functions are"
    invalid_def_raw:
      | 'async'? a='def' NAME type_params? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after function definition on line %d"
    func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | invalid_double_type_comments | TYPE_COMMENT
    invalid_double_type_comments:
      | TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT -> last() "Cannot have two type comments on def"

    type_params: invalid_type_params | '[' type_param_seq ']' -> require(12) "Type parameter lists are"
    invalid_type_params: '[' a=']' -> from(a) "Type parameter list cannot be empty"
    type_param_seq: ','.type_param+ ','?
    type_param (memo):
      | NAME type_param_bound? type_param_default?
      | invalid_type_param
      | '*' NAME type_param_starred_default?
      | '**' NAME type_param_default?
    type_param_bound: ':' expression
    type_param_default: '=' expression -> require(13) "Type parameter defaults are"
    type_param_starred_default: '=' star_expression -> require(13) "Type parameter defaults are"
    invalid_type_param:
      | '*' NAME a=':' b=expression -> typeParameterBound(a, b) "TypeVarTuple"
      | '**' NAME a=':' b=expression -> typeParameterBound(a, b) "ParamSpec"

    if_stmt:
      | invalid_if_stmt
      | 'if' named_expression ':' block elif_stmt
      | 'if' named_expression ':' block else_block?
    invalid_if_stmt:
      | 'if' named_expression NEWLINE -> last() "expected ':'"
      | a='if' named_expression ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'if' statement on line %d"
    elif_stmt:
      | invalid_elif_stmt
      | 'elif' named_expression ':' block elif_stmt
      | 'elif' named_expression ':' block else_block?
    invalid_elif_stmt:
      | 'elif' named_expression NEWLINE -> last() "expected ':'"
      | a='elif' named_expression ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'elif' statement on line %d"
    else_block: invalid_else_stmt | 'else' &&':' block
    invalid_else_stmt:
      | a='else' ':' NEWLINE !INDENT -> block(a) "expected an indented block after 'else' statement on line %d"
      | 'else' ':' block 'elif' -> last() "'elif' block follows an 'else' block"

    while_stmt: invalid_while_stmt | 'while' named_expression ':' block else_block?
    invalid_while_stmt:
      | 'while' named_expression NEWLINE -> last() "expected ':'"
      | a='while' named_expression ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'while' statement on line %d"
    for_stmt:
      | invalid_for_stmt
      | 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?
      | 'async' 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?
        -> require(5) "Async for loops are"
      | invalid_for_target
    invalid_for_stmt:
      | 'async'? 'for' star_targets 'in' star_expressions NEWLINE -> last() "expected ':'"
      | 'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'for' statement on line %d"
    invalid_for_target: 'async'? 'for' a=star_expressions -> forTarget(a)

    with_stmt:
      | invalid_with_stmt_indent
      | 'with' '(' ','.with_item+ ','? ')' ':' TYPE_COMMENT? block
      | 'with' ','.with_item+ ':' TYPE_COMMENT? block
      | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block -> require(5) "Async with statements are"
      | 'async' 'with' ','.with_item+ ':' TYPE_COMMENT? block -> require(5) "Async with statements are"
      | invalid_with_stmt
    with_item: expression 'as' star_target &(',' | ')' | ':') | invalid_with_item | expression
    invalid_with_item: expression 'as' a=expression &(',' | ')' | ':') -> assignmentTarget(a)
    invalid_with_stmt:
      | 'async'? 'with' ','.(expression ('as' star_target)?)+ NEWLINE -> last() "expected ':'"
      | 'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' NEWLINE -> last() "expected ':'"
    invalid_with_stmt_indent:
      | 'async'? a='with' ','.(expression ('as' star_target)?)+ ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'with' statement on line %d"
      | 'async'? a='with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'with' statement on line %d"

    try_stmt:
      | invalid_try_stmt
      | 'try' &&':' block finally_block
      | 'try' &&':' block except_block+ else_block? finally_block?
      | 'try' &&':' block except_star_block+ else_block? finally_block? -> require(11) "Exception groups are"
    invalid_try_stmt:
      | a='try' ':' NEWLINE !INDENT -> block(a) "expected an indented block after 'try' statement on line %d"
      | 'try' ':' block !('except' | 'finally') -> last() "expected 'except' or 'finally' block"
      | 'try' ':' block* except_block+ a='except' b='*' expression ('as' NAME)? ':'
        -> range(a, b) "cannot have both 'except' and 'except*' on the same 'try'"
      | 'try' ':' block* except_star_block+ a='except' (expression ('as' NAME)?)? ':'
        -> at(a) "cannot have both 'except' and 'except*' on the same 'try'"
    except_block:
      | invalid_except_stmt_indent
      | 'except' expression ':' block
      | 'except' expression 'as' NAME ':' block
      | 'except' expressions ':' block -> require(14) "except expressions without parentheses are"
      | 'except' ':' block
      | invalid_except_stmt
    invalid_except_stmt_indent:
      | a='except' expression ('as' NAME)? ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'except' statement on line %d"
      | a='except' ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'except' statement on line %d"
    invalid_except_stmt:
      | 'except' a=expression ',' expressions 'as' NAME ':'
        -> from(a) "multiple exception types must be parenthesized when using 'as'"
      | 'except' expression ('as' NAME)? NEWLINE -> last() "expected ':'"
      | 'except' NEWLINE -> last() "expected ':'"
      | 'except' expression 'as' a=expression ':' block -> named(a) "cannot use except statement with %s"
    except_star_block:
      | invalid_except_star_stmt_indent
      | 'except' '*' expression ':' block
      | 'except' '*' expression 'as' NAME ':' block
      | 'except' '*' expressions ':' block -> require(14) "except expressions without parentheses are"
      | invalid_except_star_stmt
    invalid_except_star_stmt_indent:
      | a='except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'except*' statement on line %d"
    invalid_except_star_stmt:
      | 'except' '*' a=expression ',' expressions 'as' NAME ':'
        -> from(a) "multiple exception types must be parenthesized when using 'as'"
      | 'except' '*' expression ('as' NAME)? NEWLINE -> last() "expected ':'"
      | 'except' '*' (NEWLINE | ':') -> last() "expected one or more exception types"
      | 'except' '*' expression 'as' a=expression ':' block -> named(a) "cannot use except* statement with %s"
    finally_block: invalid_finally_stmt | 'finally' &&':' block
    invalid_finally_stmt:
      | a='finally' ':' NEWLINE !INDENT
        -> block(a) "expected an indented block after 'finally' statement on line %d"
    """#
}
