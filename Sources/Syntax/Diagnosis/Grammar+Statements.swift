// Python's grammar in the order in which CPython 3.14 tries its alternatives: statements.
//
// The notation is that of the language reference, with what error alternatives need:
//
//     rule (memo): …    the rule's results are kept; (left) one that CPython writes left-recursively, likewise;
//                       (inline) one that CPython does not have
//     &x !x ~ &&'x'     look-ahead, negative look-ahead, cut, a token whose absence is an error at once
//     a=x               captures what x matches
//     -> form(a, b) "…" what happens when the alternative has matched: see `ActionForm`
//
// Rules named `invalid_…` are error alternatives: only the second pass tries them.

extension Grammar {
  static let statements: StaticString = #"""
    file: statements? ENDMARKER
    interactive: statement_newline
    eval: expressions NEWLINE* ENDMARKER
    func_type: '(' type_expressions? ')' '->' expression NEWLINE* ENDMARKER

    statements: statement+
    statement: compound_stmt | simple_stmts
    statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER -> refuse()
    simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ ';'? NEWLINE
    simple_stmt (memo):
      | assignment
      | &"type" type_alias
      | star_expressions
      | &'return' return_stmt
      | &('import' | 'from') import_stmt
      | &'raise' raise_stmt
      | &'pass' pass_stmt
      | &'del' del_stmt
      | &'yield' yield_stmt
      | &'assert' assert_stmt
      | &'break' break_stmt
      | &'continue' continue_stmt
      | &'global' global_stmt
      | &'nonlocal' nonlocal_stmt
    compound_stmt:
      | &('def' | '@' | 'async') function_def
      | &'if' if_stmt
      | &('class' | '@') class_def
      | &('with' | 'async') with_stmt
      | &('for' | 'async') for_stmt
      | &'try' try_stmt
      | &'while' while_stmt
      | match_stmt

    assignment:
      | NAME ':' expression ('=' annotated_rhs)? -> require(6) "Variable annotation syntax is"
      | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ('=' annotated_rhs)?
        -> require(6) "Variable annotations syntax is"
      | (star_targets '=')+ annotated_rhs !'=' TYPE_COMMENT?
      | single_target augassign ~ annotated_rhs
      | invalid_assignment
    annotated_rhs: yield_expr | star_expressions
    augassign:
      | '+=' | '-=' | '*=' | '@=' -> require(5) "The '@' operator is"
      | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
    invalid_assignment:
      | a=invalid_ann_assign_target ':' expression -> named(a) "only single target (not %s) can be annotated"
      | a=star_named_expression ',' star_named_expressions* ':' expression
        -> at(a) "only single target (not tuple) can be annotated"
      | a=expression ':' expression -> at(a) "illegal target for annotation"
      | (star_targets '=')* a=star_expressions '=' -> assignmentTarget(a)
      | (star_targets '=')* a=yield_expr '=' -> at(a) "assignment to yield expression not possible"
      | a=star_expressions augassign annotated_rhs
        -> named(a) "'%s' is an illegal expression for augmented assignment"
    invalid_ann_assign_target: list | tuple | '(' invalid_ann_assign_target ')'

    return_stmt: 'return' star_expressions?
    raise_stmt: 'raise' expression ('from' expression)? | 'raise'
    pass_stmt: 'pass'
    break_stmt: 'break'
    continue_stmt: 'continue'
    global_stmt: 'global' ','.NAME+
    nonlocal_stmt: 'nonlocal' ','.NAME+
    del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
    invalid_del_stmt: 'del' a=star_expressions -> deletionTarget(a)
    yield_stmt: yield_expr
    assert_stmt: 'assert' expression (',' expression)?

    import_stmt: invalid_import | import_name | import_from
    invalid_import:
      | a='import' ','.dotted_name+ 'from' dotted_name
        -> from(a) "Did you mean to use 'from ... import ...' instead?"
      | 'import' a=NEWLINE -> from(a) "Expected one or more names after 'import'"
    import_name: 'import' dotted_as_names
    import_from:
      | 'from' ('.' | '...')* a=dotted_name 'import' b=import_from_targets -> futureImport(a, b)
      | 'from' ('.' | '...')+ 'import' import_from_targets
    import_from_targets:
      | '(' import_from_as_names ','? ')'
      | import_from_as_names !','
      | '*'
      | invalid_import_from_targets
    invalid_import_from_targets:
      | import_from_as_names ',' NEWLINE
        -> last() "trailing comma not allowed without surrounding parentheses"
      | a=NEWLINE -> from(a) "Expected one or more names after 'import'"
    import_from_as_names: ','.import_from_as_name+
    import_from_as_name: invalid_import_from_as_name | NAME ('as' NAME)?
    invalid_import_from_as_name:
      | NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression -> named(a) "cannot use %s as import target"
    dotted_as_names: ','.dotted_as_name+
    dotted_as_name: invalid_dotted_as_name | dotted_name ('as' NAME)?
    invalid_dotted_as_name:
      | dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression -> named(a) "cannot use %s as import target"
    dotted_name (left): NAME ('.' NAME)*

    type_alias: "type" NAME type_params? '=' expression -> require(12) "Type statement is"
    """#
}
